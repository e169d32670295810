{# The identifier of a document: the first twelve digits of its file's SHA-256, and the number of the member where an archive
   holds several. #}
{% macro document_id(file_sha256, row_number) -%}
    concat(
        substr({{ file_sha256 }}, 1, 12),
        case when {{ row_number }} > 1 then concat('-', cast({{ row_number }} as {{ dbt.type_string() }})) else '' end
    )
{%- endmacro %}

{# Parts (pages, blocks, tables, figures, commitments) of the documents in use on the build's date, a row each. #}
{% macro current_parts(part, columns) -%}
with current_rows as (

    {{ current_rows('policy_document') }}

),

document as (

    select
        {{ document_id('file_sha256', 'row_number') }} as document_id,
        file_sha256,
        row_number,
        {{ part }} as part
    from current_rows

)

{{ unnest_records('document', ['document_id', 'file_sha256', 'row_number'], 'part', columns) }}
{%- endmacro %}
