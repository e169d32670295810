-- Every requirement with every document that rules propose or people named for it: what a person wrote overrules the rules.
with pairs as (

    select indicator_set, requirement_code, document_id from {{ ref('evidence_proposal') }}
    union
    select demand.indicator_set, decision.requirement_code, decision.document_id
    from {{ ref('evidence_decision') }} as decision
    inner join {{ ref('evidence_demand') }} as demand on decision.requirement_code = demand.requirement_code
    where decision.document_id is not null

),

judged as (

    select
        pairs.indicator_set,
        pairs.requirement_code,
        pairs.document_id,
        demand.kinds,
        document.kind as document_kind,
        document.level as document_level,
        proposal.score,
        proposal.rules,
        proposal.rules_zh,
        coalesce(proposal.is_cited, false) as is_cited,
        coalesce(decision.page, proposal.page) as page,
        case when decision.page is null or decision.page = proposal.page then proposal.block_number end as block_number,
        case when decision.page is null or decision.page = proposal.page then proposal.passage end as passage,
        decision.state as decided_state,
        decision.reason_code,
        decision.decided_by,
        decision.decided_on,
        validity.in_force,
        validity.is_draft,
        validity.dated_on,
        validity.in_force_from,
        validity.in_force_until,
        context.as_of,
        case
            when {{ level_rank('document.level') }} is null then 'unknown'
            when {{ level_rank('document.level') }} < {{ level_rank('demand.level') }} then 'below'
            when {{ level_rank('document.level') }} > {{ level_rank('demand.level') }} and not demand.higher_counts
                then 'above'
            else 'meets'
        end as level_fit,
        case
            when validity.is_draft then 'draft'
            when validity.in_force_until < coalesce(demand.evidence_from, context.as_of) then 'expired'
            -- without a date, or in a set that no round concerns, there is no window to lie outside of
            when validity.dated_on > demand.evidence_until then 'out_of_window'
            -- a policy issued earlier proves what it rules for as long as it is in force; a figure or a picture only its own day
            when validity.dated_on < demand.evidence_from and coalesce(document.kind, '') <> 'P' then 'out_of_window'
            else 'proposed'
        end as state_by_rules,
        case
            when validity.dated_on < demand.evidence_from and validity.in_force_until is null then 'still_in_force_unproven'
            when validity.dated_on < demand.evidence_from then 'still_in_force'
            when validity.dated_on is null then 'undated'
            when validity.in_force_from > context.as_of then 'not_yet_in_force'
        end as remark
    from pairs
    inner join {{ ref('evidence_demand') }} as demand
        on pairs.indicator_set = demand.indicator_set
        and pairs.requirement_code = demand.requirement_code
    inner join {{ ref('document_profile') }} as document on pairs.document_id = document.document_id
    inner join {{ ref('document_validity') }} as validity on pairs.document_id = validity.document_id
    cross join {{ ref('stg_build_context') }} as context
    left join {{ ref('evidence_proposal') }} as proposal
        on pairs.indicator_set = proposal.indicator_set
        and pairs.requirement_code = proposal.requirement_code
        and pairs.document_id = proposal.document_id
    left join {{ ref('evidence_decision') }} as decision
        on pairs.requirement_code = decision.requirement_code
        and pairs.document_id = decision.document_id

)

select
    indicator_set,
    requirement_code,
    document_id,
    document_kind,
    document_level,
    coalesce(decided_state, state_by_rules) as state,
    score,
    case when decided_state is not null then 'decided' else rules end as rule,
    case when decided_state is not null then '人工认定' else rules_zh end as rule_zh,
    is_cited,
    page,
    block_number,
    passage,
    in_force,
    level_fit,
    -- where a person lets pass what the rules would not, the reader is told so
    case
        when decided_state in ('in_review', 'approved') and state_by_rules <> 'proposed' then state_by_rules
        when state_by_rules = 'proposed' then remark
    end as remark,
    decided_by as confirmed_by,
    decided_on as confirmed_on,
    reason_code,
    coalesce(
        decided_state = 'approved'
        or (
            coalesce(decided_state, state_by_rules) in ('proposed', 'in_review')
            and level_fit <> 'below'
            and coalesce(in_force_from <= as_of, true)
        ),
        false
    ) as is_counted
from judged
