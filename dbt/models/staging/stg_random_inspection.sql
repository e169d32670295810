-- an inspection that was drawn and not carried out has no time, and none is made up
select
    source_id,
    file_sha256,
    file_name,
    member,
    row_number,
    check_no,
    plan_id,
    task_id,
    agencies,
    county_code,
    matter_code,
    subject_uscc,
    result,
    drawn_at,
    checked_at,
    published_at
from (
    {{ newest_rows('random_inspection', ['check_no']) }}
) as newest
