{{ config(materialized='view') }}

-- also of batches that are no longer in force: their cases must be computed anew
select
    source_id,
    file_sha256,
    case_id as case_id
from {{ source('raw', 'government_service') }}
