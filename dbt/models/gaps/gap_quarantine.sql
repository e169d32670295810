-- Rows or values of a file in use that were held back, by file and reason.
select
    'rows_quarantined' as gap_code,
    cast(null as {{ dbt.type_string() }}) as indicator_set,
    cast(null as {{ dbt.type_string() }}) as indicator_code,
    cast(null as {{ dbt.type_string() }}) as measure_code,
    cast(null as {{ dbt.type_string() }}) as region_code,
    cast(null as {{ dbt.type_string() }}) as period,
    held.source_id,
    held.file_name,
    contract.department_code,
    concat(
        cast(count(*) as {{ dbt.type_string() }}), ' × ', held.reason_code,
        '；首见于行 / first at row ', cast(min(held.row_number) as {{ dbt.type_string() }}),
        ' ', coalesce(min(held.column_name), '')
    ) as detail,
    cast(null as double) as points_at_stake,
    held.reason_code as cause_key
from {{ ref('stg_quarantine') }} as held
inner join {{ ref('stg_source_contract') }} as contract on held.source_id = contract.source_id
group by held.source_id, held.file_name, held.reason_code, contract.department_code
