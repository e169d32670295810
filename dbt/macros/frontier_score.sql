{# Distance to the frontier, 0 to 100, one formula for both directions: clip((worst - x) / (worst - best), 0, 1) to a power.
   Source: Doing Business 2020, chapter on scoring; `power` is 0.8 for the total tax and contribution rate, else 1. #}
{% macro frontier_score(value, best, worst, power) -%}
    -- greatest and least pass over NULL: without the guard a missing value would score full marks
    case when {{ value }} is not null then 100.0 * power(
        greatest(0.0, least(1.0, ({{ worst }} - {{ value }}) / nullif({{ worst }} - {{ best }}, 0.0))),
        {{ power }}
    ) end
{%- endmacro %}
