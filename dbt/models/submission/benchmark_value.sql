-- Published values of Doing Business for electricity and trade, and the best values that its scores are measured against.
with published as (

    select measure_code, place_code, place_zh, place_en, period, value, source, certainty
    from {{ ref('published_benchmark') }}

),

frontiers as (

    select
        frontier.measure_code,
        'frontier' as place_code,
        '前沿值' as place_zh,
        'best value of the scores' as place_en,
        '2020' as period,
        frontier.best as value,
        frontier.source,
        frontier.certainty
    from {{ ref('frontier') }} as frontier
    inner join (select measure_code from published group by measure_code) as named
        on frontier.measure_code = named.measure_code
    where frontier.indicator_set = 'doing_business_2020'

),

everything as (

    select * from published
    union all
    select * from frontiers

)

select
    everything.measure_code,
    measure.indicator_code,
    everything.place_code,
    everything.place_zh,
    everything.place_en,
    everything.period,
    everything.value,
    measure.unit,
    everything.source,
    everything.certainty
from everything
inner join {{ ref('measure') }} as measure
    on everything.measure_code = measure.measure_code
    and measure.indicator_set = 'doing_business_2020'
