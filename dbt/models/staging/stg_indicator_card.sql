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
    denominator
from current_rows
