with readings as (

    -- a file that was read again by newer rules was delivered once: its last reading counts
    select
        *,
        row_number() over (
            partition by source_id, file_name, file_sha256, received_on, withdrawn_on order by delivery_no desc
        ) as reading
    from {{ source('build', 'source_file') }}

),

known as (

    -- what had been received by the date of the build
    select
        delivery.*,
        coalesce(delivery.withdrawn_on <= context.as_of, false) as is_withdrawn
    from readings as delivery
    cross join {{ ref('stg_build_context') }} as context
    where delivery.reading = 1 and delivery.received_on <= context.as_of

),

readable as (

    select
        *,
        outcome in ('written', 'duplicate') as is_readable
    from known

),

ordered as (

    select
        *,
        row_number() over (
            partition by source_id, file_name order by delivery_no desc
        ) as recency,
        -- a correction that cannot be read does not push out the good delivery before it
        row_number() over (
            partition by source_id, file_name, is_readable order by delivery_no desc
        ) as recency_alike
    from readable

)

select
    source_id,
    file_name,
    file_sha256,
    outcome,
    delivery_no,
    received_on,
    encoding,
    rows_read,
    rows_written,
    rows_quarantined,
    values_read,
    values_written,
    values_quarantined,
    reasons,
    message_zh,
    message_en,
    is_withdrawn,
    recency = 1 as is_latest,
    is_readable and recency_alike = 1 and not is_withdrawn as is_current
from ordered
