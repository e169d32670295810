-- an application that its firm took back was decided by no bank
select
    source_id,
    file_sha256,
    file_name,
    member,
    row_number,
    application_no,
    uscc,
    county_code,
    bank,
    product,
    decision,
    collateral_type,
    is_first_loan,
    applied_at,
    decided_at,
    drawn_at,
    amount_applied as amount_applied_cny,
    amount_approved as amount_approved_cny,
    rate as rate_pct
from (
    {{ newest_rows('credit_application', ['application_no']) }}
) as newest
