{# What engines say differently about lists of records. #}

{# One row per record of a list: the relation's `keys`, and `fields` of the record. #}
{% macro unnest_records(relation, keys, records, fields) -%}
    {{ return(adapter.dispatch('unnest_records', 'bizenv')(relation, keys, records, fields)) }}
{%- endmacro %}

{% macro duckdb__unnest_records(relation, keys, records, fields) -%}
select
    {{ keys | join(',\n    ') }},
    {%- for field in fields %}
    record.{{ field }}{{ ',' if not loop.last }}
    {%- endfor %}
from (
    select {{ keys | join(', ') }}, unnest({{ records }}) as record from {{ relation }}
) as unnested
{%- endmacro %}

{% macro spark__unnest_records(relation, keys, records, fields) -%}
select
    {{ keys | join(',\n    ') }},
    {%- for field in fields %}
    record.{{ field }}{{ ',' if not loop.last }}
    {%- endfor %}
from (
    select {{ keys | join(', ') }}, explode({{ records }}) as record from {{ relation }}
) as unnested
{%- endmacro %}
