-- a registration delivered again says what became of the pledge; it is one pledge all the same
select
    source_id,
    file_sha256,
    file_name,
    member,
    row_number,
    registration_no,
    right_type,
    uscc,
    pledgee,
    county_code,
    rights,
    amount as amount_cny,
    registered_on,
    released_on,
    state
from (
    {{ newest_rows('ip_pledge', ['registration_no']) }}
) as newest
