{# The day on which the creditors of a closed insolvency case were paid; a case that pays nothing has none. #}
{% macro day_creditors_were_paid() -%}
    case
        when distributed_on is not null then distributed_on
        when paid_cny > 0 then concluded_on
    end
{%- endmacro %}
