select
    source_id,
    file_sha256,
    received_on,
    delivery_no
from {{ source('build', 'built_batch') }}
