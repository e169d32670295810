-- Figures of series that enter a measure without being one: income per head, population.
select
    statistic.series_code,
    statistic.region_code,
    statistic.period,
    statistic.value,
    statistic.source_id,
    statistic.file_sha256,
    statistic.file_name,
    statistic.row_number
from {{ ref('int_statistic_current') }} as statistic
inner join {{ ref('context_series') }} as context_series
    on statistic.series_code = context_series.series_code
    and statistic.unit = context_series.unit
where statistic.concept = 'value' and statistic.value > 0
