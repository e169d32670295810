-- The rows of figures that a value is, or is divided by.
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
    inner join {{ ref('place_of_region') }} as place on delivered.region_code = place.region_code
    inner join {{ ref('int_context_figure') }} as figure
        on rule.per_series = figure.series_code
        and place.place_code = figure.region_code
        and substr(delivered.period, 1, 4) = figure.period
        and delivered.denominator = figure.value

)

select * from figures
union all
select * from divisors
