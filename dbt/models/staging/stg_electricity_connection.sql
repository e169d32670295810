with current_rows as (

    {{ current_rows('electricity_connection') }}

),

newest_per_case as (

    -- a later file may bring a case forward: the last delivered state of it counts
    select
        *,
        row_number() over (
            partition by case_no
            order by received_on desc, delivery_no desc, coalesce(member, '') desc, row_number desc
        ) as recency
    from current_rows

)

select
    source_id,
    file_sha256,
    file_name,
    member,
    row_number,
    case_no,
    customer_no as customer_hash,
    county_code,
    business_type,
    voltage,
    capacity_kva,
    is_three_zero,
    customer_kind,
    source_count,
    channel,
    state,
    accept_at,
    survey_at,
    plan_reply_due,
    plan_reply_at,
    contract_at,
    design_submit_at,
    design_review_at,
    permit_start_at,
    permit_end_at,
    external_works_start_at,
    external_works_end_at,
    mid_check_request_at,
    mid_check_at,
    works_done_at,
    completion_request_at,
    completion_check_at,
    meter_at,
    energised_at,
    archived_at,
    pause_start_at,
    pause_end_at,
    pause_reason,
    second_pause_start_at,
    second_pause_end_at,
    second_pause_reason,
    external_cost_grid as external_cost_grid_cny,
    external_cost_government as external_cost_government_cny,
    external_cost_park as external_cost_park_cny,
    external_cost_user as external_cost_user_cny,
    internal_cost_user as internal_cost_user_cny,
    red_line_side,
    has_sharing_record,
    sharing_basis,
    satisfaction
from newest_per_case
where recency = 1
