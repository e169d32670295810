with current_rows as (

    {{ current_rows('sign_off') }}

),

known as (

    select entry.*
    from current_rows as entry
    inner join {{ ref('stg_build_context') }} as context on entry.signed_on <= context.as_of

),

newest as (

    -- one file may hold the whole history of an indicator: the last step reached counts
    select
        *,
        row_number() over (
            partition by round_code, indicator_code
            order by signed_on desc, received_on desc, delivery_no desc, row_number desc
        ) as recency
    from known

)

select
    round_code,
    indicator_code,
    state,
    signed_by,
    signed_on
from newest
where recency = 1
