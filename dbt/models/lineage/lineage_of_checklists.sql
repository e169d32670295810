-- The answers that each value of a checklist was made of, and the documents that prove them.
with checklists as (

    -- each item as it was answered
    select
        value_id,
        source_id,
        file_sha256,
        file_name,
        concat('row ', {{ as_text('row_number') }}, ', ', item_code) as locator,
        case when kind = 'input' then 'figure of the checklist' else 'points of the checklist' end as method
    from {{ ref('checklist_result') }}
    where file_sha256 is not null

    union all

    -- and the delivered documents that it points to
    select distinct
        result.value_id,
        'policy_document' as source_id,
        evidence.file_sha256,
        evidence.file_name,
        concat(coalesce(concat('page ', result.evidence_page, ', '), ''), result.item_code) as locator,
        'evidence of the checklist' as method
    from {{ ref('checklist_result') }} as result
    inner join {{ ref('int_checklist_evidence') }} as evidence
        on result.item_code = evidence.item_code
        and result.region_code = evidence.region_code
        and result.period = evidence.period
    where evidence.file_sha256 is not null

)

select * from checklists
