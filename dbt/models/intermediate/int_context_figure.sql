-- Figures of series that enter a measure without being one (income per head, exchange rate), as each place uses them: its
-- own, else that of the city above it.
with delivered as (

    select
        statistic.series_code,
        statistic.region_code,
        statistic.period,
        statistic.value,
        statistic.source_id,
        statistic.file_sha256,
        statistic.file_name,
        statistic.row_number
    from {{ ref('int_statistic_current') }} as statistic
    inner join {{ ref('context_series') }} as context_series
        on statistic.series_code = context_series.series_code
        and statistic.unit = context_series.unit
    where statistic.concept = 'value' and statistic.value > 0

),

near as (

    select
        delivered.series_code,
        place.region_code,
        delivered.period,
        delivered.value,
        delivered.source_id,
        delivered.file_sha256,
        delivered.file_name,
        delivered.row_number,
        row_number() over (
            partition by delivered.series_code, place.region_code, delivered.period
            order by case when place.region_code = delivered.region_code then 0 else 1 end
        ) as nearness
    from delivered
    inner join {{ ref('place_of_region') }} as place on delivered.region_code = place.place_code

)

select series_code, region_code, period, value, source_id, file_sha256, file_name, row_number
from near
where nearness = 1
