-- Scored figures that are not final though their period is over: provisional or estimated. Of a whole, its parts.
select
    'status_open' as gap_code,
    scored.indicator_set,
    scored.indicator_code,
    scored.measure_code,
    scored.region_code,
    scored.period,
    cast(null as {{ dbt.type_string() }}) as source_id,
    cast(null as {{ dbt.type_string() }}) as file_name,
    measure.lead_department as department_code,
    concat(
        '状态：', coalesce(status.name_zh, scored.status), ' / status: ', coalesce(status.name_en, scored.status)
    ) as detail,
    coalesce(scored.score * coalesce(scored.effective_weight, whole.effective_weight * part.weight), 0.0) as points_at_stake,
    cast(null as {{ dbt.type_string() }}) as cause_key
from {{ ref('scored_measure') }} as scored
inner join {{ ref('measure') }} as measure
    on scored.indicator_set = measure.indicator_set
    and scored.measure_code = measure.measure_code
left join {{ ref('scored_measure') }} as whole
    on scored.indicator_set = whole.indicator_set
    and scored.parent_measure_code = whole.measure_code
    and scored.region_code = whole.region_code
    and scored.period = whole.period
left join {{ ref('weight') }} as part
    on scored.indicator_set = part.indicator_set
    and scored.measure_code = part.code
    and part.level = 'part'
left join {{ ref('observation_status') }} as status on scored.status = status.status
cross join {{ ref('stg_build_context') }} as context
where scored.status in ('P', 'E')
    and scored.score is not null
    and scored.score_basis = 'own'
    and {{ last_day_of('scored.period') }} < context.as_of
