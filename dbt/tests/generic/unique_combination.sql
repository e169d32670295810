{#- Rows that share the values of `columns` with another row. NULLs count as equal, unlike in a
    database's own unique constraint, because two keys with the same hole are one key written twice. -#}
{% test unique_combination(model, columns) %}

select
    {{ columns | join(', ') }},
    count(*) as copies
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1

{% endtest %}
