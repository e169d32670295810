select
    cast(as_of as date) as as_of,
    indicator_sets
from {{ source('build', 'build_context') }}
