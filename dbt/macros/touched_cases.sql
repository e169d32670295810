{# Incremental models of cases: a case is computed anew, whole, when a batch that holds it came, changed or went. #}

{# Restricts a relation with source_id and case_id to the touched cases; nothing in a full build. #}
{% macro of_touched_cases(alias) -%}
    {%- set touched_case = ref('touched_case') -%}
    {%- if is_incremental() %}
    inner join {{ touched_case }} as touched
        on {{ alias }}.source_id = touched.source_id
        and {{ alias }}.case_id = touched.case_id
    {%- endif -%}
{%- endmacro %}

{# The strategy of these models: all rows of touched cases go, also of cases that no longer exist, then the new ones come. #}
{% macro get_incremental_touched_cases_sql(arguments) -%}
    {%- set columns = arguments['dest_columns'] | map(attribute='quoted') | join(', ') -%}
    delete from {{ arguments['target_relation'] }} as former
    where exists (
        select 1
        from {{ ref('touched_case') }} as touched
        where former.source_id = touched.source_id and former.case_id = touched.case_id
    );

    insert into {{ arguments['target_relation'] }} ({{ columns }})
    select {{ columns }} from {{ arguments['temp_relation'] }};
{%- endmacro %}
