{# Scores are ranked unrounded. Adding the same numbers in another order can differ in the last bit of a double; the ninth
   decimal is far below anything a score means and far above that noise, so equal scores tie. #}
{% macro rank_key(score) -%}
    cast({{ score }} as decimal(18, 9))
{%- endmacro %}

{# Weights and weighted scores are added as decimals (fifteen places for weights, twelve for scores, far below what either
   means): the sum then does not depend on the order of its terms, 0.55 x 100 + 0.45 x 100 is 100 and no bit more, and the
   same rows always give the same bits. #}
{% macro sum_of_weights(weight) -%}
    cast(sum(cast({{ weight }} as decimal(18, 15))) as double)
{%- endmacro %}

{% macro weighted_sum(weight, score) -%}
    cast(sum(cast({{ weight }} as decimal(18, 15)) * cast({{ score }} as decimal(18, 12))) as double)
{%- endmacro %}

{# Decimals written in a figure's text: 15.30 has two, 15.3 % one. #}
{% macro decimals_written(text) -%}
    case
        when position('.' in {{ text }}) > 0
            then length(trim(replace({{ text }}, '%', ''))) - position('.' in {{ text }})
        else 0
    end
{%- endmacro %}
