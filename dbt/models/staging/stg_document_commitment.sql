-- Commitments of the documents in use.
select
    substr(commitment.file_sha256, 1, 12) as document_id,
    commitment.file_sha256,
    commitment.row_number,
    commitment.commitment_number,
    commitment.page,
    commitment.block_number,
    commitment.item,
    commitment.sentence,
    commitment.kind,
    commitment.target_written,
    commitment.target_value,
    commitment.target_value_upto,
    commitment.target_unit,
    commitment.target_unit_code,
    commitment.bound,
    commitment.deadline_written,
    commitment.due_on,
    commitment.recurrence,
    commitment.lead_bodies,
    commitment.responsible_bodies,
    commitment.status
from {{ source('build', 'document_commitment') }} as commitment
inner join {{ ref('stg_current_batch') }} as batch
    on commitment.source_id = batch.source_id
    and commitment.file_sha256 = batch.file_sha256
