-- the status says whether there is an answer: a refusal has none
select
    source_id,
    file_sha256,
    file_name,
    row_number,
    respondent,
    uscc as company,
    county_code,
    size_class,
    question_code,
    value as answer,
    status,
    answered_on,
    mode
from (
    {{ newest_rows('enterprise_survey', ['respondent', 'question_code'], in_archives=false) }}
) as newest
