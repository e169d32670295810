select
    source_id,
    file_sha256,
    file_name,
    member,
    row_number,
    decision_no,
    kind as decision_kind,
    county_code,
    agency,
    uscc,
    decided_at,
    published_at,
    withdrawn_at,
    reason as withdrawn_for
from (
    {{ newest_rows('penalty_publication', ['decision_no']) }}
) as newest
