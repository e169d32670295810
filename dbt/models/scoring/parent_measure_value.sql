-- A measure made of sub-measures: the mean of the scores of those parts that apply (post-filing index).
with parts as (

    select
        measure.indicator_set,
        measure.indicator_code,
        measure.parent_measure_code as measure_code,
        measure.measure_code as part_code,
        weight.weight
    from {{ ref('measure') }} as measure
    inner join {{ ref('weight') }} as weight
        on measure.indicator_set = weight.indicator_set
        and measure.measure_code = weight.code
        and weight.level = 'part'

),

of_all_parts as (

    select
        indicator_set,
        measure_code,
        {{ sum_of_weights('weight') }} as weight
    from parts
    group by indicator_set, measure_code

),

delivered as (

    select
        parts.indicator_set,
        parts.indicator_code,
        parts.measure_code,
        leaf.region_code,
        leaf.period,
        {{ sum_of_weights("case when leaf.scoring_rule = 'exclude' then parts.weight else 0.0 end") }} as weight_excluded,
        {{ sum_of_weights('case when leaf.score is not null then parts.weight else 0.0 end') }} as weight_covered,
        {{ weighted_sum('parts.weight', 'leaf.score') }} as weighted_score,
        max(case when leaf.score is not null and leaf.status in ('P', 'E') then 1 else 0 end) as has_open_part
    from parts
    inner join {{ ref('leaf_score') }} as leaf
        on parts.indicator_set = leaf.indicator_set
        and parts.part_code = leaf.measure_code
    group by parts.indicator_set, parts.indicator_code, parts.measure_code, leaf.region_code, leaf.period

),

judged as (

    select
        delivered.*,
        of_all_parts.weight - delivered.weight_excluded as weight_applicable,
        scoring_set.coverage_threshold
    from delivered
    inner join of_all_parts
        on delivered.indicator_set = of_all_parts.indicator_set
        and delivered.measure_code = of_all_parts.measure_code
    inner join {{ ref('scoring_set') }} as scoring_set on delivered.indicator_set = scoring_set.indicator_set

),

decided as (

    select
        *,
        case
            when weight_applicable < 1e-9 then 'M'
            when coalesce(weight_covered, 0.0) <= 0.0 or weight_covered < coverage_threshold * weight_applicable - 1e-9
                then 'O'
            -- a whole is as final as its parts
            when has_open_part = 1 then 'P'
            else 'A'
        end as status
    from judged

)

select
    indicator_set,
    indicator_code,
    measure_code,
    region_code,
    period,
    case when status in ('A', 'P') then weighted_score / nullif(weight_covered, 0.0) end as value,
    status,
    {{ stable_id('V-', ['indicator_set', 'period', 'region_code', 'measure_code', "'parts'"]) }} as value_id
from decided
