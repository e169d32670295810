-- what the caller answered when called back; who was not reached or gave no opinion has answered nothing
select
    source_id,
    file_sha256,
    file_name,
    member,
    row_number,
    case_no,
    first_case_no,
    channel,
    appeal_type,
    concern,
    class_1,
    class_2,
    class_3,
    county_code,
    handling_office,
    limit_work_days,
    registered_at,
    dispatched_at,
    signed_at,
    finished_at,
    called_back_at,
    case responded when 'yes' then true when 'no' then false end as is_responded,
    case solved when 'yes' then true when 'no' then false end as is_solved,
    case when satisfaction <> 'none' then cast(satisfaction as int) end as satisfaction,
    state
from (
    {{ newest_rows('hotline_case', ['case_no']) }}
) as newest
