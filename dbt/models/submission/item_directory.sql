-- Items of the logs by name: as the list of limits names them, else as the log itself does.
select
    source_id,
    item_code,
    name_zh
from {{ ref('matter_limit') }}

union all

select
    delivered.source_id,
    delivered.item_code,
    delivered.name_zh
from {{ ref('stg_government_service_item') }} as delivered
left join {{ ref('matter_limit') }} as listed
    on delivered.source_id = listed.source_id
    and delivered.item_code = listed.item_code
where listed.item_code is null
