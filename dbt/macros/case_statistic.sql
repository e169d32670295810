{# Parts of the statistic of cases: a group is a log, an item or all, a department or all, a county or the city above it, and
   a period of one kind. #}

{# The columns that name a group, with `kind` month, quarter or year and the column that numbers such periods. #}
{% macro statistic_place(kind, period_no) -%}
    source_id,
        case when grouping(item_code) = 1 then '*' else item_code end as item_code,
        case when grouping(county_code) = 1 then city_code else county_code end as region_code,
        case when grouping(department_code) = 1 then '*' else department_code end as department_code,
        '{{ kind }}' as period_kind,
        {{ period_no }} as period_no,
{%- endmacro %}

{# Its grouping: eight sets. A case that names the city alone has no county. #}
{% macro statistic_groups(period_no) -%}
    {%- set sets = [] -%}
    {%- for level in [['item_code', 'department_code'], ['item_code'], ['department_code'], []] -%}
    {%- for region in ['county_code', 'city_code'] -%}
        {%- do sets.append('(' ~ (['source_id'] + level + [region, period_no]) | join(', ') ~ ')') -%}
    {%- endfor -%}
    {%- endfor -%}
    group by grouping sets (
        {{ sets | join(',\n        ') }}
    )
    having grouping(county_code) = 1 or county_code is not null
{%- endmacro %}

{# Median and ninth decile of each group. They cannot be rolled up from parts: every value stays in memory until its groups
   are whole, so each kind of period is a table of its own, made one after the other. #}
{% macro case_quantiles(kind, period_no) -%}
    {%- set figures = ['calendar_minutes', 'work_days', 'work_minutes', 'process_microseconds'] -%}
with grouped as (

    select
        {{ statistic_place(kind, period_no) }}
        {%- for name in figures %}
        {{ median_and_p90(name) }} as quantiles_{{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('case_ended') }}
    {%- set periods = touched_periods(period_no) %}
    {%- if is_incremental() %}
    where {{ period_no }} in ({{ periods }})
    {%- endif %}
    {{ statistic_groups(period_no) }}

)

select
    source_id,
    item_code,
    region_code,
    department_code,
    period_kind,
    period_no
    {%- for name in figures %},
    {{ quantile_of('quantiles_' ~ name, 'median') }} as median_{{ name }},
    {{ quantile_of('quantiles_' ~ name, 'p90') }} as p90_{{ name }}
    {%- endfor %}
from grouped
{%- endmacro %}
