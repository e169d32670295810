-- What the survey says of each measure, place and year, how sure it is, and by which weights.
select
    delivered.indicator_set,
    delivered.indicator_code,
    delivered.measure_code,
    estimate.region_code,
    estimate.period,
    estimate.asked,
    estimate.n,
    estimate.minimum_n,
    estimate.mean,
    estimate.weighted_mean,
    estimate.estimate,
    estimate.standard_error,
    estimate.interval_low,
    estimate.interval_high,
    estimate.weighting,
    estimate.enterprises,
    estimate.strata,
    estimate.single_strata,
    estimate.empty_strata,
    estimate.redistributed_weight,
    estimate.status,
    delivered.value_id
from {{ ref('int_survey_estimate') }} as estimate
inner join {{ ref('delivered_value') }} as delivered
    on estimate.measure_code = delivered.origin_measure_code
    and estimate.region_code = delivered.region_code
    and estimate.period = delivered.period
    and delivered.route = 'survey'
