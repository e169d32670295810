-- Statistics of indicators that no model here is named after: those of other indicator sets, which arrive as figures.
select figure.*
from {{ ref('statistic_measure') }} as figure
where not exists (
    select 1
    from {{ ref('measure') }} as measure
    where measure.measure_code = figure.measure_code
        and measure.indicator_code in ('{{ indicator_models() | join("', '") }}')
)
