-- a step that a company did not need has no time, and none is made up
select
    source_id,
    file_sha256,
    file_name,
    member,
    row_number,
    case_no,
    uscc,
    county_code,
    company_type,
    state,
    channel,
    is_joint,
    is_seal_free,
    returned_times,
    name_declared_at,
    submitted_at,
    approved_at,
    licence_issued_at,
    seal_done_at,
    tax_invoice_at,
    social_reg_at,
    bank_opened_at,
    fee as fee_cny
from (
    {{ newest_rows('company_opening', ['case_no']) }}
) as newest
