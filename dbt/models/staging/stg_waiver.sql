with current_rows as (

    {{ current_rows('waiver') }}

),

newest_per_gap as (

    select
        *,
        row_number() over (partition by gap_id order by received_on desc, delivery_no desc) as recency
    from current_rows

)

select
    waiver.gap_id,
    waiver.reason,
    waiver.approved_by,
    waiver.approved_on,
    waiver.expires_on,
    waiver.approved_on <= context.as_of and waiver.expires_on >= context.as_of as is_live
from newest_per_gap as waiver
cross join {{ ref('stg_build_context') }} as context
where waiver.recency = 1
