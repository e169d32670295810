-- Every figure of every measure, whatever its indicator and route.
{{ config(materialized='view') }}
{% for model in indicator_models().values() -%}
select * from {{ ref(model) }}
union all
{% endfor -%}
select * from {{ ref('further_measure') }}
