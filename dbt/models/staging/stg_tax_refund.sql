-- a correction pays nothing back, so it has no time of payment
select
    source_id,
    file_sha256,
    file_name,
    member,
    row_number,
    return_id,
    uscc,
    county_code,
    tax_type,
    kind,
    export_class,
    tax_period,
    state,
    channel,
    applied_at,
    accepted_at,
    approved_at,
    treasury_paid_at,
    closed_at,
    amount as amount_cny
from (
    {{ newest_rows('tax_refund', ['return_id']) }}
) as newest
