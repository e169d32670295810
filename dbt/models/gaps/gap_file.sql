-- Files that could not be used: no contract, several contracts, unreadable, refused.
select
    case file.outcome
        when 'unmatched' then 'file_unmatched'
        when 'ambiguous' then 'file_ambiguous'
        when 'unreadable' then 'file_unreadable'
        else 'file_refused'
    end as gap_code,
    cast(null as {{ dbt.type_string() }}) as indicator_set,
    cast(null as {{ dbt.type_string() }}) as indicator_code,
    cast(null as {{ dbt.type_string() }}) as measure_code,
    cast(null as {{ dbt.type_string() }}) as region_code,
    cast(null as {{ dbt.type_string() }}) as period,
    file.source_id,
    file.file_name,
    coalesce(contract.department_code, 'business_environment_office') as department_code,
    concat(file.message_zh, ' / ', file.message_en) as detail,
    cast(null as double) as points_at_stake,
    cast(null as {{ dbt.type_string() }}) as cause_key
from {{ ref('stg_source_file') }} as file
left join {{ ref('stg_source_contract') }} as contract on file.source_id = contract.source_id
where file.is_latest
    and not file.is_withdrawn
    and file.outcome in ('unmatched', 'ambiguous', 'unreadable', 'refused')
