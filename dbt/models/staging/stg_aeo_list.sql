-- a grade delivered again says how it ended
select
    source_id,
    file_sha256,
    file_name,
    row_number,
    uscc,
    aeo_level,
    county_code,
    valid_from,
    valid_to,
    is_revoked
from (
    {{ newest_rows('aeo_list', ['uscc', 'valid_from'], in_archives=false) }}
) as newest
