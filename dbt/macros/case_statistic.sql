{# Parts of the statistic of cases: a group is a log, an item or all, a department or all, a county or the city
   above it. Which cases a group holds stands in case_group; groups that hold the same cases have one number and are
   computed once. #}

{# The number of each group that the cases of a log, item, department and place count in. #}
{% macro group_members() -%}
    select
        source_id,
        item_code,
        department_code,
        place_code,
        group_no
    from {{ ref('case_group') }}
    group by source_id, item_code, department_code, place_code, group_no
{%- endmacro %}

{# Join condition of `cases` and `members`. #}
{% macro on_members(cases, members) -%}
    {{ cases }}.source_id = {{ members }}.source_id
        and {{ cases }}.item_code = {{ members }}.item_code
        and {{ cases }}.department_code = {{ members }}.department_code
        and {{ cases }}.place_code = {{ members }}.place_code
{%- endmacro %}

{# The names of each group number. #}
{% macro group_names() -%}
    select
        group_no,
        source_id,
        group_item_code as item_code,
        group_region_code as region_code,
        group_department_code as department_code
    from {{ ref('case_group') }}
    group by group_no, source_id, group_item_code, group_region_code, group_department_code
{%- endmacro %}

{# Median and ninth decile of each group in each period. They cannot be rolled up from parts: every value stays in
   memory until its groups are whole, so each `kind` of period is a table of its own, made one after the other. #}
{% macro case_quantiles(kind, period_no) -%}
    {%- set figures = ['calendar_minutes', 'work_days', 'work_minutes', 'process_microseconds'] -%}
with ended as (

    select *
    from {{ ref('case_ended') }}
    {{ of_touched_periods(period_no) }}

),

members as (

    {{ group_members() }}

),

names as (

    {{ group_names() }}

),

grouped as (

    select
        members.group_no,
        ended.{{ period_no }} as period_no,
        {%- for name in figures %}
        {{ median_and_p90('ended.' ~ name) }} as quantiles_{{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from ended
    inner join members
        on {{ on_members('ended', 'members') }}
    group by members.group_no, ended.{{ period_no }}

)

select
    names.source_id,
    names.item_code,
    names.region_code,
    names.department_code,
    '{{ kind }}' as period_kind,
    grouped.period_no
    {%- for name in figures %},
    {{ quantile_of('grouped.quantiles_' ~ name, 'median') }} as median_{{ name }},
    {{ quantile_of('grouped.quantiles_' ~ name, 'p90') }} as p90_{{ name }}
    {%- endfor %}
from grouped
inner join names on grouped.group_no = names.group_no
{%- endmacro %}
