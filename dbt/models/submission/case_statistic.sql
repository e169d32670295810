-- Ended cases by log, item, region, department and period: how many, how long, how punctual, at what trouble.
{%- set figures = [
    ('calendar_minutes', '1440.0', 'calendar_days'),
    ('work_days', '1.0', 'work_days'),
    ('work_minutes', '1.0', 'work_minutes'),
    ('process_microseconds', '1000000.0', 'process_seconds'),
] -%}
{%- set shares = [
    ('is_early', 'early_share'),
    ('is_instant', 'instant_share'),
    ('is_online', 'online_share'),
    ('is_first_pass', 'first_pass_share'),
    ('is_rework', 'rework_share'),
] -%}
{%- set counts = ['n', 'n_decided', 'withdrawn', 'refused', 'is_late', 'n_is_late', 'is_late_by_law', 'n_is_late_by_law'] -%}
{%- for name, label in shares -%}{%- do counts.extend([name, 'n_' ~ name]) -%}{%- endfor -%}
{%- do counts.extend(['steps', 'n_steps', 'corrections']) -%}
{%- for name, divisor, label in figures -%}{%- do counts.extend([name, 'n_' ~ name]) -%}{%- endfor %}
with members as (

    {{ group_members() }}

),

names as (

    {{ group_names() }}

),

months as (

    select
        members.group_no,
        cell.month_no,
        cell.quarter_no,
        cell.year_no,
        {%- for name in counts %}
        sum(cell.{{ name }}) as {{ name }},
        {%- endfor %}
        max(cell.minimum_cases) as minimum_cases
    from {{ ref('case_cell') }} as cell
    inner join members
        on {{ on_members('cell', 'members') }}
    group by members.group_no, cell.month_no, cell.quarter_no, cell.year_no

),

totals as (

    select
        group_no,
        'month' as period_kind,
        month_no as period_no,
        {%- for name in counts %}
        {{ name }},
        {%- endfor %}
        minimum_cases
    from months
    {%- for kind in ['quarter', 'year'] %}

    union all

    select
        group_no,
        '{{ kind }}' as period_kind,
        {{ kind }}_no as period_no,
        {%- for name in counts %}
        sum({{ name }}) as {{ name }},
        {%- endfor %}
        max(minimum_cases) as minimum_cases
    from months
    group by group_no, {{ kind }}_no
    {%- endfor %}

),

quantiles as (

    {% for kind in ['month', 'quarter', 'year'] -%}
    select * from {{ ref('case_quantile_' ~ kind) }}
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}

),

joined as (

    select
        totals.*,
        names.source_id,
        names.item_code,
        names.region_code,
        names.department_code,
        {%- for name, divisor, label in figures %}
        cast(totals.{{ name }} as double) / nullif(totals.n_{{ name }}, 0) as mean_{{ name }},
        quantiles.median_{{ name }},
        quantiles.p90_{{ name }},
        {%- endfor %}
        totals.n_decided >= totals.minimum_cases as is_enough,
        {{ as_text('totals.period_no') }} as period_text
    from totals
    inner join names on totals.group_no = names.group_no
    inner join quantiles
        on names.source_id = quantiles.source_id
        and names.item_code = quantiles.item_code
        and names.region_code = quantiles.region_code
        and names.department_code = quantiles.department_code
        and totals.period_kind = quantiles.period_kind
        and totals.period_no = quantiles.period_no

)

select
    source_id,
    item_code,
    region_code,
    department_code,
    period_kind,
    case period_kind
        when 'month' then concat(substr(period_text, 1, 4), '-', substr(period_text, 5, 2))
        when 'quarter' then concat(substr(period_text, 1, 4), '-Q', substr(period_text, 5, 1))
        else period_text
    end as period,
    cast(n as bigint) as n,
    cast(n_decided as bigint) as n_decided,
    -- figures of a handful of cases say more about the cases than about the service
    case when is_enough then 'A' else 'Q' end as status
    {%- for name, divisor, label in figures %},
    case when is_enough then mean_{{ name }} / nullif({{ divisor }}, 0) end as mean_{{ label }},
    case when is_enough then median_{{ name }} / nullif({{ divisor }}, 0) end as median_{{ label }},
    case when is_enough then p90_{{ name }} / nullif({{ divisor }}, 0) end as p90_{{ label }}
    {%- endfor %},
    case when is_enough then 1.0 - is_late / nullif(cast(n_is_late as double), 0) end as on_time_share,
    case when is_enough then 1.0 - is_late_by_law / nullif(cast(n_is_late_by_law as double), 0) end as on_time_by_law_share
    {%- for name, label in shares %},
    case when is_enough then {{ name }} / nullif(cast(n_{{ name }} as double), 0) end as {{ label }}
    {%- endfor %},
    case when n >= minimum_cases then withdrawn / nullif(cast(n as double), 0) end as withdrawn_share,
    case when n >= minimum_cases then refused / nullif(cast(n as double), 0) end as refused_share,
    case when is_enough then corrections / nullif(cast(n_decided as double), 0) end as mean_corrections,
    case when is_enough then steps / nullif(cast(n_steps as double), 0) end as mean_steps
from joined
