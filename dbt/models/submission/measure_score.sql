select
    indicator_set,
    period,
    region_code,
    indicator_code,
    measure_code,
    parent_measure_code,
    value,
    status,
    best,
    worst,
    score,
    weight_in_indicator as weight,
    effective_weight,
    score_basis,
    value_id
from {{ ref('scored_measure') }}
