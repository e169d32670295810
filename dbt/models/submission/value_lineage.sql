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
        on delivered.measure_code = statistic.series_code
        and delivered.region_code = statistic.region_code
        and delivered.period = statistic.period
    where delivered.route = 'statistic' and statistic.concept = 'value'

),

electricity_cases as (

    select
        delivered.value_id,
        cases.source_id,
        cases.file_sha256,
        cases.file_name,
        concat(cast(count(*) as {{ dbt.type_string() }}), ' cases') as locator,
        concat(delivered.statistic, ' over finished cases') as method
    from {{ ref('delivered_value') }} as delivered
    inner join {{ ref('electricity_case_region') }} as cases
        on delivered.region_code = cases.region_code
        and delivered.period = cases.period
    where delivered.route = 'log' and delivered.indicator_code = 'I06'
    group by delivered.value_id, delivered.statistic, cases.source_id, cases.file_sha256, cases.file_name

),

income as (

    -- the denominator of the cost of a connection
    select
        delivered.value_id,
        statistic.source_id,
        statistic.file_sha256,
        statistic.file_name,
        concat('row ', cast(statistic.row_number as {{ dbt.type_string() }}), ', ', statistic.series_code) as locator,
        'denominator' as method
    from {{ ref('delivered_value') }} as delivered
    left join {{ ref('region') }} as region on delivered.region_code = region.region_code
    inner join {{ ref('int_statistic_current') }} as statistic
        on delivered.period = statistic.period
        and statistic.series_code = 'income_per_capita'
        and statistic.concept = 'value'
        and statistic.region_code = case
            when region.region_level = 'county' then region.parent_region_code else delivered.region_code
        end
    where delivered.route = 'log' and delivered.measure_code = 'I06-3'

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
select * from electricity_cases
union all
select * from income
union all
select * from parts
