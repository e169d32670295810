{# What engines say differently about text. #}

{# One row per part of a separated text: the relation's key column and `part`. #}
{% macro split_to_rows(relation, key, text, separator) -%}
    {{ return(adapter.dispatch('split_to_rows', 'bizenv')(relation, key, text, separator)) }}
{%- endmacro %}

{% macro duckdb__split_to_rows(relation, key, text, separator) -%}
    select {{ key }}, unnest(string_split({{ text }}, '{{ separator }}')) as part from {{ relation }}
{%- endmacro %}

{% macro spark__split_to_rows(relation, key, text, separator) -%}
    select {{ key }}, explode(split({{ text }}, '{{ separator }}')) as part from {{ relation }}
{%- endmacro %}

{# One row per length and place at which two characters of a text of that length stand side by side; lengths are two or more. #}
{% macro pair_places(relation, length) -%}
    {{ return(adapter.dispatch('pair_places', 'bizenv')(relation, length)) }}
{%- endmacro %}

{% macro duckdb__pair_places(relation, length) -%}
    select {{ length }}, unnest(range(1, {{ length }})) as place from {{ relation }}
{%- endmacro %}

{% macro spark__pair_places(relation, length) -%}
    select {{ length }}, explode(sequence(cast(1 as bigint), cast({{ length }} - 1 as bigint))) as place from {{ relation }}
{%- endmacro %}

{# Aggregated text in a fixed order. #}
{% macro joined_text(expression, separator, order_by) -%}
    {{ return(adapter.dispatch('joined_text', 'bizenv')(expression, separator, order_by)) }}
{%- endmacro %}

{% macro duckdb__joined_text(expression, separator, order_by) -%}
    string_agg({{ expression }}, '{{ separator }}' order by {{ order_by }})
{%- endmacro %}

{% macro spark__joined_text(expression, separator, order_by) -%}
    array_join(sort_array(collect_list({{ expression }})), '{{ separator }}')
{%- endmacro %}

{# A stable identifier made of the parts that define a thing. #}
{% macro stable_id(prefix, parts) -%}
    concat('{{ prefix }}', substr(md5(concat_ws('|'
    {%- for part in parts %}, coalesce(cast({{ part }} as {{ dbt.type_string() }}), ''){% endfor -%}
    )), 1, 12))
{%- endmacro %}
