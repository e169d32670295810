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

{# Rows of a source in use, of each key the one delivered last: a later file brings a case forward or corrects it.

   `in_archives`: rows of a log may stand in a member of an archive; those of other sources never do. #}
{% macro newest_rows(source_id, key, in_archives=true) -%}
    select * from (
        select
            delivered.*,
            row_number() over (
                partition by {{ key | join(', ') }}
                order by received_on desc, delivery_no desc, {% if in_archives %}coalesce(member, '') desc, {% endif %}row_number desc
            ) as recency
        from (
            {{ current_rows(source_id) }}
        ) as delivered
    ) as ordered
    where recency = 1
{%- endmacro %}
