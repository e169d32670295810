{# A number that the reliability of supply depends on, from the seed. #}
{% macro reliability_parameter(name) -%}
    (select value from {{ ref('reliability_parameter') }} where parameter = '{{ name }}')
{%- endmacro %}

{# Seconds from one moment to a later one; the fraction is cut off. #}
{% macro seconds_between(first, last) -%}
    ({{ whole_quotient(microseconds(last) ~ ' - ' ~ microseconds(first), 1000000) }})
{%- endmacro %}

{# Join condition: which interruptions count in a scope of the seed. #}
{% macro in_scope(scope, interruption) -%}
    case {{ interruption }}.outage_type
        when 'fault' then {{ scope }}.with_fault
        when 'planned' then {{ scope }}.with_planned
        else {{ scope }}.with_limit
    end
    and ({{ scope }}.with_external or not {{ interruption }}.is_external)
{%- endmacro %}

{# Join condition: without major event days, or all of them. #}
{% macro in_med(med, interruption) -%}
    ({{ med }}.med = 'with' or not {{ interruption }}.is_major)
{%- endmacro %}

{# The two ways to look at major event days. #}
{% macro med_choices() -%}
    (select 'with' as med union all select 'without' as med)
{%- endmacro %}

{# The groups that interruptions are counted in beside the whole: each a column of `electricity_interruption`. #}
{% macro reliability_groups() -%}
    {{ return(['feeder', 'area_class', 'voltage']) }}
{%- endmacro %}

{# Kind and code of the group of a row made by grouping sets over `reliability_groups`; rows that name no part of the network
   have no code. #}
{% macro group_columns() -%}
    case
        {%- for name in reliability_groups() %}
        when grouping({{ name }}) = 0 then '{{ name }}'
        {%- endfor %}
        else 'all'
    end as group_kind,
    case
        {%- for name in reliability_groups() %}
        when grouping({{ name }}) = 0 then {{ name }}
        {%- endfor %}
        else 'all'
    end as group_code
{%- endmacro %}

{# The grouping sets themselves: the whole, and each group by itself. #}
{% macro group_sets(keys) -%}
    group by grouping sets (
        ({{ keys | join(', ') }})
        {%- for name in reliability_groups() %},
        ({{ keys | join(', ') }}, {{ name }})
        {%- endfor %}
    )
{%- endmacro %}

{# Places and years that are over whose duration and frequency of outages were counted in the log. #}
{% macro outages_of_years() -%}
    -- as Doing Business counts: everything sustained, major event days among them
    select region_code, period, saidi_hours, saifi, n, open_interruptions
    from {{ ref('reliability') }}
    where period_kind = 'year' and group_kind = 'all' and scope_code = 'all' and med = 'with'
        and saidi_hours is not null
        -- half a year would count as a good one
        and {{ last_day_of('period') }} < (select as_of from {{ ref('stg_build_context') }})
{%- endmacro %}

{# What an answer of the checklist stands on: the document and its page. #}
{% macro shown_evidence(answer) -%}
    case when {{ answer }}.evidence is null then null
        else concat({{ answer }}.evidence, {{ if_given(answer ~ '.evidence_page', ' p. ') }})
    end
{%- endmacro %}
