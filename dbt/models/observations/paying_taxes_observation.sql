-- 纳税, by application: weeks until a refund of input VAT is on the account, and until a corrected return is closed.
-- Two of the four parts of the post-filing index (Doing Business 2020, paying taxes); the hours of the other two come
-- from the survey, and the scoring puts the four together.
with done as (

    select *
    from {{ ref('stg_tax_refund') }}
    where state = 'done'

),

vat_refund as (

    -- application to money on the account; refunds to exporters and of overpaid tax are other procedures
    select
        'I13-4-b' as measure_code,
        done.*,
        treasury_paid_at as ended_at
    from done
    where kind = 'vat_refund' and tax_type = 'vat' and applied_at <= treasury_paid_at

),

cit_correction as (

    -- corrected return filed to case closed, an audit included where there was one
    select
        'I13-4-d' as measure_code,
        done.*,
        closed_at as ended_at
    from done
    where kind = 'correction' and tax_type = 'cit' and applied_at <= closed_at

),

all_measures as (

    select * from vat_refund
    union all
    select * from cit_correction

)

select
    measure_code,
    county_code as region_code,
    {{ day_of('ended_at') }} as observed_on,
    return_id as observation_key,
    -- calendar weeks, what the taxpayer feels
    ({{ microseconds('ended_at') }} - {{ microseconds('applied_at') }}) / 604800000000.0 as amount,
    cast(null as double) as base,
    source_id,
    file_sha256,
    file_name
from all_measures
