-- Delivered statistics whose series is a measure of some indicator set.
select distinct
    statistic.series_code as measure_code,
    statistic.region_code,
    statistic.period,
    'statistic' as route,
    statistic.value,
    statistic.unit,
    statistic.raw_text,
    statistic.status,
    'value' as statistic,
    cast(null as bigint) as n,
    statistic.numerator,
    statistic.denominator
from {{ ref('int_statistic_current') }} as statistic
inner join {{ ref('measure') }} as measure on statistic.series_code = measure.measure_code
where statistic.concept = 'value'
