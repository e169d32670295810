-- Requirements of evidence that no document inside the window, dated by now, meets (G1).
select
    'evidence_missing' as gap_code,
    evidence.indicator_set,
    measure.indicator_code,
    evidence.measure_code,
    cast(null as {{ dbt.type_string() }}) as region_code,
    cast(null as {{ dbt.type_string() }}) as period,
    cast(null as {{ dbt.type_string() }}) as source_id,
    cast(null as {{ dbt.type_string() }}) as file_name,
    requirement.department_code,
    concat(requirement.name_zh, ' / ', requirement.name_en) as detail,
    cast(null as double) as points_at_stake,
    evidence.requirement_code as cause_key
from (
    select
        requirement_code,
        indicator_set,
        measure_code,
        max(case when state = 'proposed' and coalesce(in_force, true) then 1 else 0 end) as is_met
    from {{ ref('evidence') }}
    group by requirement_code, indicator_set, measure_code
) as evidence
inner join {{ ref('evidence_requirement') }} as requirement
    on evidence.requirement_code = requirement.requirement_code
inner join {{ ref('measure') }} as measure
    on evidence.indicator_set = measure.indicator_set
    and evidence.measure_code = measure.measure_code
where evidence.is_met = 0
