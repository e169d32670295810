-- ratings that the system entered itself stay in, marked
select
    source_id,
    file_sha256,
    file_name,
    member,
    row_number,
    case_no,
    rating_no,
    item_code,
    department_code,
    county_code,
    channel,
    cast(satisfaction as int) as satisfaction,
    is_default,
    transacted_at,
    evaluated_at,
    called_back_at,
    mended_at
from (
    {{ newest_rows('service_rating', ['case_no', 'rating_no']) }}
) as newest
