-- What one unit of a foreign currency is worth in each place: from the delivered rates, which may be quoted for 100 units.
select
    currency.currency,
    figure.region_code,
    figure.period,
    figure.value / nullif(currency.units, 0) as cny_per_unit
from {{ ref('charge_currency') }} as currency
inner join {{ ref('int_context_figure') }} as figure on currency.series_code = figure.series_code
