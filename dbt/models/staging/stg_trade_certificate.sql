-- a document issued before it was applied for keeps both moments: whoever measures leaves it out, and it is a gap
select
    source_id,
    file_sha256,
    file_name,
    member,
    row_number,
    certificate_no,
    certificate_type,
    flow,
    entry_id,
    uscc,
    county_code,
    issuing_body,
    applied_at,
    issued_at,
    cast(fee as double) as fee,
    currency,
    state
from (
    {{ newest_rows('trade_certificate', ['certificate_no']) }}
) as newest
