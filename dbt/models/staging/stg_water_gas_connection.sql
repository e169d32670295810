-- a connection without works has no time of works, and none is made up
select
    source_id,
    file_sha256,
    file_name,
    member,
    row_number,
    case_no,
    customer_no,
    uscc,
    county_code,
    utility,
    business_type,
    customer_class,
    channel,
    pipe_diameter as pipe_diameter_mm,
    daily_flow as daily_flow_m3,
    has_outside_works,
    works_by,
    accept_at,
    survey_at,
    plan_at,
    works_started_at,
    works_finished_at,
    checked_at,
    connected_at,
    outside_cost as outside_cost_cny,
    inside_cost as inside_cost_cny,
    state
from (
    {{ newest_rows('water_gas_connection', ['case_no']) }}
) as newest
