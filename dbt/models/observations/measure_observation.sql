-- Every observation of every log; a view, for provenance.
{{ config(materialized='view') }}
{% for model in observation_models() -%}
select * from {{ ref(model) }}
{% if not loop.last %}union all
{% endif %}
{%- endfor %}
