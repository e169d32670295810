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

    select
        delivery.*,
        delivery.received_on <= context.as_of as is_known,
        coalesce(delivery.withdrawn_on <= context.as_of, false) as is_withdrawn
    from readings as delivery
    cross join {{ ref('stg_build_context') }} as context
    where delivery.reading = 1

),

readable as (

    select
        *,
        -- what arrives after the date of the build is on the list, and in no table
        is_known and outcome in ('written', 'duplicate') as is_readable
    from known

),

ordered as (

    select
        *,
        row_number() over (
            partition by source_id, file_name, is_known order by delivery_no desc
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
    case when is_known then outcome else 'not_yet_received' end as outcome,
    delivery_no,
    received_on,
    encoding,
    rows_read,
    rows_written,
    rows_quarantined,
    rows_repeated,
    values_read,
    values_written,
    values_quarantined,
    reasons,
    message_zh,
    message_en,
    is_withdrawn,
    is_known and recency = 1 as is_latest,
    is_readable and recency_alike = 1 and not is_withdrawn as is_current
from ordered
