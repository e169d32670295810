-- Minutes lost per customer on each day with a sustained interruption; all minutes of an outage belong to the day it began.
with by_day as (

    select
        place.place_code as region_code,
        interruption.day,
        interruption.month,
        count(*) as n,
        sum(interruption.customer_seconds) as customer_seconds
    from {{ ref('electricity_interruption') }} as interruption
    inner join {{ ref('place_of_region') }} as place on interruption.county_code = place.region_code
    where not interruption.is_momentary
    group by place.place_code, interruption.day, interruption.month

)

select
    by_day.region_code,
    by_day.day,
    by_day.n,
    served.customers as customers_served,
    cast(by_day.customer_seconds as double) / 60.0 / nullif(served.customers, 0.0) as saidi_minutes
from by_day
left join {{ ref('customers_served') }} as served
    on by_day.region_code = served.region_code
    and by_day.month = served.month
    and served.group_kind = 'all'
