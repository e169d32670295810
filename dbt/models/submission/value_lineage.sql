with statistics as (

    select distinct
        delivered.value_id,
        statistic.source_id,
        statistic.file_sha256,
        statistic.file_name,
        concat('row ', cast(statistic.row_number as {{ dbt.type_string() }}), ', ', statistic.series_code) as locator,
        'figure as delivered' as method
    from {{ ref('delivered_value') }} as delivered
    inner join {{ ref('int_statistic_current') }} as statistic
        on delivered.origin_measure_code = statistic.series_code
        and delivered.region_code = statistic.region_code
        and delivered.period = statistic.period
    where delivered.route = 'statistic' and statistic.concept = 'value'

),

counted as (

    {{ counted_in_places(ref('measure_observation'), ['measure_code', 'source_id', 'file_sha256', 'file_name']) }}

),

observed as (

    select measure_code, region_code, period, source_id, file_sha256, file_name, count(*) as cases
    from counted
    group by measure_code, region_code, period, source_id, file_sha256, file_name

),

logs as (

    select
        delivered.value_id,
        observed.source_id,
        observed.file_sha256,
        observed.file_name,
        concat(cast(observed.cases as {{ dbt.type_string() }}), ' cases') as locator,
        concat(delivered.statistic, ' over cases') as method
    from {{ ref('delivered_value') }} as delivered
    inner join observed
        on delivered.origin_measure_code = observed.measure_code
        and delivered.region_code = observed.region_code
        and delivered.period = observed.period
    where delivered.route = 'log'

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

),

parts as (

    -- a measure made of sub-measures stands on what its parts stand on
    select distinct
        parent.value_id,
        statistics.source_id,
        statistics.file_sha256,
        statistics.file_name,
        statistics.locator,
        'mean of the parts that apply' as method
    from {{ ref('parent_measure_value') }} as parent
    inner join {{ ref('delivered_value') }} as part
        on parent.indicator_set = part.indicator_set
        and parent.measure_code = part.parent_measure_code
        and parent.region_code = part.region_code
        and parent.period = part.period
    inner join statistics on part.value_id = statistics.value_id

)

select * from statistics
union all
select * from logs
union all
select * from divisors
union all
select * from parts
