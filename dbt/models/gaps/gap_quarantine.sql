-- Rows or values of a file in use that were held back, by file and reason.
with by_member as (

    -- rows are counted anew in each member of an archive
    select
        source_id,
        file_name,
        reason_code,
        coalesce(member, '') as member,
        count(*) as faults,
        min(row_number) as first_row,
        min(column_name) as column_name
    from {{ ref('stg_quarantine') }}
    group by source_id, file_name, reason_code, coalesce(member, '')

),

ordered as (

    select
        *,
        row_number() over (partition by source_id, file_name, reason_code order by member) as member_no
    from by_member

),

held as (

    select
        source_id,
        file_name,
        reason_code,
        sum(faults) as faults,
        max(case when member_no = 1 then member end) as first_member,
        max(case when member_no = 1 then first_row end) as first_row,
        min(column_name) as column_name
    from ordered
    group by source_id, file_name, reason_code

)

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
        {{ as_text('held.faults') }}, ' 处：', coalesce(reason.name_zh, held.reason_code),
        {{ if_given(as_text('held.first_row'), '；首见于第 ', ' 行') }},
        {{ if_given("nullif(held.first_member, '')", '（', '）') }},
        {{ if_given('coalesce(heading.header, held.column_name)', '，列：') }},
        ' / ', {{ as_text('held.faults') }}, ' × ', coalesce(reason.name_en, held.reason_code),
        {{ if_given(as_text('held.first_row'), '; first at row ') }},
        {{ if_given("nullif(held.first_member, '')", ' (', ')') }},
        {{ if_given('held.column_name', ', column ') }}
    ) as detail,
    cast(null as double) as points_at_stake,
    held.reason_code as cause_key
from held
inner join {{ ref('stg_source_contract') }} as contract on held.source_id = contract.source_id
left join {{ ref('stg_quarantine_reason') }} as reason on held.reason_code = reason.reason_code
left join {{ ref('stg_source_column') }} as heading
    on held.source_id = heading.source_id
    and held.column_name = heading.column_name
