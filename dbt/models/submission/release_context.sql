select
    as_of,
    indicator_sets
from {{ ref('stg_build_context') }}
