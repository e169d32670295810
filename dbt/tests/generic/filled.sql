{# No row lacks a value in any of `columns`; what fails is named column by column. One pass, however many the columns. #}
{% test filled(model, columns) %}
with counted as (

    select
        {% for column in columns -%}
        sum(case when {{ column }} is null then 1 else 0 end) as {{ column }}
        {%- if not loop.last %},{% endif %}
        {% endfor %}
    from {{ model }}

)

{% for column in columns -%}
select '{{ column }}' as column_name, {{ column }} as empty_rows
from counted
where {{ column }} > 0
{% if not loop.last %}union all
{% endif %}
{%- endfor %}
{% endtest %}
