select
    source_id,
    file_sha256,
    file_name,
    row_number,
    period,
    county_code,
    area_class,
    voltage,
    feeder,
    customers,
    kva,
    customers_interrupted
from (
    {{ newest_rows(
        'electricity_customers', ['period', 'county_code', 'area_class', 'voltage', 'feeder'], in_archives=false
    ) }}
) as newest
