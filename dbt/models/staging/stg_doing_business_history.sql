with current_rows as (

    {{ current_rows('doing_business_history') }}

)

select
    source_id,
    file_sha256,
    file_name,
    received_on,
    delivery_no,
    row_number,
    region_code,
    region_name,
    period,
    series_code,
    concept,
    unit,
    value,
    status,
    raw_text,
    cast(null as double) as numerator,
    cast(null as double) as denominator,
    cast(null as {{ dbt.type_string() }}) as publisher,
    cast(null as date) as published_on,
    false as is_revision
from current_rows
