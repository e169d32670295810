{# The identifier of a document: the first twelve digits of its file's SHA-256, and the number of the member where an archive
   holds several. #}
{% macro document_id(file_sha256, row_number) -%}
    concat(
        substr({{ file_sha256 }}, 1, 12),
        case when {{ row_number }} > 1 then concat('-', {{ as_text(row_number) }}) else '' end
    )
{%- endmacro %}

{# Parts (pages, blocks, figures) of the documents in use on the build's date. #}
{% macro current_parts(table, columns) -%}
    select
        {{ document_id('part.file_sha256', 'part.row_number') }} as document_id,
        {%- for column in columns %}
        part.{{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ source('build', table) }} as part
    inner join {{ ref('stg_current_batch') }} as batch
        on part.source_id = batch.source_id
        and part.file_sha256 = batch.file_sha256
{%- endmacro %}
