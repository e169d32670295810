-- the column of the state overrules a word, or nothing, in place of the points; both at once is for the checks
select
    source_id,
    file_sha256,
    file_name,
    row_number,
    item_code,
    region_code,
    period,
    value,
    case when declared_state is null or declared_state = 'A' then status else declared_state end as status,
    evidence,
    evidence_page,
    filled_in_on,
    note
from (
    {{ newest_rows('checklist_answer', ['item_code', 'region_code', 'period'], in_archives=false) }}
) as newest
