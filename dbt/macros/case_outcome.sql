{# How a case can end, numbered: when a case ends twice in one moment, the higher number prevails. #}
{% macro case_outcomes() -%}
    {{ return(['granted', 'refused', 'returned', 'void', 'not_accepted', 'withdrawn', 'revoked']) }}
{%- endmacro %}

{# The number of an outcome; 0 where the source does not state one. #}
{% macro outcome_number(outcome) -%}
    case {{ outcome }}
        {%- for name in case_outcomes() %} when '{{ name }}' then {{ loop.index }}{% endfor %} else 0
    end
{%- endmacro %}

{# The outcome of a number. #}
{% macro outcome_name(number) -%}
    case {{ number }}
        {%- for name in case_outcomes() %} when {{ loop.index }} then '{{ name }}'{% endfor %} when 0 then 'unstated'
    end
{%- endmacro %}

{# A number or a date as text. #}
{% macro as_text(value) -%}
    cast({{ value }} as {{ dbt.type_string() }})
{%- endmacro %}
