-- Scores and ranks that somebody published, beside ours: read as reported values, never as inputs.
with reported as (

    select
        series_code,
        region_code,
        period,
        max(case when concept = 'reported_score' then value end) as reported_score,
        max(case when concept = 'reported_rank' then value end) as reported_rank
    from {{ ref('int_statistic_current') }}
    where concept in ('reported_score', 'reported_rank') and value is not null
    group by series_code, region_code, period

),

computed as (

    select
        indicator_set,
        period,
        region_code,
        'measure' as level,
        measure_code as code,
        score
    from {{ ref('measure_score') }}

    union all

    select
        indicator_set,
        period,
        region_code,
        'indicator' as level,
        indicator_code as code,
        score
    from {{ ref('indicator_score') }}

    union all

    select
        indicator_set,
        period,
        region_code,
        'overall' as level,
        indicator_set as code,
        score
    from {{ ref('overall_score') }}

)

select
    computed.indicator_set,
    computed.period,
    computed.region_code,
    computed.level,
    computed.code,
    reported.reported_score,
    reported.reported_rank,
    computed.score as computed_score,
    computed.score - reported.reported_score as difference
from computed
inner join reported
    on computed.code = reported.series_code
    and computed.region_code = reported.region_code
    and computed.period = reported.period
