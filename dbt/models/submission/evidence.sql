-- What each requirement of evidence has found so far; a requirement without a document has one row, `missing`.
with requirement as (

    select
        requirement.*,
        evaluation_round.evidence_from,
        evaluation_round.evidence_until
    from {{ ref('evidence_requirement') }} as requirement
    inner join {{ ref('scoring_set') }} as scoring_set
        on requirement.indicator_set = scoring_set.indicator_set
    left join {{ ref('evaluation_round') }} as evaluation_round
        on requirement.indicator_set = evaluation_round.indicator_set

)

select
    requirement.requirement_code,
    requirement.indicator_set,
    requirement.measure_code,
    requirement.kind,
    found.document_id,
    found.document_title,
    found.document_number,
    cast(null as bigint) as page,
    found.passage,
    case
        when found.document_id is null then 'missing'
        when found.issued_on is null then 'proposed'
        when found.issued_on between requirement.evidence_from and requirement.evidence_until then 'proposed'
        else 'out_of_window'
    end as state,
    case when found.issued_on is not null then found.issued_on <= context.as_of end as in_force
from requirement
cross join {{ ref('stg_build_context') }} as context
left join {{ ref('int_evidence_match') }} as found on requirement.requirement_code = found.requirement_code
