-- The documents that an answer names, each with the delivered one of that file name or number.
with answer as (

    select item_code, region_code, period, evidence
    from {{ ref('stg_checklist_answer') }}
    where evidence is not null

),

named as (

    {{ split_to_rows('answer', 'item_code, region_code, period', 'evidence', '；') }}

),

reference as (

    select distinct item_code, region_code, period, {{ document_reference('part') }} as document_reference
    from named

),

document as (

    select
        document_id,
        file_sha256,
        file_name,
        {{ document_reference('file_name') }} as file_reference,
        {{ document_reference('document_number') }} as number_reference
    from {{ ref('stg_policy_document') }}

),

found as (

    select
        reference.item_code,
        reference.region_code,
        reference.period,
        reference.document_reference,
        document.document_id,
        document.file_sha256,
        document.file_name,
        -- one document may lie there in two forms: the first by name stands for both
        row_number() over (
            partition by
                reference.item_code, reference.region_code, reference.period, reference.document_reference
            order by document.file_name, document.document_id
        ) as choice
    from reference
    left join document
        on reference.document_reference = document.number_reference
        or reference.document_reference = document.file_reference
        or concat('/', reference.document_reference)
        = right(document.file_reference, length(reference.document_reference) + 1)
    where reference.document_reference <> ''

)

select
    item_code,
    region_code,
    period,
    document_reference,
    document_id,
    file_sha256,
    file_name
from found
where choice = 1
