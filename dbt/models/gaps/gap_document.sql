-- Documents that carry no number of their own.
select
    'document_without_number' as gap_code,
    cast(null as {{ dbt.type_string() }}) as indicator_set,
    cast(null as {{ dbt.type_string() }}) as indicator_code,
    cast(null as {{ dbt.type_string() }}) as measure_code,
    cast(null as {{ dbt.type_string() }}) as region_code,
    cast(null as {{ dbt.type_string() }}) as period,
    'policy_document' as source_id,
    document.file_name,
    'business_environment_office' as department_code,
    coalesce(document.title, document.file_name) as detail,
    cast(null as double) as points_at_stake,
    cast(null as {{ dbt.type_string() }}) as cause_key
from {{ ref('stg_policy_document') }} as document
where document.document_number is null
