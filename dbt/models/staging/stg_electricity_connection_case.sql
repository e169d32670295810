{{ config(materialized='view') }}

-- also of batches that are no longer in force: their cases must be computed anew
select
    source_id,
    file_sha256,
    case_no as case_id
from {{ source('raw', 'electricity_connection') }}
