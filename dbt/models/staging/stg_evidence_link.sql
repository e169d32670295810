-- What people decided on documents and what they prove, up to the date of the build; the whole history is kept.
with current_rows as (

    {{ current_rows('evidence_link') }}

)

select
    entry.requirement_code,
    entry.document,
    entry.page,
    entry.decision,
    entry.state,
    entry.reason_code,
    entry.note,
    entry.decided_by,
    entry.decided_on,
    entry.file_name,
    entry.received_on,
    entry.delivery_no,
    entry.row_number
from current_rows as entry
inner join {{ ref('stg_build_context') }} as context on entry.decided_on <= context.as_of
