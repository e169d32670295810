-- 政务服务, by case: handled on the spot, cut of the limit, wholly online, and how the applicant rated it;
-- with the appeals to the hotline.
with delivery as (

    -- the file that says the case's last word: a correction delivers a case anew
    select
        delivered.case_id,
        batch.file_sha256,
        batch.file_name,
        row_number() over (
            partition by delivered.case_id
            order by batch.received_on desc, batch.delivery_no desc, batch.file_sha256 asc
        ) as recency
    from (select distinct source_id, file_sha256, case_id from {{ ref('stg_government_service_case') }}) as delivered
    inner join {{ ref('stg_current_batch') }} as batch
        on delivered.source_id = batch.source_id
        and delivered.file_sha256 = batch.file_sha256

),

cases as (

    -- decided cases only: what was withdrawn, voided, returned or never accepted was not handled
    select
        duration.source_id,
        duration.case_id as case_no,
        duration.region_code as county_code,
        duration.finished_at,
        duration.is_instant,
        duration.is_online,
        duration.promised_work_days,
        duration.statutory_work_days,
        delivery.file_sha256,
        delivery.file_name
    from {{ ref('case_duration') }} as duration
    inner join delivery
        on duration.case_id = delivery.case_id
        and delivery.recency = 1
    where duration.source_id = 'government_service'
        and duration.outcome in ('granted', 'refused')
        and duration.fault is null

),

real_ratings as (

    -- one case, one rating: the first that a person gave. What the system entered and second thoughts do not count,
    -- nor does a rating of a service that was not finished yet
    select
        rating.*,
        row_number() over (
            partition by rating.source_id, rating.case_no
            order by rating.rating_no asc, rating.evaluated_at asc
        ) as place_no
    from {{ ref('stg_service_rating') }} as rating
    where not rating.is_default and rating.evaluated_at >= rating.transacted_at

),

on_the_spot as (

    -- 即办率: cases that the item's own list calls instant, or whose promise is no day
    select
        'I17-2-a' as measure_code,
        cases.county_code,
        cases.finished_at as counted_at,
        cases.case_no,
        case when cases.is_instant then 1.0 else 0.0 end as amount,
        1.0 as base,
        cases.source_id,
        cases.file_sha256,
        cases.file_name
    from cases
    where cases.is_instant is not null

),

limit_cut as (

    -- 承诺时限压缩比: 1 - promised over statutory, as a ratio of sums, so that a long statutory limit weighs more.
    -- A promise beyond the law is a slip of the pen, which the checks of the source report
    select
        'I17-2-b' as measure_code,
        cases.county_code,
        cases.finished_at as counted_at,
        cases.case_no,
        cast(cases.statutory_work_days - cases.promised_work_days as double) as amount,
        cast(cases.statutory_work_days as double) as base,
        cases.source_id,
        cases.file_sha256,
        cases.file_name
    from cases
    where cases.statutory_work_days > 0 and cases.promised_work_days <= cases.statutory_work_days

),

wholly_online as (

    -- 全程网办率: applied for and handled without a visit
    select
        'I17-2-c' as measure_code,
        cases.county_code,
        cases.finished_at as counted_at,
        cases.case_no,
        case when cases.is_online then 1.0 else 0.0 end as amount,
        1.0 as base,
        cases.source_id,
        cases.file_sha256,
        cases.file_name
    from cases
    where cases.is_online is not null

),

satisfaction as (

    -- 满意率: the three upper of five levels are good (好差评)
    select
        'I17-3' as measure_code,
        real_ratings.county_code,
        real_ratings.evaluated_at as counted_at,
        real_ratings.case_no,
        case when real_ratings.satisfaction >= 3 then 1.0 else 0.0 end as amount,
        1.0 as base,
        real_ratings.source_id,
        real_ratings.file_sha256,
        real_ratings.file_name
    from real_ratings
    where real_ratings.place_no = 1

),

all_measures as (

    select * from on_the_spot
    union all
    select * from limit_cut
    union all
    select * from wholly_online
    union all
    select * from satisfaction

)

select
    measure_code,
    county_code as region_code,
    {{ day_of('counted_at') }} as observed_on,
    case_no as observation_key,
    cast(amount as double) as amount,
    cast(base as double) as base,
    source_id,
    file_sha256,
    file_name
from all_measures
-- a case without a place or an end belongs to no figure
where county_code is not null and counted_at is not null

union all

select * from {{ ref('hotline_observation') }}
