-- Working days of each export refund, from its acceptance to the approval and to the money, beside the limit of the exporter's
-- class on the day of acceptance. One that was never accepted, or ended before it was, has no days.
with refund as (

    select
        return_id,
        county_code,
        coalesce(export_class, 'unknown') as firm_class,
        accepted_at,
        approved_at,
        treasury_paid_at,
        amount_cny,
        source_id,
        file_name
    from {{ ref('stg_tax_refund') }}
    where kind = 'export_refund' and state = 'done'

),

clocked as (

    select refund.*, 'approval' as clock, refund.approved_at as ended_at
    from refund
    union all
    select refund.*, 'payment' as clock, refund.treasury_paid_at as ended_at
    from refund

)

select
    clocked.return_id,
    clocked.clock,
    clocked.county_code,
    clocked.firm_class,
    {{ day_of('clocked.ended_at') }} as ended_on,
    clocked.amount_cny,
    case
        when clocked.ended_at >= clocked.accepted_at then {{ work_days_between('accepted', 'ended') }}
    end as work_days,
    refund_limit.work_days as limit_work_days,
    case
        when clocked.ended_at >= clocked.accepted_at
            then {{ work_days_between('accepted', 'ended') }} <= refund_limit.work_days
    end as is_within_limit
from clocked
left join {{ ref('working_calendar') }} as accepted
    on {{ on_calendar('accepted', "'national'", 'clocked.accepted_at') }}
left join {{ ref('working_calendar') }} as ended on {{ on_calendar('ended', "'national'", 'clocked.ended_at') }}
left join {{ ref('refund_limit') }} as refund_limit
    on clocked.firm_class = refund_limit.firm_class
    and {{ day_of('clocked.accepted_at') }} >= refund_limit.valid_from
    and ({{ day_of('clocked.accepted_at') }} <= refund_limit.valid_to or refund_limit.valid_to is null)
where clocked.ended_at is not null
