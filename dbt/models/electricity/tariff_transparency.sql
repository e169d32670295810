-- The part of the index of reliability that tariffs earn, as the register of notices has it, and whether it can tell at all.
--
-- One point where every notice in force on the last day of the year can be looked up online and every change of the year was
-- announced in time. A register without a tariff in force on that day proves neither.
with counted as (

    select
        region_code,
        period,
        sum(case when is_in_force and is_tariff then 1 else 0 end) as n_tariffs,
        sum(case when is_in_force then 1 else 0 end) as n_in_force,
        sum(case when is_in_force and is_online_then then 1 else 0 end) as n_online,
        sum(case when is_change then 1 else 0 end) as n_changes,
        sum(case when is_change and is_in_time then 1 else 0 end) as n_in_time,
        sum(case when is_change and is_in_time and not is_cycle_ahead then 1 else 0 end) as n_by_shorter_rule
    from {{ ref('tariff_notice_year') }}
    group by region_code, period

),

judged as (

    select
        *,
        n_tariffs > 0 as is_eligible,
        n_in_force > 0 and n_online = n_in_force as is_online,
        n_in_time = n_changes as is_ahead
    from counted

)

select
    region_code,
    period,
    is_eligible,
    is_online,
    is_ahead,
    cast(case when not is_eligible then null when is_online and is_ahead then 1.0 else 0.0 end as double) as points,
    cast(n_tariffs as bigint) as n_tariffs,
    cast(n_in_force as bigint) as n_in_force,
    cast(n_online as bigint) as n_online,
    cast(n_changes as bigint) as n_changes,
    cast(n_in_time as bigint) as n_in_time,
    cast(n_by_shorter_rule as bigint) as n_by_shorter_rule,
    concat(
        '期末执行中 ', {{ as_text('n_in_force') }}, ' 项，可网上查阅 ', {{ as_text('n_online') }}, ' 项；本年变动 ',
        {{ as_text('n_changes') }}, ' 次，按期告知 ', {{ as_text('n_in_time') }}, ' 次（其中按专门规定短于一个计费周期 ',
        {{ as_text('n_by_shorter_rule') }}, ' 次） / ', {{ as_text('n_online') }}, ' of ', {{ as_text('n_in_force') }},
        ' in force online, ', {{ as_text('n_in_time') }}, ' of ', {{ as_text('n_changes') }}, ' changes in time, ',
        {{ as_text('n_by_shorter_rule') }}, ' of them by a rule shorter than a cycle'
    ) as evidence
from judged
