select
    cast(null as {{ dbt.type_string() }}) as measure_code,
    cast(null as {{ dbt.type_string() }}) as region_code,
    cast(null as {{ dbt.type_string() }}) as period,
    'survey' as route,
    cast(null as double) as value,
    cast(null as {{ dbt.type_string() }}) as unit,
    cast(null as {{ dbt.type_string() }}) as raw_text,
    cast(null as {{ dbt.type_string() }}) as status,
    cast(null as {{ dbt.type_string() }}) as statistic,
    cast(null as bigint) as n,
    cast(null as double) as numerator,
    cast(null as double) as denominator
where 1 = 0
