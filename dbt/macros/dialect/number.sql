{# Scores are ranked unrounded. Adding the same numbers in another order can differ in the last bit of a double; the ninth
   decimal is far below anything a score means and far above that noise, so equal scores tie. #}
{% macro rank_key(score) -%}
    cast({{ score }} as decimal(18, 9))
{%- endmacro %}

{# Decimals written in a figure's text: 15.30 has two. #}
{% macro decimals_written(text) -%}
    case when position('.' in {{ text }}) > 0 then length({{ text }}) - position('.' in {{ text }}) else 0 end
{%- endmacro %}
