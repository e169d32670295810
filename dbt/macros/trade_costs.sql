{# Yuan for one unit of `currency`, from left joins `month` and `year` to charge_rate: that of the month where there is one.
   A currency without a rate, or without a name, has none and is never taken for yuan. #}
{% macro cny_rate(currency, month, year) -%}
    case when {{ currency }} = 'CNY' then 1.0 else coalesce({{ month }}.cny_per_unit, {{ year }}.cny_per_unit) end
{%- endmacro %}

{# Left joins of charge_rate as `name`_month and `name`_year for an amount of `currency` of a firm in `region` on `day`. #}
{% macro rates_of(name, currency, region, day) -%}
    left join {{ ref('charge_rate') }} as {{ name }}_month
        on {{ currency }} = {{ name }}_month.currency
        and {{ region }} = {{ name }}_month.region_code
        and {{ month_text(day) }} = {{ name }}_month.period
    left join {{ ref('charge_rate') }} as {{ name }}_year
        on {{ currency }} = {{ name }}_year.currency
        and {{ region }} = {{ name }}_year.region_code
        and {{ year_text(day) }} = {{ name }}_year.period
{%- endmacro %}

{# Each row of `relation` (with county_code and `day`) once for every place and year, quarter and month it counts in: gives
   its columns, region_code, period_kind and period. #}
{% macro in_trade_periods(relation, day) -%}
    select
        counted.*,
        place.place_code as region_code,
        grain.period_kind,
        case grain.period_kind
            when 'year' then {{ year_text('counted.' ~ day) }}
            when 'quarter' then {{ quarter_text('counted.' ~ day) }}
            else {{ month_text('counted.' ~ day) }}
        end as period
    from {{ relation }} as counted
    inner join {{ ref('place_of_region') }} as place on counted.county_code = place.region_code
    cross join (
        select 'year' as period_kind
        union all
        select 'quarter' as period_kind
        union all
        select 'month' as period_kind
    ) as grain
{%- endmacro %}

{# Each row of `relation` (with profile_code) once for all shipments, and once more for the standard profile if it is of it:
   gives its columns, group_kind and group_code. `by_port`: and once for its port_code. #}
{% macro in_trade_groups(relation, by_port=false) -%}
    (
        select every.*, 'all' as group_kind, 'all' as group_code
        from {{ relation }} as every
        union all
        select comparable.*, 'profile' as group_kind, comparable.profile_code as group_code
        from {{ relation }} as comparable
        where comparable.profile_code is not null
        {%- if by_port %}
        union all
        select at_port.*, 'port' as group_kind, at_port.port_code as group_code
        from {{ relation }} as at_port
        {%- endif %}
    )
{%- endmacro %}

{# A number of the models of trade costs (seed trade_cost_parameter). #}
{% macro trade_cost_parameter(name) -%}
    (select max(value) from {{ ref('trade_cost_parameter') }} where parameter = '{{ name }}')
{%- endmacro %}

{# Hours between two moments, 24 a day. #}
{% macro hours_from(begun_at, ended_at) -%}
    ({{ microseconds(ended_at) }} - {{ microseconds(begun_at) }}) / 3600000000.0
{%- endmacro %}

{# An item by its name, however its blanks, brackets and letters are written: nobody is accused for a bracket. #}
{% macro item_key(name) -%}
    lower(replace(replace(replace(replace({{ name }}, ' ', ''), '　', ''), '（', '('), '）', ')'))
{%- endmacro %}
