{# What engines say differently about spans of time, bits and quantiles. #}

{# A moment as whole microseconds since 1970. #}
{% macro microseconds(moment) -%}
    {{ return(adapter.dispatch('microseconds', 'bizenv')(moment)) }}
{%- endmacro %}

{% macro duckdb__microseconds(moment) -%}
    epoch_us({{ moment }})
{%- endmacro %}

{% macro spark__microseconds(moment) -%}
    unix_micros({{ moment }})
{%- endmacro %}

{# The moment of a number of microseconds since 1970. #}
{% macro moment_of(microseconds) -%}
    {{ return(adapter.dispatch('moment_of', 'bizenv')(microseconds)) }}
{%- endmacro %}

{% macro duckdb__moment_of(microseconds) -%}
    make_timestamp({{ microseconds }})
{%- endmacro %}

{% macro spark__moment_of(microseconds) -%}
    timestamp_micros({{ microseconds }})
{%- endmacro %}

{# The quotient of two whole numbers, cut off. #}
{% macro whole_quotient(dividend, divisor) -%}
    {{ return(adapter.dispatch('whole_quotient', 'bizenv')(dividend, divisor)) }}
{%- endmacro %}

{% macro duckdb__whole_quotient(dividend, divisor) -%}
    ({{ dividend }}) // {{ divisor }}
{%- endmacro %}

{% macro spark__whole_quotient(dividend, divisor) -%}
    (({{ dividend }}) div {{ divisor }})
{%- endmacro %}

{# Median and ninth decile of a group in one state (interpolated between neighbours), to be read with `quantile_of`. #}
{% macro median_and_p90(value) -%}
    {{ return(adapter.dispatch('median_and_p90', 'bizenv')(value)) }}
{%- endmacro %}

{% macro duckdb__median_and_p90(value) -%}
    quantile_cont({{ value }}, [0.5, 0.9])
{%- endmacro %}

{% macro spark__median_and_p90(value) -%}
    percentile({{ value }}, array(0.5, 0.9))
{%- endmacro %}

{# One of the quantiles that `median_and_p90` gave: 'median' or 'p90'. #}
{% macro quantile_of(quantiles, name) -%}
    {{ return(adapter.dispatch('quantile_of', 'bizenv')(quantiles, {'median': 1, 'p90': 2}[name])) }}
{%- endmacro %}

{% macro duckdb__quantile_of(quantiles, place) -%}
    {{ quantiles }}[{{ place }}]
{%- endmacro %}

{% macro spark__quantile_of(quantiles, place) -%}
    element_at({{ quantiles }}, {{ place }})
{%- endmacro %}
