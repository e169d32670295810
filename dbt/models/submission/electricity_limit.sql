-- Nodes of finished connections against each set of limits; a case meets a whole set when every node that it went through
-- kept its limit.
with nodes as (

    select case_no, cell_no, class_code, stage_code as node_code, calendar_days, work_days
    from {{ ref('connection_stage') }}
    union all
    select
        case_no,
        cell_no,
        class_code,
        'supplier' as node_code,
        cast(null as double) as calendar_days,
        supplier_days as work_days
    from {{ ref('connection_case') }}

),

judged as (

    select
        nodes.case_no,
        nodes.cell_no,
        rule.limit_set,
        rule.node_code,
        rule.limit_days,
        rule.day_kind,
        case rule.day_kind when 'work' then nodes.work_days else nodes.calendar_days end as days
    from nodes
    inner join {{ ref('connection_limit') }} as rule
        on nodes.class_code = rule.class_code
        and nodes.node_code = rule.node_code

),

sets_of_nodes as (

    select limit_set
    from {{ ref('connection_limit') }}
    group by limit_set
    having count(distinct node_code) > 1

),

everything as (

    select
        cell_no,
        limit_set,
        node_code,
        limit_days,
        day_kind,
        days,
        case when days <= limit_days then 1 else 0 end as kept
    from judged
    where days is not null
    union all
    select
        max(judged.cell_no) as cell_no,
        judged.limit_set,
        'all' as node_code,
        cast(null as int) as limit_days,
        max(judged.day_kind) as day_kind,
        cast(null as double) as days,
        min(case when judged.days <= judged.limit_days then 1 else 0 end) as kept
    from judged
    inner join sets_of_nodes on judged.limit_set = sets_of_nodes.limit_set
    where judged.days is not null
    group by judged.case_no, judged.limit_set

),

counted as (

    select
        member.region_code,
        member.period_kind,
        member.period,
        everything.limit_set,
        everything.node_code,
        max(everything.day_kind) as day_kind,
        max(log.minimum_cases) as minimum_cases,
        min(everything.limit_days) as limit_days_from,
        max(everything.limit_days) as limit_days_to,
        count(*) as n,
        sum(everything.kept) as n_within_limit,
        {{ median_and_p90('everything.days') }} as quantiles
    from {{ ref('connection_member') }} as member
    inner join everything on member.cell_no = everything.cell_no
    inner join {{ ref('case_log') }} as log on member.source_id = log.source_id
    where member.group_kind = 'all'
    group by member.region_code, member.period_kind, member.period, everything.limit_set, everything.node_code

)

select
    region_code,
    period_kind,
    period,
    limit_set,
    node_code,
    day_kind,
    limit_days_from,
    limit_days_to,
    n,
    cast(n_within_limit as bigint) as n_within_limit,
    case when n >= minimum_cases then 'A' else 'Q' end as status,
    case when n >= minimum_cases then n_within_limit / nullif(cast(n as double), 0) end as pass_rate,
    case when n >= minimum_cases then {{ quantile_of('quantiles', 'median') }} end as median_days,
    case when n >= minimum_cases then {{ quantile_of('quantiles', 'p90') }} end as p90_days
from counted
