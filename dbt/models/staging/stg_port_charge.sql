-- a charge delivered again under its number replaces the former
select
    source_id,
    file_sha256,
    file_name,
    member,
    row_number,
    charge_no,
    entry_id,
    bill_no,
    flow,
    port_code,
    uscc,
    county_code,
    item_code,
    item_name,
    item_class,
    container_type,
    cast(quantity as double) as quantity,
    containers,
    cast(amount as double) as amount,
    currency,
    charged_on,
    charging_body
from (
    {{ newest_rows('port_charge', ['charge_no']) }}
) as newest
