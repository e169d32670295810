with delivered as (

    select * from {{ ref('stg_doing_business_history') }}
    union all
    select * from {{ ref('stg_indicator_card') }}

)

select
    *,
    -- the vintage received last counts; within one day the later delivery
    row_number() over (
        partition by series_code, concept, region_code, period
        order by received_on desc, delivery_no desc, source_id asc, file_name asc
    ) as vintage_rank
from delivered
