-- 劳动力市场监管, by labour dispute: of the cases closed, those that mediation settled.
select
    'I02-5' as measure_code,
    county_code as region_code,
    {{ day_of('closed_at') }} as observed_on,
    case_no as observation_key,
    -- one that went to an award without mediation was not settled by it; a case, however many workers it concerns, is one
    cast(case when mediation_result = 'settled' then 1.0 else 0.0 end as double) as amount,
    cast(1.0 as double) as base,
    source_id,
    file_sha256,
    file_name
from {{ ref('stg_labour_dispute') }}
-- refused, withdrawn and open cases were not closed; of one that says nothing of mediation, nothing is assumed
where state = 'done' and closed_at is not null and mediation_result is not null
