with current_rows as (

    {{ current_rows('calendar_override') }}

),

known as (

    select entry.*
    from current_rows as entry
    inner join {{ ref('stg_build_context') }} as context on entry.registered_on <= context.as_of

),

newest as (

    -- a decision about a day may be taken back: the last entry for it counts
    select
        *,
        row_number() over (
            partition by calendar_code, calendar_day
            order by registered_on desc, received_on desc, delivery_no desc, row_number desc
        ) as recency
    from known

)

select
    calendar_code,
    calendar_day,
    is_workday,
    reason,
    registered_by,
    registered_on
from newest
where recency = 1
