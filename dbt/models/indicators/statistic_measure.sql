-- Delivered statistics whose series is a measure of some indicator set, in the measure's unit where they can be converted.
select distinct
    statistic.series_code as measure_code,
    statistic.region_code,
    statistic.period,
    'statistic' as route,
    statistic.converted_value as value,
    statistic.converted_unit as unit,
    statistic.raw_text,
    case when doubt.doubt_code is not null then 'U' else statistic.status end as status,
    'value' as statistic,
    cast(null as bigint) as n,
    statistic.numerator,
    statistic.denominator
from {{ ref('int_statistic_current') }} as statistic
inner join {{ ref('measure') }} as measure on statistic.series_code = measure.measure_code
left join {{ ref('int_statistic_doubt') }} as doubt
    on statistic.series_code = doubt.series_code
    and statistic.region_code = doubt.region_code
    and statistic.period = doubt.period
where statistic.concept = 'value'
