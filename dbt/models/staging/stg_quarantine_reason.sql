select
    reason_code,
    name_zh,
    name_en
from {{ source('build', 'quarantine_reason') }}
