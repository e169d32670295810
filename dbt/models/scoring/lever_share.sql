-- The share of whatever can be moved: of a scored measure its own, of a part that of its whole, by the part's weight among
-- those that have a score. A whole on a curved scale gives its parts no single share.
with covered as (

    select
        part.indicator_set,
        part.period,
        part.region_code,
        part.parent_measure_code,
        {{ sum_of_weights('weight.weight') }} as weight_covered
    from {{ ref('scored_measure') }} as part
    inner join {{ ref('weight') }} as weight
        on part.indicator_set = weight.indicator_set
        and part.measure_code = weight.code
        and weight.level = 'part'
    where part.score is not null
    group by part.indicator_set, part.period, part.region_code, part.parent_measure_code

),

in_whole as (

    select
        part.indicator_set,
        part.period,
        part.region_code,
        part.indicator_code,
        part.measure_code,
        part.parent_measure_code,
        part.score,
        case
            when frontier.power = 1.0
                then weight.weight / nullif(covered.weight_covered, 0.0) * 100.0 / nullif(abs(frontier.best - frontier.worst), 0.0)
        end as share_in_measure
    from {{ ref('scored_measure') }} as part
    inner join {{ ref('weight') }} as weight
        on part.indicator_set = weight.indicator_set
        and part.measure_code = weight.code
        and weight.level = 'part'
    inner join {{ ref('frontier') }} as frontier
        on part.indicator_set = frontier.indicator_set
        and part.parent_measure_code = frontier.measure_code
    inner join covered
        on part.indicator_set = covered.indicator_set
        and part.period = covered.period
        and part.region_code = covered.region_code
        and part.parent_measure_code = covered.parent_measure_code
    where part.score is not null

)

select
    indicator_set,
    period,
    region_code,
    indicator_code,
    measure_code,
    measure_code as counted_measure_code,
    score,
    share_in_indicator,
    share_in_overall
from {{ ref('measure_share') }}

union all

select
    in_whole.indicator_set,
    in_whole.period,
    in_whole.region_code,
    in_whole.indicator_code,
    in_whole.measure_code,
    whole.measure_code as counted_measure_code,
    in_whole.score,
    in_whole.share_in_measure * whole.share_in_indicator as share_in_indicator,
    in_whole.share_in_measure * whole.share_in_overall as share_in_overall
from in_whole
inner join {{ ref('measure_share') }} as whole
    on in_whole.indicator_set = whole.indicator_set
    and in_whole.period = whole.period
    and in_whole.region_code = whole.region_code
    and in_whole.parent_measure_code = whole.measure_code
