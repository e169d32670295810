-- Values of the survey: the estimate of each place and year; too few answers are held, their figure kept.
with estimated as (

    select
        estimate.*,
        rule.factor,
        rule.per_series,
        figure.value as series_value
    from {{ ref('int_survey_estimate') }} as estimate
    inner join {{ ref('measure_rule') }} as rule
        on estimate.measure_code = rule.measure_code
        and rule.route = 'survey'
    left join {{ ref('int_context_figure') }} as figure
        on rule.per_series = figure.series_code
        and estimate.region_code = figure.region_code
        and estimate.period = figure.period

),

valued as (

    select
        *,
        case
            when per_series is null then estimate * factor
            else estimate * factor / nullif(series_value, 0.0)
        end as value
    from estimated

)

select
    measure_code,
    region_code,
    period,
    'survey' as route,
    value,
    cast(null as {{ dbt.type_string() }}) as unit,
    cast(null as {{ dbt.type_string() }}) as raw_text,
    case when value is null then 'O' else status end as status,
    case weighting when 'frame' then 'weighted_mean' else 'mean' end as statistic,
    n,
    case when per_series is not null then estimate end as numerator,
    case when per_series is not null then series_value end as denominator
from valued
