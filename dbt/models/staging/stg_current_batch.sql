-- the same content may have been delivered under several names: it is one batch
select
    source_id,
    file_sha256,
    min(file_name) as file_name,
    min(received_on) as received_on,
    max(delivery_no) as delivery_no
from {{ ref('stg_source_file') }}
where is_current
group by source_id, file_sha256
