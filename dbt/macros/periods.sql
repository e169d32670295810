{# The same year, quarter or month one year earlier: what a period is compared with. A quarter beside the quarter before it
   would show the season, and an evaluation looks at whole years. #}
{% macro previous_period(period) -%}
    concat({{ as_text('cast(substr(' ~ period ~ ', 1, 4) as integer) - 1') }}, substr({{ period }}, 5))
{%- endmacro %}

{# The last day of a year, quarter or month. #}
{% macro last_day_of(period) -%}
    case
        when length({{ period }}) = 4 then cast(concat({{ period }}, '-12-31') as date)
        when substr({{ period }}, 6) = 'Q1' then cast(concat(substr({{ period }}, 1, 4), '-03-31') as date)
        when substr({{ period }}, 6) = 'Q2' then cast(concat(substr({{ period }}, 1, 4), '-06-30') as date)
        when substr({{ period }}, 6) = 'Q3' then cast(concat(substr({{ period }}, 1, 4), '-09-30') as date)
        when substr({{ period }}, 6) = 'Q4' then cast(concat(substr({{ period }}, 1, 4), '-12-31') as date)
        else {{ dbt.last_day("cast(concat(" ~ period ~ ", '-01') as date)", 'month') }}
    end
{%- endmacro %}
