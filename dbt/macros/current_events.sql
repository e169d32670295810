{# Events of a log that are in use on the build's date: the rows of the batches in force, as later deliveries corrected them.

   Gives all columns of the batches, the delivery each row came by, and `recency`: keep the rows with recency = 1.
   `correction` is the contract's `log.corrections`:
     case  of a case that several deliveries hold, the rows of the last of them;
     row   of the rows with one `identity` (the contract's key), the last delivered;
     none  an event that several deliveries hold (equal in `identity`) once, as often as one of them holds it.
   Only cases that stand in more than one batch in force need a decision: all other rows pass without a sort. #}
{% macro current_events(source_id, correction, identity=[]) -%}
    {%- if correction == 'case' -%}
    select
        delivered.*,
        coalesce(overlap.recency, 1) as recency
    from ({{ current_rows(source_id) }}) as delivered
    left join {{ ref('stg_case_overlap') }} as overlap
        on delivered.source_id = overlap.source_id
        and delivered.case_id = overlap.case_id
        and delivered.file_sha256 = overlap.file_sha256
    {%- else -%}
    {%- set shared_cases -%}
        select case_id from {{ ref('stg_case_overlap') }} where source_id = '{{ source_id }}' group by case_id
    {%- endset -%}
    select
        delivered.*,
        {{- ' 1 as copy_no,' if correction == 'none' }}
        1 as recency
    from ({{ current_rows(source_id) }}) as delivered
    left join ({{ shared_cases }}) as shared on delivered.case_id = shared.case_id
    where shared.case_id is null

    union all

    select
        *,
        row_number() over (
            partition by {{ identity | join(', ') }}{{ ', copy_no' if correction == 'none' }}
            order by received_on desc, delivery_no desc, coalesce(member, '') desc, row_number desc
        ) as recency
    from (
        select
            delivered.*
            {%- if correction == 'none' %},
            row_number() over (
                partition by delivered.file_sha256 {%- for name in identity %}, delivered.{{ name }}{% endfor %}
                order by coalesce(delivered.member, ''), delivered.row_number
            ) as copy_no
            {%- endif %}
        from ({{ current_rows(source_id) }}) as delivered
        inner join ({{ shared_cases }}) as shared on delivered.case_id = shared.case_id
    ) as candidate
    {%- endif -%}
{%- endmacro %}
