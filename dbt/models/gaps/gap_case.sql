-- Connection cases that finished and say nothing of the user's cost, by file.
select
    'cost_missing' as gap_code,
    cast(null as {{ dbt.type_string() }}) as indicator_set,
    cast(null as {{ dbt.type_string() }}) as indicator_code,
    cast(null as {{ dbt.type_string() }}) as measure_code,
    cast(null as {{ dbt.type_string() }}) as region_code,
    cast(null as {{ dbt.type_string() }}) as period,
    electricity_case.source_id,
    electricity_case.file_name,
    'power_supply' as department_code,
    concat(cast(count(*) as {{ dbt.type_string() }}), ' 件 / cases') as detail,
    cast(null as double) as points_at_stake,
    cast(null as {{ dbt.type_string() }}) as cause_key
from {{ ref('int_electricity_case') }} as electricity_case
where electricity_case.user_cost_cny is null
group by electricity_case.source_id, electricity_case.file_name
