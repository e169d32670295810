-- Where connections wait: length of each stage, and its share of the whole time of the group's cases.
with whole as (

    select
        member.region_code,
        member.period,
        member.group_kind,
        member.group_code,
        count(*) as cases,
        {{ exact_sum('connection.whole_days') }} as whole_days
    from {{ ref('connection_member') }} as member
    inner join {{ ref('connection_case') }} as connection on member.cell_no = connection.cell_no
    group by member.region_code, member.period, member.group_kind, member.group_code

),

stages as (

    select
        member.region_code,
        member.period_kind,
        member.period,
        member.group_kind,
        member.group_code,
        stage.stage_code,
        max(stage.stage_name_zh) as stage_name_zh,
        max(stage.stage_name_en) as stage_name_en,
        max(stage.owner) as owner,
        {{ dbt.bool_or('stage.is_parallel') }} as is_parallel,
        max(log.minimum_cases) as minimum_cases,
        count(*) as n,
        {{ exact_sum('stage.calendar_days') }} as calendar_days,
        {{ exact_mean('stage.calendar_days') }} as mean_days,
        {{ exact_mean('stage.work_days') }} as mean_work_days,
        {{ median_and_p90('stage.calendar_days') }} as quantiles
    from {{ ref('connection_member') }} as member
    inner join {{ ref('connection_stage') }} as stage on member.cell_no = stage.cell_no
    inner join {{ ref('case_log') }} as log on member.source_id = log.source_id
    group by
        member.region_code, member.period_kind, member.period, member.group_kind, member.group_code, stage.stage_code

)

select
    stages.region_code,
    stages.period_kind,
    stages.period,
    stages.group_kind,
    stages.group_code,
    stages.stage_code,
    stages.stage_name_zh,
    stages.stage_name_en,
    stages.owner,
    stages.is_parallel,
    whole.cases as n_cases,
    stages.n,
    case when stages.n >= stages.minimum_cases then 'A' else 'Q' end as status,
    case when stages.n >= stages.minimum_cases then stages.mean_days end as mean_days,
    case when stages.n >= stages.minimum_cases then {{ quantile_of('stages.quantiles', 'median') }} end as median_days,
    case when stages.n >= stages.minimum_cases then {{ quantile_of('stages.quantiles', 'p90') }} end as p90_days,
    case when stages.n >= stages.minimum_cases then stages.mean_work_days end as mean_work_days,
    case when stages.n >= stages.minimum_cases then stages.calendar_days / nullif(whole.whole_days, 0) end as share_of_time
from stages
inner join whole
    on stages.region_code = whole.region_code
    and stages.period = whole.period
    and stages.group_kind = whole.group_kind
    and stages.group_code = whole.group_code
