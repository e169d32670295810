{# In each group of rows that agree in `columns`, the sum of the `parts` is the `whole`, to a billionth. A group with a part or a
   whole that is empty fails. #}
{% test parts_add_up(model, columns, parts, whole) %}
select
    {{ columns | join(', ') }},
    sum({{ parts | join(' + ') }}) as sum_of_parts,
    max({{ whole }}) as whole
from {{ model }}
group by {{ columns | join(', ') }}
having not coalesce(
    abs(sum({{ parts | join(' + ') }}) - max({{ whole }})) <= 1e-9 and count(*) = count({{ parts | join(' + ') }}), false
)
{% endtest %}
