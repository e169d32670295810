with phrases as (

    {{ split_to_rows(ref('evidence_requirement'), 'requirement_code', 'keywords', ';') }}

),

found as (

    select
        phrases.requirement_code,
        document.document_id,
        document.title,
        document.document_number,
        document.issued_on,
        document.body,
        min(position(phrases.part in document.body)) as first_position
    from phrases
    inner join {{ ref('stg_policy_document') }} as document
        on position(phrases.part in document.body) > 0
    group by
        phrases.requirement_code,
        document.document_id,
        document.title,
        document.document_number,
        document.issued_on,
        document.body

)

select
    requirement_code,
    document_id,
    title as document_title,
    document_number,
    issued_on,
    substr(body, cast(greatest(1, first_position - 20) as int), 60) as passage
from found
