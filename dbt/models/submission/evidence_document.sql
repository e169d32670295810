-- Every document delivered: what it is, whether it is in force, and what it is used for.
with used as (

    select
        document_id,
        count(*) as claims,
        {{ joined_text('requirement_code', ';', 'requirement_code') }} as claim_codes
    from (
        select distinct document_id, requirement_code
        from {{ ref('evidence') }}
        where is_counted
    ) as claim
    group by document_id

),

copies as (

    -- the same text, or the same number under another text, as a scan beside the file it was printed from
    select
        document_id,
        count(*) over (partition by coalesce(body_md5, document_id)) as same_text,
        count(*) over (partition by coalesce(document_number, document_id)) as same_number,
        first_value(document_id) over (partition by coalesce(body_md5, document_id) order by file_name, document_id) as first_of_text,
        first_value(document_id) over (
            partition by coalesce(document_number, document_id) order by file_name, document_id
        ) as first_of_number
    from {{ ref('document_profile') }}

)

select
    document.document_id,
    document.file_name,
    document.title,
    document.document_number,
    document.issuer,
    document.level as document_level,
    document.kind as document_kind,
    document.kind_from,
    document.issued_on,
    validity.in_force_from,
    validity.in_force_until,
    validity.in_force,
    validity.basis as validity_basis,
    validity.is_draft,
    document.media_type,
    document.reader,
    document.pages,
    document.characters,
    coalesce(used.claims, 0) as claims,
    used.claim_codes,
    case when used.claims is null then 'none' when used.claims = 1 then 'one' else 'many' end as used_by,
    copies.same_text - 1 as copies_of_text,
    copies.same_number - 1 as copies_of_number,
    case
        when copies.first_of_text <> document.document_id then copies.first_of_text
        when copies.first_of_number <> document.document_id then copies.first_of_number
    end as duplicate_of
from {{ ref('document_profile') }} as document
inner join {{ ref('document_validity') }} as validity on document.document_id = validity.document_id
inner join copies on document.document_id = copies.document_id
left join used on document.document_id = used.document_id
