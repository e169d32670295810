with delivered as (

    select
        entry.*,
        row_number() over (
            partition by entry.county_code, entry.matter_code
            order by entry.received_on desc, entry.delivery_no desc
        ) as recency
    from (
        {{ current_rows('inspection_matter') }}
    ) as entry

)

select
    source_id,
    file_sha256,
    file_name,
    row_number,
    matter_code,
    matter_name,
    county_code,
    department_name,
    in_force_from,
    in_force_to
from delivered
where recency = 1
