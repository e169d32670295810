-- Which notices count in a place and year that is over: those that took effect in it, and those in force on its last day.
--
-- A notice holds in its own region, in what lies in it, and counts for the city above it.
with places as (

    select
        place.region_code as place_code,
        place.parent_region_code,
        -- codes of China's places: the first two characters are the province
        case when place.code_system <> 'world_bank' then concat(substr(place.region_code, 1, 2), '0000') end as province_code
    from {{ ref('region') }} as place

),

held as (

    select
        places.place_code,
        notice.*
    from {{ ref('tariff_notice') }} as notice
    inner join places
        on notice.region_code = places.place_code
        or notice.region_code = places.parent_region_code
        or notice.region_code = places.province_code
        or (notice.region_code = '000000' and places.province_code is not null)

    union all

    select
        above.place_code,
        notice.*
    from {{ ref('tariff_notice') }} as notice
    inner join {{ ref('place_of_region') }} as above
        on notice.region_code = above.region_code
        and above.place_code <> above.region_code

),

named_years as (

    -- a year in which nothing changed has a tariff in force all the same
    select {{ year_text('effective_on') }} as period from {{ ref('tariff_notice') }}
    union
    select period from {{ ref('reliability') }} where period_kind = 'year'
    union
    select period from {{ ref('int_checklist_item') }} where measure_code = 'I06-4' and length(period) = 4

),

years as (

    select
        named_years.period,
        {{ last_day_of('named_years.period') }} as year_end
    from named_years
    cross join {{ ref('stg_build_context') }} as context
    where {{ last_day_of('named_years.period') }} < context.as_of

),

in_year as (

    select
        held.*,
        years.period,
        years.year_end,
        {{ year_text('held.effective_on') }} = years.period as is_change,
        -- a later notice takes the place of the earlier one
        row_number() over (
            partition by held.place_code, years.period, held.region_code, held.notice_kind, held.customer_class
            order by held.effective_on desc, held.published_on desc, held.notice_no desc
        ) as recency,
        -- and one for everybody that of each class
        max(case when held.customer_class = 'all' then held.effective_on end) over (
            partition by held.place_code, years.period, held.region_code, held.notice_kind
        ) as everybody_from
    from held
    inner join years on held.effective_on <= years.year_end

),

judged as (

    select
        *,
        recency = 1
            and coalesce(everybody_from <= effective_on, true)
            and coalesce(last_day >= year_end, true) as is_in_force,
        -- what is published later was not online on that day
        is_online and published_on <= year_end as is_online_then
    from in_year

)

select
    place_code as region_code,
    period,
    notice_no,
    region_code as notice_region_code,
    customer_class,
    notice_kind,
    is_tariff,
    is_change,
    is_in_force,
    is_online_then,
    is_in_time,
    is_cycle_ahead,
    source_id,
    file_sha256,
    file_name,
    row_number
from judged
where is_change or is_in_force
