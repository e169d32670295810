{# What engines say differently about time. Durations are whole minutes; rounding belongs to presentation. #}

{# The year of a moment, as the text of a period. #}
{% macro year_text(moment) -%}
    cast(cast(extract(year from {{ moment }}) as int) as {{ dbt.type_string() }})
{%- endmacro %}

{# A date some days later. #}
{% macro days_later(day, days) -%}
    cast({{ dbt.dateadd('day', days, day) }} as date)
{%- endmacro %}

{# Whole days from one date to another. #}
{% macro days_between(first_day, last_day) -%}
    {{ dbt.datediff(first_day, last_day, 'day') }}
{%- endmacro %}

{# The day of a moment. #}
{% macro day_of(moment) -%}
    cast({{ moment }} as date)
{%- endmacro %}

{# Minutes since midnight; seconds are cut off. #}
{% macro minute_of_day(moment) -%}
    (cast(extract(hour from {{ moment }}) as int) * 60 + cast(extract(minute from {{ moment }}) as int))
{%- endmacro %}

{# The month of a moment as the text of a period: 2021-06. #}
{% macro month_text(moment) -%}
    concat({{ year_text(moment) }}, '-', lpad(cast(cast(extract(month from {{ moment }}) as int) as {{ dbt.type_string() }}), 2, '0'))
{%- endmacro %}

{# The quarter of a moment as the text of a period: 2021-Q3. #}
{% macro quarter_text(moment) -%}
    concat({{ year_text(moment) }}, '-Q', cast(cast(extract(quarter from {{ moment }}) as int) as {{ dbt.type_string() }}))
{%- endmacro %}
