{{ config(materialized='incremental', incremental_strategy='touched_cases') }}

-- One pass over the events: whatever can be said of a case by a least, a greatest or a count.
with milestones as (

    select
        event.source_id,
        event.case_id,
        max(event.item_code) as item_code,
        max(event.region_code) as region_code,
        max(event.department_code) as department_code,
        max(event.channel) as channel,
        max(event.declared_state) as declared_state,
        max(event.promised_days) as promised_days,
        max(event.statutory_days) as statutory_days,
        {{ dbt.bool_or('event.is_instant') }} as is_instant,
        count(*) as events,
        bit_count(bit_or(event.activity_bit)) as activities,
        bit_count(bit_or(event.step_bit)) as steps,
        min(coalesce(event.started_at, event.occurred_at)) as first_event_at,
        max(event.occurred_at) as last_event_at,
        min(event.occurred_at) filter (where event.is_application) as applied_at,
        min(event.occurred_at) filter (where event.is_acceptance) as accepted_at,
        -- the last end of the case, with its outcome in the last four bits: one number instead of a sort
        max({{ microseconds('event.occurred_at') }} * 16 + event.outcome_no) filter (where event.is_end) as ended_as,
        max(event.occurred_at) filter (where event.is_revocation) as revoked_at,
        min(event.occurred_at) filter (where event.is_handling) as first_handled_at,
        min(event.occurred_at) filter (where event.is_special) as first_special_at,
        count(*) filter (where event.is_acceptance) as acceptances,
        count(*) filter (where event.is_finish) as finishes,
        count(*) filter (where event.is_correction) as corrections
    from {{ ref('case_event') }} as event
    {{ of_touched_cases('event') }}
    group by event.source_id, event.case_id

),

named_activity as (

    -- a log without a vocabulary has no bits: its activities are counted by name
    select
        event.source_id,
        event.case_id,
        event.activity
    from {{ ref('case_event') }} as event
    {{ of_touched_cases('event') }}
    inner join {{ ref('case_log') }} as log on event.source_id = log.source_id and not log.has_roles
    group by event.source_id, event.case_id, event.activity

),

named as (

    select
        source_id,
        case_id,
        count(*) as activities
    from named_activity
    group by source_id, case_id

),

ends as (

    select
        milestones.*,
        {{ moment_of(whole_quotient('ended_as', 16)) }} as last_ended_at
    from milestones

)

select
    milestones.source_id,
    milestones.case_id,
    milestones.item_code,
    milestones.region_code,
    milestones.department_code,
    milestones.channel,
    milestones.declared_state,
    milestones.promised_days,
    milestones.statutory_days,
    milestones.is_instant,
    milestones.events,
    cast(coalesce(named.activities, milestones.activities) as int) as activities,
    cast(milestones.steps as int) as steps,
    milestones.first_event_at,
    milestones.last_event_at,
    milestones.applied_at,
    milestones.accepted_at,
    case
        -- a log without roles runs from a case's first event to its last
        when not log.has_roles then milestones.last_event_at
        else coalesce(milestones.last_ended_at, milestones.revoked_at)
    end as ended_at,
    case
        when not log.has_roles then 'unstated'
        when milestones.declared_state = 'cancelled' then 'withdrawn'
        when milestones.revoked_at >= coalesce(milestones.last_ended_at, milestones.revoked_at) then 'revoked'
        when milestones.last_ended_at is null then 'open'
        else {{ outcome_name('mod(milestones.ended_as, 16)') }}
    end as outcome,
    milestones.first_handled_at,
    milestones.first_special_at,
    milestones.acceptances,
    milestones.finishes,
    milestones.corrections
from ends as milestones
inner join {{ ref('case_log') }} as log on milestones.source_id = log.source_id
left join named
    on milestones.source_id = named.source_id
    and milestones.case_id = named.case_id
