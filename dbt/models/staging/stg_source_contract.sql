select
    source_id,
    name_zh,
    name_en,
    kind,
    department_code,
    update_cycle_days
from {{ source('build', 'source_contract') }}
