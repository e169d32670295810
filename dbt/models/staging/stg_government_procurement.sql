-- a single source has no tender notice and no opening, a lot without a result no contract; none is made up
select
    source_id,
    file_sha256,
    file_name,
    member,
    row_number,
    lot_no,
    project_no,
    county_code,
    method,
    state,
    budget as budget_cny,
    intent_published_at,
    notice_at,
    bid_open_at,
    award_notice_at,
    contract_signed_at,
    contract_published_at,
    contract_amount as contract_amount_cny,
    prepay_ratio as prepay_pct,
    perf_bond_ratio as perf_bond_pct,
    delivered_at,
    invoice_at,
    paid_at,
    supplier_uscc,
    supplier_size,
    supplier_region,
    complaint_accepted_at,
    complaint_decided_at
from (
    {{ newest_rows('government_procurement', ['lot_no']) }}
) as newest
