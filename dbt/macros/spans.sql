{# Spans of a case that touch or overlap get one `island_no`: their union is the first beginning and the last end of each.

   `spans` is a relation with source_id, case_id and the two moments, neither empty. #}
{% macro span_islands(spans, begun_at, ended_at) -%}
    select
        *,
        sum(case when {{ begun_at }} <= covered_to then 0 else 1 end) over (
            partition by source_id, case_id order by {{ begun_at }}, {{ ended_at }}
            rows between unbounded preceding and current row
        ) as island_no
    from (
        select
            *,
            max({{ ended_at }}) over (
                partition by source_id, case_id order by {{ begun_at }}, {{ ended_at }}
                rows between unbounded preceding and 1 preceding
            ) as covered_to
        from {{ spans }}
    ) as covered
{%- endmacro %}
