-- What people decided, with the document that each entry names: by number, file name, path or identifier. Of several entries on
-- one requirement and document the last one counts.
with references_of_documents as (

    select document_id, file_name, {{ document_reference('document_number') }} as reference
    from {{ ref('document_profile') }}
    where document_number is not null
    union
    select document_id, file_name, {{ document_reference('file_name') }} as reference
    from {{ ref('document_profile') }}
    union
    select document_id, file_name, {{ document_reference("regexp_replace(file_name, '^.*/', '')") }} as reference
    from {{ ref('document_profile') }}
    union
    select document_id, file_name, document_id as reference
    from {{ ref('document_profile') }}

),

known as (

    -- one document may lie there in two forms: the first by name stands for both
    select
        reference,
        document_id,
        row_number() over (partition by reference order by file_name, document_id) as choice
    from references_of_documents

),

named as (

    select
        entry.*,
        {{ document_reference('entry.document') }} as document_reference
    from {{ ref('stg_evidence_link') }} as entry

),

requirement as (

    select distinct requirement_code from {{ ref('evidence_demand') }}

),

resolved as (

    select
        named.*,
        known.document_id,
        requirement.requirement_code is not null as is_known_requirement,
        row_number() over (
            partition by named.requirement_code, coalesce(known.document_id, named.document_reference)
            order by named.decided_on desc, named.received_on desc, named.delivery_no desc, named.row_number desc
        ) as recency
    from named
    left join known
        on named.document_reference = known.reference
        and known.choice = 1
    left join requirement on named.requirement_code = requirement.requirement_code

)

select
    requirement_code,
    is_known_requirement,
    document_reference,
    document_id,
    page,
    decision,
    -- who confirms a match without more leaves the approval to the office
    case when decision = 'reject' then 'rejected' else coalesce(state, 'in_review') end as state,
    reason_code,
    note,
    decided_by,
    decided_on,
    file_name,
    row_number
from resolved
where recency = 1
