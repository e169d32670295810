{# What the measures of an observation model have in common: the CTEs named in `measures`, one below the other, as rows of
   measure and case (see docs/indicators.md).

   `observed_on`: expression of the day that places a row; `observation_key`: its case. A row whose amount is not known is
   left out: what nobody entered is no zero. `has_base`: whether the CTEs have a column `base`, for ratios. #}
{% macro observations_of(measures, observed_on, observation_key, has_base=true) -%}
    {% for measure in measures -%}
    select
        measure_code,
        county_code as region_code,
        {{ observed_on }} as observed_on,
        {{ observation_key }} as observation_key,
        cast(amount as double) as amount,
        {% if has_base %}cast(base as double){% else %}cast(null as double){% endif %} as base,
        source_id,
        file_sha256,
        file_name
    from {{ measure }}
    where amount is not null
    {% if not loop.last %}
    union all

    {% endif %}
    {%- endfor %}
{%- endmacro %}
