select
    result.source_id,
    result.file_sha256,
    batch.file_name,
    result.rule_id,
    result.expectation_type,
    result.column_name,
    result.severity,
    result.outcome,
    result.observed,
    result.expected,
    result.unexpected_count,
    result.row_numbers,
    result.message_zh,
    result.message_en
from {{ source('build', 'expectation_result') }} as result
inner join {{ ref('stg_current_batch') }} as batch
    on result.source_id = batch.source_id
    and result.file_sha256 = batch.file_sha256
