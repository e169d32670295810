-- The share of each scored measure in its indicator and in the whole: where some weight has no score, the rest counts for more.
select
    measure.indicator_set,
    measure.period,
    measure.region_code,
    measure.indicator_code,
    measure.measure_code,
    measure.score,
    measure.weight_in_indicator / nullif(indicator.weight_scored, 0.0) as share_in_indicator,
    case
        when indicator.score is not null and overall.score is not null
            then measure.weight_in_indicator / nullif(indicator.weight_scored, 0.0)
            * indicator.indicator_weight / nullif(overall.weight_scored, 0.0)
    end as share_in_overall
from {{ ref('scored_measure') }} as measure
inner join {{ ref('scored_indicator') }} as indicator
    on measure.indicator_set = indicator.indicator_set
    and measure.period = indicator.period
    and measure.region_code = indicator.region_code
    and measure.indicator_code = indicator.indicator_code
left join {{ ref('scored_overall') }} as overall
    on measure.indicator_set = overall.indicator_set
    and measure.period = overall.period
    and measure.region_code = overall.region_code
where measure.score is not null and measure.weight_in_indicator is not null
