-- Two figures for one thing that do not agree; both are kept.
with observations as (

    select * from {{ ref('int_statistic_observation') }}
    where concept = 'value' and converted_value is not null

),

two_files as (

    -- the vintage in use against each other file that is still delivered. A later revision is no conflict, nor is a later
    -- figure of the same publisher: that is a gap of its own where it came without notice (int_statistic_restatement)
    select
        measure.indicator_set,
        'measure' as level,
        used.series_code as measure_code,
        used.region_code,
        used.period,
        used.converted_unit as unit,
        used.source_id as source_a,
        used.file_name as file_a,
        used.converted_value as value_a,
        other.source_id as source_b,
        other.file_name as file_b,
        other.converted_value as value_b,
        'same_thing' as comparison,
        used.converted_value - other.converted_value as difference,
        -- half a unit in the last digit of the coarser of the two: 15.3 and 15.26 agree, and so do 3 days and 72 hours
        greatest(used.rounding, other.rounding) as tolerance,
        'the vintage received last is used' as precedence_rule,
        'used: a' as decision
    from observations as used
    inner join observations as other
        on used.series_code = other.series_code
        and used.region_code = other.region_code
        and used.period = other.period
        and coalesce(used.converted_unit, '') = coalesce(other.converted_unit, '')
        and used.vintage_rank < other.vintage_rank
    inner join {{ ref('measure') }} as measure on used.series_code = measure.measure_code
    inner join {{ ref('scoring_set') }} as scoring_set on measure.indicator_set = scoring_set.indicator_set
    where used.vintage_rank = 1
        and not coalesce(
            used.source_id = other.source_id
            and (used.is_revision or coalesce(used.publisher, '') = coalesce(other.publisher, ''))
            and (used.received_on > other.received_on or used.published_on > other.published_on),
            false
        )

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
        -- a department's figure claims to be what its cases say; what firms answer or reviewers tick off is another reading
        case
            when used.route in ('log', 'statistic') and other.route in ('log', 'statistic') then 'same_thing'
            else 'other_method'
        end as comparison,
        used.value - other.value as difference,
        -- a delivered figure is as exact as its last digit, a survey as its interval is wide
        greatest(
            coalesce(delivered.rounding, 0.0),
            coalesce((survey.interval_high - survey.interval_low) / 2.0, 0.0)
        ) as tolerance,
        'the route that the catalogue names first is scored' as precedence_rule,
        'scored: a' as decision
    from {{ ref('delivered_value') }} as used
    inner join {{ ref('delivered_value') }} as other
        on used.indicator_set = other.indicator_set
        and used.measure_code = other.measure_code
        and used.region_code = other.region_code
        and used.period = other.period
        and used.route <> other.route
    left join {{ ref('int_statistic_current') }} as delivered
        on case when used.route = 'statistic' then used.origin_measure_code else other.origin_measure_code end
        = delivered.series_code
        and delivered.concept = 'value'
        and used.region_code = delivered.region_code
        and used.period = delivered.period
        and 'statistic' in (used.route, other.route)
    left join {{ ref('survey_result') }} as survey
        on case when used.route = 'survey' then used.value_id else other.value_id end = survey.value_id
        and 'survey' in (used.route, other.route)
    where used.is_scored
        and used.value is not null
        and other.value is not null
        -- what could not be converted cannot be compared
        and coalesce(used.delivered_unit, used.unit, '') = coalesce(other.delivered_unit, other.unit, '')

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
        'same_thing' as comparison,
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
        'all_pairs.indicator_set', 'all_pairs.measure_code', 'region_code', 'period', 'source_a', 'file_a', 'source_b',
        'file_b'
    ]) }} as conflict_id,
    all_pairs.*,
    -- the measure's own words are for its own unit: figures delivered in another one contradict each other in that
    coalesce(measure.unit_name_zh, unit.name_zh) as unit_name_zh
from all_pairs
left join {{ ref('measure') }} as measure
    on all_pairs.indicator_set = measure.indicator_set
    and all_pairs.measure_code = measure.measure_code
    and all_pairs.unit = measure.unit
left join {{ ref('unit') }} as unit on all_pairs.unit = unit.unit
where abs(all_pairs.difference) > all_pairs.tolerance + 1e-9
