-- The index of reliability and transparency (0 to 8) part by part, for whole years: what each part earns and why it does not.
--
-- Duration and frequency follow from the log where there is one, else from the figures that the checklist states. The other
-- parts are answered in the checklist of the same place, or stand in a register. The whole stands in the row of the measure.
{%- set measure = 'I06-4' %}

with from_log as (

    {{ outages_of_years() | indent(4) }}

),

log_figures as (

    select region_code, period, '{{ measure }}-saidi' as item_code, saidi_hours as value from from_log
    union all
    select region_code, period, '{{ measure }}-saifi' as item_code, saifi as value from from_log
    union all
    select region_code, period, '{{ measure }}-minimum' as item_code, {{ reliability_parameter('sustained_minutes') }} as value
    from from_log

),

figures as (

    select
        log_figures.region_code,
        log_figures.period,
        log_figures.item_code,
        log_figures.value,
        true as is_answered,
        'log' as basis,
        concat(
            '停电事件 ', {{ as_text('from_log.n') }}, ' 次，未恢复 ', {{ as_text('from_log.open_interruptions') }},
            ' 次 / ', {{ as_text('from_log.n') }}, ' interruptions in the log, ',
            {{ as_text('from_log.open_interruptions') }}, ' open'
        ) as evidence
    from log_figures
    inner join from_log
        on log_figures.region_code = from_log.region_code
        and log_figures.period = from_log.period

    union all

    select
        answer.region_code,
        answer.period,
        answer.item_code,
        answer.figure as value,
        answer.state = 'answered' as is_answered,
        'checklist' as basis,
        {{ shown_evidence('answer') }} as evidence
    from {{ ref('int_checklist_item') }} as answer
    left join from_log
        on answer.region_code = from_log.region_code
        and answer.period = from_log.period
    where answer.measure_code = '{{ measure }}' and answer.kind = 'input' and from_log.region_code is null

),

limited as (

    select
        figures.*,
        item.feeds_item,
        {{ figure_forces_zero('item', 'figures.value', 'figures.is_answered') }} as forces_zero
    from figures
    inner join {{ ref('checklist_item') }} as item on figures.item_code = item.item_code

),

derived as (

    {{ points_of_figures('limited') }}

),

basis_of as (

    select region_code, period, min(basis) as basis, max(evidence) as evidence
    from limited
    group by region_code, period

),

parts as (

    select
        derived.region_code,
        derived.period,
        derived.item_code,
        'derived' as kind,
        basis_of.basis,
        case when derived.is_given then 'answered' else 'open' end as state,
        derived.points,
        cast(null as double) as figure,
        false as forces_zero,
        basis_of.evidence
    from derived
    inner join basis_of on derived.region_code = basis_of.region_code and derived.period = basis_of.period

    union all

    select region_code, period, item_code, 'input' as kind, basis,
        case when is_answered then 'answered' else 'open' end as state,
        cast(null as double) as points, value as figure, forces_zero, evidence
    from limited

    union all

    select region_code, period, item_code, 'points' as kind, basis, state, points, cast(null as double) as figure,
        false as forces_zero, evidence
    from {{ ref('reliability_index_point') }}

),

valued as (

    select
        parts.*,
        case when parts.state <> 'not_applicable' then item.max_points end as max_points,
        item.max_points as full_points
    from parts
    inner join {{ ref('checklist_item') }} as item on parts.item_code = item.item_code

),

whole as (

    -- a place that answered no part of its own has its duration and frequency alone, and no index
    select
        valued.region_code,
        valued.period,
        min(basis_of.basis) as basis,
        max(case when valued.forces_zero then 1 else 0 end) as is_forced,
        {{ joined_text("case when valued.forces_zero then valued.item_code end", '; ', 'valued.item_code') }} as forced_by,
        sum(case when valued.kind <> 'input' and valued.state in ('answered', 'no_practice', 'not_applicable') then 1 else 0 end)
            as n,
        sum(valued.points) as points,
        sum(valued.max_points) as max_points,
        sum(valued.full_points) as full_points
    from valued
    inner join basis_of on valued.region_code = basis_of.region_code and valued.period = basis_of.period
    group by valued.region_code, valued.period
    having max(case when valued.kind = 'points' and valued.basis = 'checklist' then 1 else 0 end) = 1

)

select
    region_code,
    period,
    item_code,
    kind,
    basis,
    state,
    points,
    max_points,
    figure,
    forces_zero,
    evidence,
    cast(null as bigint) as n
from valued

union all

select
    region_code,
    period,
    '{{ measure }}' as item_code,
    'index' as kind,
    basis,
    case when n = 0 then 'open' else 'answered' end as state,
    case when is_forced = 1 then 0.0 else points * full_points / nullif(max_points, 0.0) end as points,
    full_points as max_points,
    cast(null as double) as figure,
    is_forced = 1 as forces_zero,
    forced_by as evidence,
    cast(n as bigint) as n
from whole
