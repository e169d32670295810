-- 招标投标, by section: how it was run, how it was secured and who won, in the period of the award notice; objections and
-- complaints in the period in which they were decided.
with sections as (

    select
        section.*,
        case section.objection_type
            -- Regulation on the implementation of the Tendering Law, articles 22 and 54: answered within three days; a
            -- limit that ends on a day off ends with the next working day (Civil Code, article 203)
            when 'objection' then
                case
                    when {{ day_of('section.objection_decided_at') }} <= due.calendar_day then true
                    when due.is_workday then false
                    else decided.work_days_to = due.work_days_to
                        or (decided.is_workday and decided.work_days_to = due.work_days_to + 1)
                end
            -- article 61: decided within thirty working days of acceptance
            when 'complaint' then {{ work_days_between('accepted', 'decided') }} <= 30
        end as is_within_limit
    from {{ ref('stg_tendering') }} as section
    left join {{ ref('working_calendar') }} as accepted
        on {{ on_calendar('accepted', "'national'", 'section.objection_accepted_at') }}
    left join {{ ref('working_calendar') }} as decided
        on {{ on_calendar('decided', "'national'", 'section.objection_decided_at') }}
    left join {{ ref('working_calendar') }} as due
        on due.calendar_code = 'national'
        and due.calendar_day = {{ days_later(day_of('section.objection_accepted_at'), 3) }}

),

awarded as (

    -- a section whose contract is not signed yet is awarded all the same
    select sections.*, award_notice_at as ended_at
    from sections
    where state in ('done', 'open') and award_notice_at is not null

),

electronic as (

    -- of all sections awarded, those that never left the platform; of one that says nothing, nothing is assumed
    select
        'I05-1' as measure_code,
        awarded.*,
        case when is_fully_electronic then 1.0 when not is_fully_electronic then 0.0 end as amount
    from awarded

),

secured as (

    -- of the sections for which a security was asked, those secured by an electronic guarantee
    select
        'I05-2' as measure_code,
        awarded.*,
        case when bond_type = 'e_guarantee' then 1.0 else 0.0 end as amount
    from awarded
    where bond_type <> 'none'

),

from_elsewhere as (

    -- of the awards to firms whose place is known, those to firms registered outside the city
    select
        'I05-3' as measure_code,
        awarded.*,
        case when is_winner_from_elsewhere then 1.0 when not is_winner_from_elsewhere then 0.0 end as amount
    from awarded

),

in_time as (

    -- of the objections and complaints decided, whatever became of the section, those decided within the limit of their kind
    select
        'I05-4' as measure_code,
        sections.*,
        objection_decided_at as ended_at,
        case when is_within_limit then 1.0 when not is_within_limit then 0.0 end as amount
    from sections
    where objection_decided_at >= objection_accepted_at

),

all_measures as (

    select * from electronic
    union all
    select * from secured
    union all
    select * from from_elsewhere
    union all
    select * from in_time

)

select
    measure_code,
    county_code as region_code,
    {{ day_of('ended_at') }} as observed_on,
    section_no as observation_key,
    cast(amount as double) as amount,
    cast(1.0 as double) as base,
    source_id,
    file_sha256,
    file_name
from all_measures
where amount is not null
