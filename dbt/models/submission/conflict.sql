-- Two figures for one thing that do not agree; both are kept.
with observations as (

    select * from {{ ref('int_statistic_observation') }}
    where concept = 'value' and value is not null

),

two_files as (

    -- the vintage in use against each other file that is still delivered
    select
        measure.indicator_set,
        'measure' as level,
        used.series_code as measure_code,
        used.region_code,
        used.period,
        used.unit,
        used.source_id as source_a,
        used.file_name as file_a,
        used.value as value_a,
        other.source_id as source_b,
        other.file_name as file_b,
        other.value as value_b,
        used.value - other.value as difference,
        -- half a unit in the last digit that the coarser of the two shows: 15.3 and 15.26 agree
        0.5 * power(10.0, -1.0 * least(
            {{ decimals_written('used.raw_text') }}, {{ decimals_written('other.raw_text') }}
        )) as tolerance,
        'the vintage received last is used' as precedence_rule,
        'used: a' as decision
    from observations as used
    inner join observations as other
        on used.series_code = other.series_code
        and used.region_code = other.region_code
        and used.period = other.period
        and coalesce(used.unit, '') = coalesce(other.unit, '')
        and used.vintage_rank < other.vintage_rank
    inner join {{ ref('measure') }} as measure on used.series_code = measure.measure_code
    inner join {{ ref('scoring_set') }} as scoring_set on measure.indicator_set = scoring_set.indicator_set
    where used.vintage_rank = 1

),

two_routes as (

    select
        used.indicator_set,
        'measure' as level,
        used.measure_code,
        used.region_code,
        used.period,
        used.unit,
        used.route as source_a,
        cast(null as {{ dbt.type_string() }}) as file_a,
        used.value as value_a,
        other.route as source_b,
        cast(null as {{ dbt.type_string() }}) as file_b,
        other.value as value_b,
        used.value - other.value as difference,
        -- half a unit in the last digit that the delivered figure shows
        case
            when coalesce(used.raw_text, other.raw_text) is null then 1e-9
            else 0.5 * power(10.0, -1.0 * {{ decimals_written('coalesce(used.raw_text, other.raw_text)') }})
        end as tolerance,
        'the route that the catalogue names first is scored' as precedence_rule,
        'scored: a' as decision
    from {{ ref('delivered_value') }} as used
    inner join {{ ref('delivered_value') }} as other
        on used.indicator_set = other.indicator_set
        and used.measure_code = other.measure_code
        and used.region_code = other.region_code
        and used.period = other.period
        and used.route <> other.route
    where used.is_scored and used.value is not null and other.value is not null

),

published as (

    select
        reported.indicator_set,
        reported.level,
        reported.code as measure_code,
        reported.region_code,
        reported.period,
        'points' as unit,
        'computed' as source_a,
        cast(null as {{ dbt.type_string() }}) as file_a,
        reported.computed_score as value_a,
        'reported' as source_b,
        cast(null as {{ dbt.type_string() }}) as file_b,
        reported.reported_score as value_b,
        reported.difference,
        tolerance.tolerance,
        'the computed score is used; the reported one is never an input' as precedence_rule,
        'used: a' as decision
    from {{ ref('reported_score') }} as reported
    inner join {{ ref('score_tolerance') }} as tolerance
        on reported.indicator_set = tolerance.indicator_set
        and reported.level = tolerance.level
        and (reported.code = tolerance.code or tolerance.level = 'overall')

),

all_pairs as (

    select * from two_files
    union all
    select * from two_routes
    union all
    select * from published

)

select
    {{ stable_id('C-', [
        'indicator_set', 'measure_code', 'region_code', 'period', 'source_a', 'file_a', 'source_b', 'file_b'
    ]) }} as conflict_id,
    *
from all_pairs
where abs(difference) > tolerance + 1e-9
