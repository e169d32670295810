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
