-- one pass over two columns, whichever batch they came by: a name is a name
select
    source_id,
    item_code,
    max(item_name) as name_zh
from {{ source('raw', 'government_service') }}
where item_name is not null
group by source_id, item_code
