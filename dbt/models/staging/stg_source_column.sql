select
    source_id,
    column_name,
    header
from {{ source('build', 'source_column') }}
