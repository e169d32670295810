{# Incremental models of cases: a case is computed anew, whole, when a batch that holds it came, changed or went. #}

{# Restricts a relation with source_id and case_id to the touched cases; nothing in a full build. #}
{% macro of_touched_cases(alias) -%}
    {%- set touched_case = ref('touched_case') -%}
    {%- if is_incremental() %}
    inner join {{ touched_case }} as touched
        on {{ alias }}.source_id = touched.source_id
        and {{ alias }}.case_id = touched.case_id
    {%- endif -%}
{%- endmacro %}

{# The strategy of these models: all rows of touched cases go, also of cases that no longer exist, then the new ones come. #}
{% macro get_incremental_touched_cases_sql(arguments) -%}
    {%- set columns = arguments['dest_columns'] | map(attribute='quoted') | join(', ') -%}
    delete from {{ arguments['target_relation'] }} as former
    where exists (
        select 1
        from {{ ref('touched_case') }} as touched
        where former.source_id = touched.source_id and former.case_id = touched.case_id
    );

    insert into {{ arguments['target_relation'] }} ({{ columns }})
    select {{ columns }} from {{ arguments['temp_relation'] }};
{%- endmacro %}

{# Incremental tables of periods: a period is computed anew when a touched case ends in it, or did in the former build. #}

{# The touched periods of one kind; `period_no` numbers them. #}
{% macro touched_periods(period_no) -%}
    select ended.{{ period_no }} as period_no
    from {{ ref('case_ended') }} as ended
    inner join {{ ref('touched_case') }} as touched
        on ended.source_id = touched.source_id
        and ended.case_id = touched.case_id
    union
    select
        {%- if period_no == 'month_no' %} month_no
        {%- elif period_no == 'quarter_no' %} {{ whole_quotient('month_no', 100) }} * 10 + {{ whole_quotient('mod(month_no, 100) + 2', 3) }}
        {%- else %} {{ whole_quotient('month_no', 100) }}
        {%- endif %} as period_no
    from {{ ref('touched_period') }}
{%- endmacro %}

{# The strategy of these models. #}
{% macro get_incremental_touched_periods_sql(arguments) -%}
    {%- set columns = arguments['dest_columns'] | map(attribute='quoted') | join(', ') -%}
    delete from {{ arguments['target_relation'] }}
    where period_no in ({{ touched_periods(config.require('period_no')) }});

    insert into {{ arguments['target_relation'] }} ({{ columns }})
    select {{ columns }} from {{ arguments['temp_relation'] }};
{%- endmacro %}
