-- Everything that is to be proved: the seed's requirements and the items of the checklists, whose kinds are stated there.
with windows as (

    -- several rounds of one set share the requirement: the widest window counts
    select
        indicator_set,
        min(evidence_from) as evidence_from,
        max(evidence_until) as evidence_until
    from {{ ref('evaluation_round') }}
    group by indicator_set

),

-- a measure whose rules are made above the city is proved by what province and state issue
made_above as (

    select distinct indicator_set, measure_code
    from {{ ref('evidence_requirement') }}
    where {{ level_rank('level') }} > 2

),

demands as (

    select
        requirement.indicator_set,
        requirement.requirement_code,
        'requirement' as origin,
        requirement.measure_code,
        requirement.kind as kinds,
        requirement.name_zh,
        requirement.name_en,
        requirement.level,
        {{ level_rank('requirement.level') }} > 2 as higher_counts,
        cast(requirement.min_documents as bigint) as min_documents,
        requirement.needs_all_counties,
        requirement.evidence_from,
        requirement.evidence_until,
        requirement.department_code,
        requirement.certainty
    from {{ ref('evidence_requirement') }} as requirement

    union all

    select
        measure.indicator_set,
        item.item_code as requirement_code,
        'checklist_item' as origin,
        item.measure_code,
        item.evidence_kinds as kinds,
        item.name_zh,
        item.name_en,
        'city' as level,
        made_above.measure_code is not null as higher_counts,
        cast(1 as bigint) as min_documents,
        false as needs_all_counties,
        cast(null as date) as evidence_from,
        cast(null as date) as evidence_until,
        measure.lead_department as department_code,
        item.certainty
    from {{ ref('checklist_item') }} as item
    inner join {{ ref('measure') }} as measure on item.measure_code = measure.measure_code
    left join made_above
        on measure.indicator_set = made_above.indicator_set
        and measure.measure_code = made_above.measure_code
    -- what is derived from other items is proved by them
    where item.kind <> 'derived'

)

select
    demands.indicator_set,
    demands.requirement_code,
    demands.origin,
    measure.indicator_code,
    demands.measure_code,
    demands.kinds,
    demands.name_zh,
    demands.name_en,
    demands.level,
    demands.higher_counts,
    demands.min_documents,
    demands.needs_all_counties,
    coalesce(demands.evidence_from, windows.evidence_from) as evidence_from,
    coalesce(demands.evidence_until, windows.evidence_until) as evidence_until,
    demands.department_code,
    demands.certainty
from demands
inner join {{ ref('measure') }} as measure
    on demands.indicator_set = measure.indicator_set
    and demands.measure_code = measure.measure_code
left join windows on demands.indicator_set = windows.indicator_set
