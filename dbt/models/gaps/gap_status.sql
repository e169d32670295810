-- Scored figures that are not final: provisional or estimated.
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
    concat('状态 / status: ', scored.status) as detail,
    coalesce(scored.score * scored.effective_weight, 0.0) as points_at_stake,
    cast(null as {{ dbt.type_string() }}) as cause_key
from {{ ref('scored_measure') }} as scored
inner join {{ ref('measure') }} as measure
    on scored.indicator_set = measure.indicator_set
    and scored.measure_code = measure.measure_code
where scored.status in ('P', 'E') and scored.score is not null
