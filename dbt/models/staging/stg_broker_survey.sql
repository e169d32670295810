-- one respondent may answer for both flows, and again in another year
select
    source_id,
    file_sha256,
    file_name,
    row_number,
    respondent,
    county_code,
    flow,
    preparer,
    packing,
    hs_code,
    cast(documentary_hours as double) as documentary_hours,
    cast(documentary_cost as double) as documentary_cost,
    currency,
    answered_on
from (
    {{ newest_rows('broker_survey', ['respondent', 'flow', 'answered_on'], in_archives=false) }}
) as newest
