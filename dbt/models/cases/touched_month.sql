-- Months to compute anew: a touched case ended in them in the build that this one began from, or ends in them now.
select ended.month_no
from {{ ref('case_ended') }} as ended
inner join {{ ref('touched_case') }} as touched
    on ended.source_id = touched.source_id
    and ended.case_id = touched.case_id

union

select month_no
from {{ ref('touched_period') }}
