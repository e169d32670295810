-- The cases that each value of a log was made of, file by file.
with counted as (

    {{ counted_in_places(
        ref('measure_observation'), ['measure_code', 'source_id', 'file_sha256', 'file_name', 'observation_key']
    ) }}

),

observed as (

    select
        measure_code,
        region_code,
        period,
        source_id,
        file_sha256,
        file_name,
        count(*) as cases,
        min(observation_key) as first_key,
        max(observation_key) as last_key
    from counted
    group by measure_code, region_code, period, source_id, file_sha256, file_name

),

support_counted as (

    {{ counted_in_places(
        ref('observation_support'),
        ['measure_code', 'source_id', 'file_sha256', 'file_name', 'support', 'method', 'support_key']
    ) }}

),

supporting as (

    select
        measure_code,
        region_code,
        period,
        source_id,
        file_sha256,
        file_name,
        support,
        method,
        count(distinct support_key) as cases,
        min(support_key) as first_key,
        max(support_key) as last_key
    from support_counted
    group by measure_code, region_code, period, source_id, file_sha256, file_name, support, method

)

select
    delivered.value_id,
    observed.source_id,
    observed.file_sha256,
    observed.file_name,
    concat({{ as_text('observed.cases') }}, ' cases, ', observed.first_key, ' to ', observed.last_key) as locator,
    concat(delivered.statistic, ' over cases') as method
from {{ ref('delivered_value') }} as delivered
inner join observed
    on delivered.origin_measure_code = observed.measure_code
    and delivered.region_code = observed.region_code
    and delivered.period = observed.period
where delivered.route = 'log'

union all

-- a second log, or further rows of the same one
select
    delivered.value_id,
    supporting.source_id,
    supporting.file_sha256,
    supporting.file_name,
    concat(
        {{ as_text('supporting.cases') }}, ' ', supporting.support, ', ', supporting.first_key, ' to ', supporting.last_key
    ) as locator,
    supporting.method
from {{ ref('delivered_value') }} as delivered
inner join supporting
    on delivered.origin_measure_code = supporting.measure_code
    and delivered.region_code = supporting.region_code
    and delivered.period = supporting.period
where delivered.route = 'log'

union all

-- the list of matters is what coverage is counted over; the inspections are what covers it
select
    delivered.value_id,
    inspection.source_id,
    inspection.file_sha256,
    inspection.file_name,
    concat(
        {{ as_text('count(*)') }}, ' inspections, ', min(inspection.check_no), ' to ', max(inspection.check_no)
    ) as locator,
    'what covers the list' as method
from {{ ref('delivered_value') }} as delivered
inner join {{ ref('place_of_region') }} as place on delivered.region_code = place.place_code
inner join {{ ref('stg_random_inspection') }} as inspection
    on place.region_code = inspection.county_code
    and substr(delivered.period, 1, 4) = {{ year_text('inspection.checked_at') }}
where delivered.route = 'log' and delivered.origin_measure_code = 'I16-1' and delivered.value is not null
group by delivered.value_id, inspection.source_id, inspection.file_sha256, inspection.file_name
