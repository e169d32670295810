{# Sums and means of doubles that come out the same in any order of the rows: decimals add up exactly. #}
{% macro exact_sum(value) -%}
    cast(sum(cast({{ value }} as decimal(38, 12))) as double)
{%- endmacro %}

{% macro exact_mean(value) -%}
    {{ exact_sum(value) }} / nullif(count({{ value }}), 0)
{%- endmacro %}
