-- The files behind the index of reliability where its duration and frequency were counted in the log of outages.
with delivered as (

    select value_id, origin_measure_code, region_code, period
    from {{ ref('delivered_value') }}
    where route = 'log' and origin_measure_code = 'I06-4'

),

outages as (

    select
        place.place_code as region_code,
        substr(interruption.month, 1, 4) as period,
        interruption.source_id,
        interruption.file_sha256,
        interruption.file_name,
        count(*) as interruptions,
        min(interruption.outage_id) as first_id,
        max(interruption.outage_id) as last_id
    from {{ ref('electricity_interruption') }} as interruption
    inner join {{ ref('place_of_region') }} as place on interruption.county_code = place.region_code
    where not interruption.is_momentary
    group by place.place_code, substr(interruption.month, 1, 4), interruption.source_id, interruption.file_sha256,
        interruption.file_name

),

customers as (

    select
        place.place_code as region_code,
        substr(register.period, 1, 4) as period,
        register.source_id,
        register.file_sha256,
        register.file_name,
        count(*) as parts,
        min(register.county_code) as first_county,
        max(register.county_code) as last_county
    from {{ ref('stg_electricity_customers') }} as register
    inner join {{ ref('place_of_region') }} as place on register.county_code = place.region_code
    group by place.place_code, substr(register.period, 1, 4), register.source_id, register.file_sha256,
        register.file_name

),

points as (

    select region_code, period, item_code, basis
    from {{ ref('reliability_index_point') }}

),

notices as (

    select
        points.region_code,
        points.period,
        notice.source_id,
        notice.file_sha256,
        notice.file_name,
        count(*) as notices,
        min(notice.row_number) as first_row,
        max(notice.row_number) as last_row
    from points
    inner join {{ ref('tariff_notice_year') }} as notice
        on points.region_code = notice.region_code
        and points.period = notice.period
    where points.basis = 'register'
    group by points.region_code, points.period, notice.source_id, notice.file_sha256, notice.file_name

)

select
    delivered.value_id,
    outages.source_id,
    outages.file_sha256,
    outages.file_name,
    concat(
        {{ as_text('outages.interruptions') }}, ' interruptions, ', outages.first_id, ' to ', outages.last_id
    ) as locator,
    'duration and frequency of outages' as method
from delivered
inner join outages
    on delivered.region_code = outages.region_code
    and delivered.period = outages.period

union all

select
    delivered.value_id,
    customers.source_id,
    customers.file_sha256,
    customers.file_name,
    concat(
        {{ as_text('customers.parts') }}, ' rows of customers, ', customers.first_county, ' to ', customers.last_county
    ) as locator,
    'customers served' as method
from delivered
inner join customers
    on delivered.region_code = customers.region_code
    and delivered.period = customers.period

union all

select
    delivered.value_id,
    notices.source_id,
    notices.file_sha256,
    notices.file_name,
    concat(
        {{ as_text('notices.notices') }}, ' notices, row ', {{ as_text('notices.first_row') }}, ' to ',
        {{ as_text('notices.last_row') }}
    ) as locator,
    'tariff notices' as method
from delivered
inner join notices
    on delivered.region_code = notices.region_code
    and delivered.period = notices.period

union all

-- the points that the checklist's answers earn
select
    delivered.value_id,
    answer.source_id,
    answer.file_sha256,
    answer.file_name,
    concat('row ', {{ as_text('answer.row_number') }}, ', ', answer.item_code) as locator,
    'points of the checklist' as method
from delivered
inner join {{ ref('int_checklist_item') }} as answer
    on delivered.origin_measure_code = answer.measure_code
    and delivered.region_code = answer.region_code
    and delivered.period = answer.period
inner join points
    on answer.region_code = points.region_code
    and answer.period = points.period
    and answer.item_code = points.item_code
where points.basis = 'checklist' and answer.file_sha256 is not null
