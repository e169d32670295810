select
    source_id,
    file_sha256,
    file_name,
    row_number,
    period,
    county_code,
    size_class,
    enterprises
from (
    {{ newest_rows('survey_frame', ['period', 'county_code', 'size_class'], in_archives=false) }}
) as newest
