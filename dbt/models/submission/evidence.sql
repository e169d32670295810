-- What each requirement of evidence has found so far; a requirement without a document has one row, `missing`.
with windows as (

    -- several rounds of one set share the requirement: the widest window counts
    select
        indicator_set,
        min(evidence_from) as evidence_from,
        max(evidence_until) as evidence_until
    from {{ ref('evaluation_round') }}
    group by indicator_set

),

requirement as (

    select
        requirement.*,
        windows.evidence_from,
        windows.evidence_until
    from {{ ref('evidence_requirement') }} as requirement
    inner join {{ ref('scoring_set') }} as scoring_set
        on requirement.indicator_set = scoring_set.indicator_set
    left join windows on requirement.indicator_set = windows.indicator_set

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
        -- without a date, or in a set that no round concerns, there is no window to lie outside of
        when found.issued_on < requirement.evidence_from or found.issued_on > requirement.evidence_until
            then 'out_of_window'
        else 'proposed'
    end as state,
    case when found.issued_on is not null then found.issued_on <= context.as_of end as in_force
from requirement
cross join {{ ref('stg_build_context') }} as context
left join {{ ref('int_evidence_match') }} as found on requirement.requirement_code = found.requirement_code
