-- One case number is written with round brackets of either width; the platform links cases by what the clerk typed, so
-- the link takes the form that the key has (narrow brackets, no blanks).
select
    source_id,
    file_sha256,
    file_name,
    member,
    row_number,
    case_no,
    replace(replace(replace(replace(trial_case_no, '（', '('), '）', ')'), '　', ''), ' ', '') as trial_case_no,
    county_code,
    court,
    plaintiff_uscc,
    defendant_uscc,
    cause,
    case_type,
    outcome,
    received_on,
    registered_on,
    served_on,
    heard_on,
    closed_on,
    limit_days,
    extended_days,
    deducted_days,
    limit_ends_on,
    claim as claim_cny,
    recovered as recovered_cny,
    court_fee as court_fee_cny,
    lawyer_fee as lawyer_fee_cny,
    enforcement_fee as enforcement_fee_cny
from (
    {{ newest_rows('court_case', ['case_no']) }}
) as newest
