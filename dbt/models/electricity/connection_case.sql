-- Finished connection cases with what they are grouped by, their clocks in the unit of each, and who paid for the works.
with finished as (

    select
        electricity_case.case_no,
        electricity_case.source_id,
        electricity_case.county_code,
        electricity_case.voltage,
        electricity_case.capacity_kva,
        electricity_case.customer_steps,
        electricity_case.user_cost_cny,
        cast(electricity_case.whole_process_minutes / 1440.0 as double) as whole_days,
        connection.business_type,
        coalesce(connection.customer_kind, 'non_resident') as customer_kind,
        coalesce(connection.is_three_zero, false) as is_three_zero,
        coalesce(connection.source_count, 'unstated') as source_count,
        connection.red_line_side,
        connection.has_sharing_record,
        connection.satisfaction,
        connection.external_cost_grid_cny,
        connection.external_cost_government_cny,
        connection.external_cost_park_cny,
        connection.external_cost_user_cny,
        -- the cost of the works is known when grid and user are both stated; who had no part may be left empty
        connection.external_cost_grid_cny + connection.external_cost_user_cny
        + coalesce(connection.external_cost_government_cny, 0)
        + coalesce(connection.external_cost_park_cny, 0) as external_cost_cny,
        cast(duration.supplier_work_days as double) as supplier_days,
        duration.finished_at
    from {{ ref('electricity_case') }} as electricity_case
    inner join {{ ref('stg_electricity_connection') }} as connection on electricity_case.case_no = connection.case_no
    inner join {{ ref('case_duration') }} as duration
        on electricity_case.source_id = duration.source_id
        and electricity_case.case_no = duration.case_id

),

classed as (

    select
        finished.*,
        class.class_code,
        class.step_norm,
        row_number() over (partition by finished.case_no order by class.class_no) as choice
    from finished
    inner join {{ ref('connection_class') }} as class
        on (class.customer_kind is null or class.customer_kind = finished.customer_kind)
        and (class.voltage is null or class.voltage = finished.voltage)
        and (class.is_three_zero is null or class.is_three_zero = finished.is_three_zero)
        and (class.source_count is null or class.source_count = finished.source_count)

)

select
    case_no,
    source_id,
    -- cases that nothing tells apart that they are grouped by share a cell: groups are made of cells, not of cases
    cast(dense_rank() over (
        order by
            source_id,
            county_code,
            {{ quarter_text('finished_at') }},
            class_code,
            voltage,
            source_count,
            customer_kind,
            business_type nulls last,
            capacity_kva nulls last
    ) as int) as cell_no,
    county_code,
    finished_at,
    business_type,
    customer_kind,
    voltage,
    source_count,
    capacity_kva,
    is_three_zero,
    class_code,
    customer_steps,
    step_norm,
    satisfaction,
    whole_days,
    supplier_days,
    red_line_side,
    has_sharing_record,
    external_cost_grid_cny,
    external_cost_government_cny,
    external_cost_park_cny,
    external_cost_user_cny,
    external_cost_cny,
    user_cost_cny
from classed
where choice = 1
