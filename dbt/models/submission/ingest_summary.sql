select
    file_name,
    file_sha256,
    source_id,
    case when is_withdrawn then 'withdrawn' else outcome end as outcome,
    is_current,
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
    message_en
from {{ ref('stg_source_file') }}
