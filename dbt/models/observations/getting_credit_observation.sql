-- 获得信贷, by application: whether the bank said yes (申贷获得率, by number), of every application that it decided.
-- What the firm took back, and what is still open, was not decided.
select
    'I09-4' as measure_code,
    county_code as region_code,
    {{ day_of('decided_at') }} as observed_on,
    application_no as observation_key,
    case when decision = 'approved' then 1.0 else 0.0 end as amount,
    cast(1.0 as double) as base,
    source_id,
    file_sha256,
    file_name
from {{ ref('stg_credit_application') }}
where decision in ('approved', 'refused') and decided_at is not null
