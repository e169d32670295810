-- What one unit of a measure is worth, and the least change of it that reaches each target, others standing still.
{%- set targets = {'next_place': '', 'benchmark': 'benchmark_', 'next_place_overall': 'overall_'} %}
with own as (

    select
        measure_score.*,
        measure.unit,
        -- on the straight part of the scale; a curved scale (power other than 1) has no single worth of a unit
        case
            when measure_score.score >= 100.0 then 0.0
            when measure_score.power = 1.0 then 100.0 / nullif(abs(measure_score.worst - measure_score.best), 0.0)
        end as measure_points_per_unit,
        share.share_in_indicator,
        -- without an overall score: what the measure would count if everything were covered
        coalesce(share.share_in_overall, share.share_in_indicator * weight.indicator_weight) as share_in_overall
    from {{ ref('measure_score') }} as measure_score
    inner join {{ ref('measure') }} as measure
        on measure_score.indicator_set = measure.indicator_set
        and measure_score.measure_code = measure.measure_code
    inner join {{ ref('lever_share') }} as share
        on measure_score.indicator_set = share.indicator_set
        and measure_score.period = share.period
        and measure_score.region_code = share.region_code
        and measure_score.measure_code = share.measure_code
    inner join {{ ref('measure_weight') }} as weight
        on measure_score.indicator_set = weight.indicator_set
        -- a part has no weight of its own in the indicator
        and share.counted_measure_code = weight.measure_code
    where measure_score.score_basis in ('own', 'sub_measures')

)

select
    own.indicator_set,
    own.period,
    own.region_code,
    own.indicator_code,
    own.measure_code,
    own.unit,
    own.value,
    own.score,
    own.measure_points_per_unit * own.share_in_indicator as points_per_unit,
    own.measure_points_per_unit * own.share_in_overall as overall_points_per_unit
    {%- for target, prefix in targets.items() %},
    {{ target }}.least_change as {{ prefix }}least_change,
    {{ target }}.value_needed as {{ prefix }}value_needed,
    {{ target }}.reachable as {{ prefix }}reachable,
    {{ target }}.note as {{ prefix }}note
    {%- endfor %}
from own
{%- for target in targets %}
left join {{ ref('lever_target') }} as {{ target }}
    on own.indicator_set = {{ target }}.indicator_set
    and own.period = {{ target }}.period
    and own.region_code = {{ target }}.region_code
    and own.measure_code = {{ target }}.measure_code
    and {{ target }}.target = '{{ target }}'
{%- endfor %}
