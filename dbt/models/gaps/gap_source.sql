-- Sources that were never delivered, or are late against their promised cycle. Registers are filled when there is need.
select
    case freshness.state when 'never' then 'source_never_delivered' else 'source_late' end as gap_code,
    cast(null as {{ dbt.type_string() }}) as indicator_set,
    cast(null as {{ dbt.type_string() }}) as indicator_code,
    cast(null as {{ dbt.type_string() }}) as measure_code,
    cast(null as {{ dbt.type_string() }}) as region_code,
    cast(null as {{ dbt.type_string() }}) as period,
    freshness.source_id,
    cast(null as {{ dbt.type_string() }}) as file_name,
    freshness.department_code,
    case
        when freshness.state = 'never' then concat(freshness.name_zh, ' / ', freshness.name_en)
        else concat(
            freshness.name_zh, '：逾期 ', {{ as_text('freshness.late_by_days') }}, ' 天 / ',
            freshness.name_en, ': ', {{ as_text('freshness.late_by_days') }}, ' days late'
        )
    end as detail,
    cast(null as double) as points_at_stake,
    cast(null as {{ dbt.type_string() }}) as cause_key
from {{ ref('source_freshness') }} as freshness
where freshness.kind <> 'register' and freshness.state in ('never', 'late')
