-- Every item of every checklist that somebody began to answer, and what it earns.
--
-- What was not answered, or not as its rule allows, earns the least and stays in the maximum. What does not apply leaves
-- both sums. What is no practice was answered: it earns the least.
with begun as (

    select distinct item.measure_code, answer.region_code, answer.period
    from {{ ref('stg_checklist_answer') }} as answer
    inner join {{ ref('checklist_item') }} as item on answer.item_code = item.item_code
    inner join {{ ref('region') }} as region on answer.region_code = region.region_code

),

answered as (

    select
        item.measure_code,
        item.item_code,
        item.kind,
        item.min_points,
        item.max_points,
        item.eligible_from,
        item.eligible_to,
        item.feeds_item,
        begun.region_code,
        begun.period,
        answer.value,
        coalesce(answer.status, 'O') as status,
        answer.evidence,
        answer.evidence_page,
        answer.source_id,
        answer.file_sha256,
        answer.file_name,
        answer.row_number,
        case
            when item.kind = 'derived' and answer.value is not null then 'derived_item_answered'
            when answer.status in ('M', 'L') and answer.value is not null then 'points_against_state'
            when answer.status = 'NP' and answer.value <> 0 then 'points_against_state'
            when item.kind = 'points' and (answer.value < item.min_points or answer.value > item.max_points)
                then 'out_of_range'
            when item.kind = 'points'
                and abs(answer.value / nullif(item.step, 0.0) - round(answer.value / nullif(item.step, 0.0))) > 1e-9
                then 'not_in_steps'
        end as fault
    from begun
    inner join {{ ref('checklist_item') }} as item on begun.measure_code = item.measure_code
    left join {{ ref('stg_checklist_answer') }} as answer
        on item.item_code = answer.item_code
        and begun.region_code = answer.region_code
        and begun.period = answer.period

),

stated as (

    select
        *,
        case
            when kind = 'derived' then null
            when fault is not null then 'invalid'
            when status in ('L', 'O') or (status = 'A' and value is null) then 'open'
            when status = 'M' then 'not_applicable'
            when status = 'NP' then 'no_practice'
            else 'answered'
        end as answer_state
    from answered

),

figures as (

    select *, answer_state = 'answered' as is_answered from stated

),

derived as (

    {{ points_of_figures('figures') }}

)

select
    stated.measure_code,
    stated.item_code,
    stated.region_code,
    stated.period,
    stated.kind,
    case
        when stated.kind <> 'derived' then stated.answer_state
        when derived.is_given then 'answered'
        else 'open'
    end as state,
    stated.fault,
    case
        when stated.kind = 'input' or stated.answer_state = 'not_applicable' then null
        when derived.is_given then derived.points
        when stated.answer_state = 'answered' then stated.value
        else stated.min_points
    end as points,
    stated.max_points,
    case when stated.kind = 'input' then stated.value end as figure,
    -- only an input has limits
    coalesce(
        {{ figure_forces_zero('stated', 'stated.value', "stated.answer_state = 'answered'") | indent(4) }}, false
    ) as forces_zero,
    stated.status,
    stated.evidence,
    stated.evidence_page,
    stated.source_id,
    stated.file_sha256,
    stated.file_name,
    stated.row_number
from stated
left join derived
    on stated.item_code = derived.item_code
    and stated.region_code = derived.region_code
    and stated.period = derived.period
