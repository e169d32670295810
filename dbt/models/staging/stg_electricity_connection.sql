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
    channel,
    state,
    accept_at,
    survey_at,
    plan_reply_at,
    contract_at,
    works_done_at,
    completion_check_at,
    meter_at,
    energised_at,
    external_cost_user as external_cost_user_cny,
    internal_cost_user as internal_cost_user_cny
from newest_per_case
where recency = 1
