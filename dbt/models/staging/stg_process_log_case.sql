{{ config(materialized='view') }}

-- also of batches that are no longer in force: their cases must be computed anew
select
    source_id,
    file_sha256,
    concat(folder, '/', case_id) as case_id
from {{ source('raw', 'process_log') }}
