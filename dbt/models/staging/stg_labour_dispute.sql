select
    source_id,
    file_sha256,
    file_name,
    member,
    row_number,
    case_no,
    uscc,
    county_code,
    dispute_type,
    state,
    mediation_result,
    applied_at,
    accepted_at,
    award_at,
    served_at,
    closed_at,
    amount_claimed as amount_claimed_cny,
    cast(workers as int) as workers
from (
    {{ newest_rows('labour_dispute', ['case_no']) }}
) as newest
