with current_rows as (

    {{ current_rows('indicator_card') }}

)

select
    source_id,
    file_sha256,
    file_name,
    received_on,
    delivery_no,
    row_number,
    region_code,
    cast(null as {{ dbt.type_string() }}) as region_name,
    period,
    series_code,
    'value' as concept,
    unit,
    value,
    status,
    raw_text,
    numerator,
    denominator,
    publisher,
    published_on,
    -- numbered as a revision, or called one in the remark
    coalesce(revision, 0) > 0
    or position('修订' in coalesce(note, '')) > 0
    or position('更正' in coalesce(note, '')) > 0 as is_revision
from current_rows
