{# The order of a case's events: of one moment the earlier delivery first, then the members of an archive by name, then rows.

   `of` stands before each column: an alias with its point. #}
{% macro order_of_events(of='') -%}
    {{ of }}occurred_at, {{ of }}delivery_no, {{ of }}member, {{ of }}event_order
{%- endmacro %}
