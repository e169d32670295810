{# Incremental tables of periods: a period is computed anew when a touched case ends in it or did so
   in the former build. #}

{# The touched periods of one kind; `period_no` numbers them: month_no, quarter_no or year_no. #}
{% macro touched_periods(period_no) -%}
    select
        {%- if period_no == 'month_no' %} month_no
        {%- elif period_no == 'quarter_no' %}
        {{ whole_quotient('month_no', 100) }} * 10 + {{ whole_quotient('mod(month_no, 100) + 2', 3) }}
        {%- else %} {{ whole_quotient('month_no', 100) }}
        {%- endif %}
    from {{ ref('touched_month') }}
{%- endmacro %}

{# Restricts a relation with a column `period_no` to the touched periods; nothing in a full build. #}
{% macro of_touched_periods(period_no) -%}
    {%- set periods = touched_periods(period_no) -%}
    {%- if is_incremental() %}
    where {{ period_no }} in ({{ periods }})
    {%- endif -%}
{%- endmacro %}

{# The strategy of these models: all rows of touched periods go, then the new ones come. The model's configuration names
   the number of its periods, `period_no`, and the column that holds it where that has another name, `kept_as`. #}
{% macro get_incremental_touched_periods_sql(arguments) -%}
    {%- set columns = arguments['dest_columns'] | map(attribute='quoted') | join(', ') -%}
    delete from {{ arguments['target_relation'] }}
    where {{ config.get('kept_as', 'period_no') }} in ({{ touched_periods(config.require('period_no')) }});

    insert into {{ arguments['target_relation'] }} ({{ columns }})
    select {{ columns }} from {{ arguments['temp_relation'] }};
{%- endmacro %}
