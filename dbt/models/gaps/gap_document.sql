-- Documents that carry no number of their own; of a statistic or a picture nobody expects one.
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
from {{ ref('document_profile') }} as document
where document.document_number is null and coalesce(document.kind, 'P') = 'P'
