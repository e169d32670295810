-- Cases that several batches in force hold: which of them came last.
with in_force as (

    select
        overlap.source_id,
        overlap.case_id,
        overlap.file_sha256,
        batch.received_on,
        batch.delivery_no
    from {{ source('build', 'case_overlap') }} as overlap
    inner join {{ ref('stg_current_batch') }} as batch
        on overlap.source_id = batch.source_id
        and overlap.file_sha256 = batch.file_sha256
    group by overlap.source_id, overlap.case_id, overlap.file_sha256, batch.received_on, batch.delivery_no

),

ordered as (

    select
        source_id,
        case_id,
        file_sha256,
        row_number() over (partition by source_id, case_id order by received_on desc, delivery_no desc) as recency,
        count(*) over (partition by source_id, case_id) as batches
    from in_force

)

select
    source_id,
    case_id,
    file_sha256,
    recency
from ordered
where batches > 1
