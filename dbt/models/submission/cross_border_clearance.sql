-- 货物整体通关时间 and 通关物流全程时间 as published (arithmetic mean), with what the mean hides, a year earlier, and the base of
-- the national compression targets.
with compared as (

    select
        figure.*,
        parameter.value as minimum_n,
        previous.n as n_previous,
        previous.mean_hours as mean_hours_previous,
        baseline.period as baseline_period,
        baseline.hours as national_baseline_hours,
        own_baseline.n as n_own_baseline,
        own_baseline.mean_hours as own_baseline_hours
    from {{ ref('clearance_figure') }} as figure
    inner join {{ ref('clearance_parameter') }} as parameter on parameter.parameter = 'minimum_n'
    left join {{ ref('clearance_figure') }} as previous
        on figure.definition_code = previous.definition_code
        and figure.region_code = previous.region_code
        and {{ previous_period('figure.period') }} = previous.period
        and figure.flow = previous.flow
        and figure.group_kind = previous.group_kind
        and figure.group_code = previous.group_code
    left join {{ ref('clearance_baseline') }} as baseline
        on figure.definition_code = baseline.definition_code
        and figure.flow = baseline.flow
        and baseline.is_reference
    left join {{ ref('clearance_figure') }} as own_baseline
        on baseline.period = own_baseline.period
        and figure.definition_code = own_baseline.definition_code
        and figure.region_code = own_baseline.region_code
        and figure.flow = own_baseline.flow
        and figure.group_kind = own_baseline.group_kind
        and figure.group_code = own_baseline.group_code

),

published as (

    -- a figure of a handful of declarations says more about them than about the port, today as a year ago
    select
        *,
        n >= minimum_n as is_enough,
        case when n_previous >= minimum_n then mean_hours_previous end as previous_hours,
        -- where the log reaches back to the base, the place is measured against itself
        case when n_own_baseline >= minimum_n then own_baseline_hours else national_baseline_hours end as base_hours,
        case
            when n_own_baseline >= minimum_n then 'own'
            when national_baseline_hours is not null then 'reference'
            else 'none'
        end as base_kind
    from compared

)

select
    published.region_code,
    published.period_kind,
    published.period,
    published.definition_code,
    published.flow,
    published.group_kind,
    published.group_code,
    coalesce(clearance_group.name_zh, district.name_zh, published.group_code) as group_name_zh,
    coalesce(clearance_group.name_en, district.name_en, published.group_code) as group_name_en,
    published.n,
    case
        when not published.is_enough then 'Q'
        -- what a period brings is known when it is over
        when {{ last_day_of('published.period') }} >= context.as_of then 'P'
        else 'A'
    end as status,
    case when not published.is_enough then 'too_few' end as reason,
    case when published.is_enough then published.mean_hours end as mean_hours,
    case when published.is_enough then published.median_hours end as median_hours,
    case when published.is_enough then published.p90_hours end as p90_hours,
    case when published.is_enough then published.trimmed_mean_hours end as trimmed_mean_hours,
    case when published.is_enough then published.trimmed_n end as trimmed_n,
    published.n_previous,
    published.previous_hours as mean_hours_previous,
    case when published.is_enough then published.mean_hours - published.previous_hours end as change_hours,
    case when published.is_enough
        then 100.0 * (published.mean_hours - published.previous_hours) / nullif(published.previous_hours, 0.0)
    end as change_percent,
    published.baseline_period,
    published.base_hours as baseline_hours,
    published.base_kind as baseline_kind,
    case when published.is_enough
        then 100.0 * (published.base_hours - published.mean_hours) / nullif(published.base_hours, 0.0)
    end as compression_percent
from published
cross join {{ ref('stg_build_context') }} as context
left join {{ ref('clearance_group') }} as clearance_group
    on published.group_kind = clearance_group.group_kind
    and published.group_code = clearance_group.group_code
left join {{ ref('customs_district') }} as district
    on published.group_kind in ('customs_district', 'border_port')
    and published.group_code = district.customs_code
