-- What each activity of each log means, compiled from the vocabularies: the only place where events meet the rules.
with rules as (

    select
        clock.source_id,
        role.activity,
        role.role,
        role.pause_kind,
        role.outcome,
        step.step_code,
        row_number() over (partition by clock.source_id order by role.activity) as activity_no,
        dense_rank() over (partition by clock.source_id order by step.step_code nulls last) as step_no
    from {{ ref('case_clock') }} as clock
    inner join {{ ref('activity_role') }} as role on clock.vocabulary = role.vocabulary
    left join {{ ref('customer_step') }} as step
        on clock.source_id = step.source_id
        and role.activity = step.activity

),

acceptance as (

    select source_id, step_code
    from rules
    where role = 'accept' and step_code is not null
    group by source_id, step_code

)

select
    rules.source_id,
    rules.activity,
    rules.role,
    rules.pause_kind,
    rules.outcome,
    {{ outcome_number('rules.outcome') }} as outcome_no,
    rules.step_code,
    -- one bit for each activity and each contact: counting distinct ones is then an OR, not a set
    cast(power(2, rules.activity_no - 1) as bigint) as activity_bit,
    case when rules.step_code is not null then cast(power(2, rules.step_no - 1) as bigint) end as step_bit,
    rules.role = 'apply' as is_application,
    rules.role = 'accept' as is_acceptance,
    rules.role = 'finish' as is_finish,
    rules.role in ('finish', 'refuse', 'withdraw') as is_end,
    rules.role = 'revoke' as is_revocation,
    rules.role = 'pause_begin' and rules.pause_kind = 'correction' as is_correction,
    coalesce(rules.pause_kind = 'special', false) as is_special,
    -- what belongs to the contact in which the case is accepted may come before acceptance
    rules.role = 'step' and acceptance.source_id is null as is_handling
from rules
left join acceptance
    on rules.source_id = acceptance.source_id
    and rules.step_code = acceptance.step_code
