-- The rows of figures that a value is, is divided by, or is discounted at.
with figures as (

    select distinct
        delivered.value_id,
        statistic.source_id,
        statistic.file_sha256,
        statistic.file_name,
        concat('row ', cast(statistic.row_number as {{ dbt.type_string() }}), ', ', statistic.series_code) as locator,
        concat(
            'figure as delivered',
            case when statistic.unit <> statistic.converted_unit then concat(', converted from ', statistic.unit) else '' end
        ) as method
    from {{ ref('delivered_value') }} as delivered
    inner join {{ ref('int_statistic_current') }} as statistic
        on delivered.origin_measure_code = statistic.series_code
        and delivered.region_code = statistic.region_code
        and delivered.period = statistic.period
    where delivered.route = 'statistic' and statistic.concept = 'value'

),

divisors as (

    -- the series that a value is divided by, of the place itself or of the city above it
    select
        delivered.value_id,
        figure.source_id,
        figure.file_sha256,
        figure.file_name,
        concat('row ', cast(figure.row_number as {{ dbt.type_string() }}), ', ', figure.series_code) as locator,
        'denominator' as method
    from {{ ref('delivered_value') }} as delivered
    inner join {{ ref('measure_rule') }} as rule
        on delivered.origin_measure_code = rule.measure_code
        and delivered.route = rule.route
    inner join {{ ref('int_context_figure') }} as figure
        on rule.per_series = figure.series_code
        and delivered.region_code = figure.region_code
        and substr(delivered.period, 1, 4) = figure.period
    where delivered.denominator is not null

),

paid_cases as (

    select
        county_code,
        {{ year_text('concluded_on') }} as concluded_year,
        {{ quarter_text('concluded_on') }} as concluded_quarter,
        {{ year_text(day_creditors_were_paid()) }} as paid_year
    from {{ ref('stg_insolvency_case') }}
    where state = 'done' and concluded_on is not null

),

discount_rates as (

    -- what creditors recovered is worth what the lending rates of the years of payment make of it
    select distinct
        delivered.value_id,
        figure.source_id,
        figure.file_sha256,
        figure.file_name,
        concat('row ', cast(figure.row_number as {{ dbt.type_string() }}), ', ', figure.series_code) as locator,
        'discount rate' as method
    from {{ ref('delivered_value') }} as delivered
    inner join {{ ref('place_of_region') }} as place on delivered.region_code = place.place_code
    inner join paid_cases
        on place.region_code = paid_cases.county_code
        and delivered.period in (paid_cases.concluded_year, paid_cases.concluded_quarter)
    inner join {{ ref('int_context_figure') }} as figure
        on figure.series_code = 'lending_rate'
        and paid_cases.county_code = figure.region_code
        and paid_cases.paid_year = figure.period
    where delivered.origin_measure_code = 'I15-3' and delivered.route = 'log' and delivered.value is not null

)

select * from figures
union all
select * from divisors
union all
select * from discount_rates
