{#
Working time as a difference of two look-ups in working_calendar.

Join the calendar once per moment, by equality, and always with a left join, so that a moment of an unpublished year
keeps its case and gives NULL:

    left join {{ ref('working_calendar') }} as accepted on {{ on_calendar('accepted', "clock.calendar_code", 'accepted_at') }}
    left join {{ ref('working_calendar') }} as finished on {{ on_calendar('finished', "clock.calendar_code", 'finished_at') }}
    left join {{ ref('working_calendar') }} as due on {{ due_day('due', 'accepted', 'promised_days + paused_work_days') }}

Moments are Asia/Shanghai. Seconds are cut off at both ends, as a clock that shows minutes does.
A difference over a year without a notice cannot occur: the methodology check refuses a hole between published years.
#}

{# Join condition: the row of `calendar` for the day of `moment`. #}
{% macro on_calendar(calendar, calendar_code, moment) -%}
    {{ calendar }}.calendar_code = {{ calendar_code }} and {{ calendar }}.calendar_day = {{ day_of(moment) }}
{%- endmacro %}

{# Working days from one day to another; the day of the beginning does not count, that of the end does. #}
{% macro work_days_between(start_calendar, end_calendar) -%}
    ({{ end_calendar }}.work_days_to - {{ start_calendar }}.work_days_to)
{%- endmacro %}

{# Join condition: the day on which a limit of `work_days` ends that began on the day of `start_calendar`. #}
{% macro due_day(due_calendar, start_calendar, work_days) -%}
    {{ due_calendar }}.calendar_code = {{ start_calendar }}.calendar_code
    and {{ due_calendar }}.is_workday
    and {{ due_calendar }}.work_days_to = {{ start_calendar }}.work_days_to + {{ work_days }}
{%- endmacro %}

{# Working minutes from the calendar's first day to `moment`, whose day `calendar` stands for. #}
{% macro work_minutes_before(moment, calendar) -%}
    ({{ calendar }}.work_minutes_before + case when {{ calendar }}.is_workday then
        {{ _minutes_inside(moment, calendar, 'morning') }} + {{ _minutes_inside(moment, calendar, 'afternoon') }}
    else 0 end)
{%- endmacro %}

{# Working minutes between two moments. #}
{% macro work_minutes_between(start_at, start_calendar, end_at, end_calendar) -%}
    ({{ work_minutes_before(end_at, end_calendar) }} - {{ work_minutes_before(start_at, start_calendar) }})
{%- endmacro %}

{% macro _minutes_inside(moment, calendar, half) -%}
    (greatest({{ calendar }}.{{ half }}_from, least({{ calendar }}.{{ half }}_to, {{ minute_of_day(moment) }}))
        - {{ calendar }}.{{ half }}_from)
{%- endmacro %}

{# The year of a moment that lies in no published calendar, as text; NULL when all is well or there is no moment. #}
{% macro unpublished_year(moment, calendar) -%}
    case when {{ moment }} is not null and {{ calendar }}.calendar_day is null then {{ year_text(moment) }} end
{%- endmacro %}
