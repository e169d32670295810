select
    gap_id,
    gap_code,
    severity,
    indicator_set,
    indicator_code,
    measure_code,
    region_code,
    period,
    source_id,
    file_name,
    department_code,
    detail,
    points_at_stake,
    first_seen,
    last_seen,
    status
from {{ source('build', 'previous_gap') }}
