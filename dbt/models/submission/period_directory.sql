-- Years, quarters and months that have a figure, and whether they are over at the date of the build.
with delivered as (

    select distinct period
    from {{ ref('delivered_value') }}

)

select
    delivered.period,
    {{ last_day_of('delivered.period') }} as last_day,
    {{ last_day_of('delivered.period') }} >= context.as_of as is_running
from delivered
cross join {{ ref('stg_build_context') }} as context
