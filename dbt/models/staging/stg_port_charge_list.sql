-- a list is delivered whole: what stands in it under one port and day of publication, of each item the row delivered last
select
    source_id,
    file_sha256,
    file_name,
    row_number,
    port_code,
    port_name,
    item_code,
    item_name,
    item_class,
    container_type,
    charge_unit,
    cast(standard_amount as double) as standard_amount,
    currency,
    price_kind,
    legal_basis,
    charging_body,
    published_on,
    next_review_on
from (
    {{ newest_rows(
        'port_charge_list', ['port_code', 'published_on', 'item_code', 'item_name', 'container_type'], in_archives=false
    ) }}
) as newest
