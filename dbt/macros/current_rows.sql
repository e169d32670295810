{# Rows of a source's batches that are in use on the build's date, with the delivery each came by. #}
{% macro current_rows(source_id) -%}
    select
        rows_in_batch.*,
        batch.file_name,
        batch.received_on,
        batch.delivery_no
    from {{ source('raw', source_id) }} as rows_in_batch
    inner join {{ ref('stg_current_batch') }} as batch
        on rows_in_batch.source_id = batch.source_id
        and rows_in_batch.file_sha256 = batch.file_sha256
{%- endmacro %}
