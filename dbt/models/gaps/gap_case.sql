-- What is wrong or odd with cases: costs that nobody entered by file, faults and flags of the clock by log and kind.
with cost_missing as (

    select
        'cost_missing' as gap_code,
        source_id,
        file_name,
        concat({{ as_text('count(*)') }}, ' 件 / ', {{ as_text('count(*)') }}, ' cases') as detail,
        cast(null as {{ dbt.type_string() }}) as cause_key
    from {{ ref('electricity_case') }}
    where user_cost_cny is null
    group by source_id, file_name

),

issues as (

    select
        source_id,
        issue_code,
        kind,
        detail,
        sum(n) as n,
        min(first_case_id) as first_case_id
    from {{ ref('case_issue') }}
    group by source_id, issue_code, kind, detail

),

issue_gaps as (

    select
        case
            when issue_code = 'calendar_year_unpublished' then 'calendar_unpublished'
            when kind = 'fault' then 'case_fault'
            else issue_code
        end as gap_code,
        source_id,
        cast(null as {{ dbt.type_string() }}) as file_name,
        concat(
            {{ worded('issue_code', {
                'finish_before_acceptance': '办结早于受理',
                'event_before_acceptance': '有环节早于受理',
                'no_acceptance': '没有受理环节',
                'calendar_year_unpublished': '跨入尚未公布工作日历的年份',
                'batch_filing': '同一时刻大批录入',
                'off_system': '受理前已办理',
                'unclosed_pause': '暂停后没有恢复记录',
                'archive_batch': '同一时刻批量归档',
                'cancelled_energised': '已撤销仍送电',
                'red_line_charge': '红线外工程费由用户承担',
                'sharing_record_missing': '没有费用分担记录',
            }) }}, {{ if_given('detail', ' ') }}, '：', {{ as_text('n') }}, ' 件，如 ', first_case_id,
            ' / ',
            {{ worded('issue_code', {
                'finish_before_acceptance': 'ended before acceptance',
                'event_before_acceptance': 'a step before acceptance',
                'no_acceptance': 'no acceptance',
                'calendar_year_unpublished': 'reaches a year without a published calendar',
                'batch_filing': 'many entered at one moment',
                'off_system': 'handled before acceptance',
                'unclosed_pause': 'a pause that never ends',
                'archive_batch': 'archived together at one moment',
                'cancelled_energised': 'cancelled, yet connected',
                'red_line_charge': 'the user paid for works outside the red line',
                'sharing_record_missing': 'no record of who pays for the works',
            }) }}, {{ if_given('detail', ' ') }}, ': ', {{ as_text('n') }}, ' cases, e.g. ', first_case_id
        ) as detail,
        concat(issue_code, coalesce(concat(' ', detail), '')) as cause_key
    from issues

),

everything as (

    select gap_code, source_id, file_name, detail, cause_key from cost_missing
    union all
    select gap_code, source_id, file_name, detail, cause_key from issue_gaps

)

select
    everything.gap_code,
    cast(null as {{ dbt.type_string() }}) as indicator_set,
    cast(null as {{ dbt.type_string() }}) as indicator_code,
    cast(null as {{ dbt.type_string() }}) as measure_code,
    cast(null as {{ dbt.type_string() }}) as region_code,
    cast(null as {{ dbt.type_string() }}) as period,
    everything.source_id,
    everything.file_name,
    contract.department_code,
    everything.detail,
    cast(null as double) as points_at_stake,
    everything.cause_key
from everything
inner join {{ ref('stg_source_contract') }} as contract on everything.source_id = contract.source_id
