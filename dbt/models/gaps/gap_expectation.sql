-- Expectations that a batch in use did not meet, or that could not be checked: could not check is failed.
select
    'expectation_failed' as gap_code,
    cast(null as {{ dbt.type_string() }}) as indicator_set,
    cast(null as {{ dbt.type_string() }}) as indicator_code,
    cast(null as {{ dbt.type_string() }}) as measure_code,
    cast(null as {{ dbt.type_string() }}) as region_code,
    cast(null as {{ dbt.type_string() }}) as period,
    result.source_id,
    result.file_name,
    contract.department_code,
    concat(
        coalesce(result.message_zh, ''), {{ if_given('result.row_numbers', '；第 ', ' 行') }},
        ' / ', coalesce(result.message_en, ''), {{ if_given('result.row_numbers', '; rows ') }}, ' (', result.rule_id, ')'
    ) as detail,
    cast(null as double) as points_at_stake,
    result.rule_id as cause_key
from {{ ref('stg_expectation_result') }} as result
inner join {{ ref('stg_source_contract') }} as contract on result.source_id = contract.source_id
where result.outcome <> 'pass' and result.severity = 'critical'
