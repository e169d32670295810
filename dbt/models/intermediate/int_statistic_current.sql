select
    series_code,
    concept,
    region_code,
    region_name,
    period,
    unit,
    value,
    converted_unit,
    converted_value,
    rounding,
    status,
    raw_text,
    numerator,
    denominator,
    source_id,
    file_sha256,
    file_name,
    row_number
from {{ ref('int_statistic_observation') }}
where vintage_rank = 1
