select
    held.source_id,
    held.file_sha256,
    held.file_name,
    held.member,
    held.row_number,
    held.column_name,
    held.reason_code,
    held.raw_text,
    held.value_only
from {{ source('build', 'quarantine') }} as held
inner join {{ ref('stg_current_batch') }} as batch
    on held.source_id = batch.source_id
    and held.file_sha256 = batch.file_sha256
