-- Figures that contradict each other, and figures that two ways of measuring tell apart.
select
    case conflict.comparison when 'same_thing' then 'value_conflict' else 'method_difference' end as gap_code,
    conflict.indicator_set,
    coalesce(measure.indicator_code, case when conflict.level = 'indicator' then conflict.measure_code end)
        as indicator_code,
    measure.measure_code,
    conflict.region_code,
    conflict.period,
    cast(null as {{ dbt.type_string() }}) as source_id,
    conflict.file_b as file_name,
    coalesce(measure.lead_department, 'business_environment_office') as department_code,
    concat(
        conflict.source_a, ' ', coalesce(conflict.file_a, ''), ': ', cast(conflict.value_a as {{ dbt.type_string() }}),
        '; ', conflict.source_b, ' ', coalesce(conflict.file_b, ''), ': ',
        cast(conflict.value_b as {{ dbt.type_string() }}), '; ', conflict.decision
    ) as detail,
    cast(null as double) as points_at_stake,
    conflict.conflict_id as cause_key
from {{ ref('conflict') }} as conflict
left join {{ ref('measure') }} as measure
    on conflict.indicator_set = measure.indicator_set
    and conflict.measure_code = measure.measure_code
