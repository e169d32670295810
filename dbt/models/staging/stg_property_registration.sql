-- a step that a case did not need has no time, and none is made up
select
    source_id,
    file_sha256,
    file_name,
    member,
    row_number,
    case_no,
    process_no,
    county_code,
    registration_type,
    registration_subtype,
    unit_no,
    uscc,
    origin,
    is_one_window,
    transaction_at,
    tax_paid_at,
    accept_at,
    reviewed_at,
    registered_at,
    certificate_made_at,
    certificate_issued_at,
    price as price_cny,
    deed_tax as deed_tax_cny,
    stamp_duty as stamp_duty_cny,
    registration_fee as registration_fee_cny,
    state
from (
    {{ newest_rows('property_registration', ['case_no']) }}
) as newest
