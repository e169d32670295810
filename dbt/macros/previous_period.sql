{# The same year, quarter or month one year earlier: what a period is compared with. A quarter beside the quarter before it
   would show the season, and an evaluation looks at whole years. #}
{% macro previous_period(period) -%}
    concat({{ as_text('cast(substr(' ~ period ~ ', 1, 4) as integer) - 1') }}, substr({{ period }}, 5))
{%- endmacro %}
