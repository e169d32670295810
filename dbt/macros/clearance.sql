{# What declarations are grouped by: the kind, and the column of clearance_declaration that holds the group's code. #}
{% macro clearance_groups() -%}
    {{ return({
        'all': "'all'",
        'customs_district': 'declared_at_customs',
        'border_port': 'border_customs',
        'transport_mode': 'transport_mode',
        'supervision_mode': 'supervision_mode',
        'lane': 'lane_code',
        'company_size': 'company_size',
        'aeo': 'aeo_group',
        'inspection': 'inspection_group',
        'place': 'place_group',
    }) }}
{%- endmacro %}

{# The code of each declaration's group of the kind that `kinds` (a row of clearance_group_kinds) names. #}
{% macro clearance_group_code(kind) -%}
    case {{ kind }}
        {%- for name, code in clearance_groups().items() %}
        when '{{ name }}' then {{ code }}
        {%- endfor %}
    end
{%- endmacro %}

{# One row per kind of group, to be joined with declarations or with counts of them. #}
{% macro clearance_group_kinds() -%}
    {%- for name in clearance_groups() %}
    select '{{ name }}' as group_kind
    {%- if not loop.last %} union all{% endif %}
    {%- endfor %}
{%- endmacro %}

{# One row per kind of period. #}
{% macro period_kinds() -%}
    select 'month' as period_kind union all select 'quarter' as period_kind union all select 'year' as period_kind
{%- endmacro %}

{# The month, quarter or year of a month's text (2021-06), as `kind` says. #}
{% macro period_of_month(month, kind) -%}
    case {{ kind }}
        when 'month' then {{ month }}
        when 'year' then substr({{ month }}, 1, 4)
        else concat(
            substr({{ month }}, 1, 4), '-Q',
            case
                when substr({{ month }}, 6) <= '03' then '1'
                when substr({{ month }}, 6) <= '06' then '2'
                when substr({{ month }}, 6) <= '09' then '3'
                else '4'
            end
        )
    end
{%- endmacro %}

{# A number of clearance_parameter. #}
{% macro clearance_parameter(name) -%}
    (select max(value) from {{ ref('clearance_parameter') }} where parameter = '{{ name }}')
{%- endmacro %}

{# Whole seconds from one moment to another; NULL where one is not known. #}
{% macro seconds_from(first, last) -%}
    cast({{ whole_quotient(microseconds(last) ~ ' - ' ~ microseconds(first), '1000000') }} as integer)
{%- endmacro %}

{# The moments of a shipment in their order, and the columns that hold them. #}
{% macro clearance_milestones() -%}
    {{ return({
        'arrive': 'arrive_at',
        'declare': 'declared_at',
        'accept': 'accept_at',
        'inspect': 'inspection_finished_at',
        'pay_tax': 'tax_paid_at',
        'release': 'release_at',
        'leave': 'leave_at',
    }) }}
{%- endmacro %}
