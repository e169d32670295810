-- Faults and flags of cases, counted where somebody can mend them.
with issue as (

    select
        source_id,
        'fault' as kind,
        fault_code as issue_code,
        fault_detail as detail,
        case_id,
        region_code,
        department_code
    from {{ ref('case_fault') }}

    union all

    select
        flag.source_id,
        'flag' as kind,
        flag.flag_code as issue_code,
        cast(null as {{ dbt.type_string() }}) as detail,
        flag.case_id,
        duration.region_code,
        coalesce(duration.department_code, contract.department_code) as department_code
    from {{ ref('case_flag') }} as flag
    inner join {{ ref('case_duration') }} as duration
        on flag.source_id = duration.source_id
        and flag.case_id = duration.case_id
    left join {{ ref('stg_source_contract') }} as contract on flag.source_id = contract.source_id

)

select
    source_id,
    kind,
    issue_code,
    detail,
    coalesce(region_code, 'unstated') as region_code,
    coalesce(department_code, 'unstated') as department_code,
    count(distinct case_id) as n,
    min(case_id) as first_case_id,
    max(case_id) as last_case_id
from issue
group by source_id, kind, issue_code, detail, coalesce(region_code, 'unstated'), coalesce(department_code, 'unstated')
