-- What a scenario would do to the mean border time of a place and period, all else as it was. Declared ahead: as many declarations
-- as the target asks for, of every means of transport the same share, take the hours of those of their means that were declared
-- ahead. Removed in time: whatever stayed longer after release leaves when the hours are over.
with finished as (

    -- as the border time of the indicator counts them: when the shipment is over
    select
        declaration.flow,
        declaration.transport_mode,
        declaration.is_ahead,
        place.place_code as region_code,
        {{ month_text('declaration.leave_at') }} as leave_month,
        {{ seconds_from('declaration.arrive_at', 'declaration.leave_at') }} as whole,
        -- greatest passes over NULL: what was never released has no hours after it
        case
            when declaration.release_at is not null
                then greatest(0, {{ seconds_from('declaration.release_at', 'declaration.leave_at') }})
        end as after_release
    from {{ ref('clearance_declaration') }} as declaration
    inner join {{ ref('place_of_region') }} as place on declaration.county_code = place.region_code
    where declaration.superseded_by is null
        and declaration.time_fault is null
        and declaration.leave_at >= declaration.arrive_at

),

cells as (

    select
        scenario.scenario_code,
        finished.region_code,
        finished.leave_month,
        finished.transport_mode,
        count(*) as n,
        sum(cast(finished.whole as bigint)) as seconds,
        sum(case when finished.is_ahead then 1 else 0 end) as n_ahead,
        sum(case when finished.is_ahead then cast(finished.whole as bigint) else 0 end) as seconds_ahead,
        sum(case when not finished.is_ahead then 1 else 0 end) as n_behind,
        sum(case when not finished.is_ahead then cast(finished.whole as bigint) else 0 end) as seconds_behind,
        count(finished.after_release) as n_removed,
        sum(case when finished.after_release <= 3600.0 * scenario.target then 1 else 0 end) as n_in_time,
        sum(case
            when finished.after_release > 3600.0 * scenario.target then finished.after_release - 3600.0 * scenario.target
            else 0.0
        end) as seconds_late
    from finished
    inner join {{ ref('clearance_scenario') }} as scenario on finished.flow = scenario.flow
    group by scenario.scenario_code, finished.region_code, finished.leave_month, finished.transport_mode

),

modes as (

    select
        cells.scenario_code,
        cells.region_code,
        {{ period_of_month('cells.leave_month', 'period_kinds.period_kind') }} as period,
        cells.transport_mode
        {%- for name in [
            'n', 'seconds', 'n_ahead', 'seconds_ahead', 'n_behind', 'seconds_behind', 'n_removed', 'n_in_time', 'seconds_late'
        ] %},
        sum(cells.{{ name }}) as {{ name }}
        {%- endfor %}
    from cells
    -- the indicator has no months
    inner join ({{ period_kinds() }}) as period_kinds on period_kinds.period_kind <> 'month'
    group by
        cells.scenario_code, cells.region_code,
        {{ period_of_month('cells.leave_month', 'period_kinds.period_kind') }}, cells.transport_mode

),

compared as (

    -- a handful declared ahead is no measure of what would happen to the others
    select
        modes.*,
        case when n_ahead >= minimum.value then n_behind else 0 end as n_movable,
        case when n_ahead >= minimum.value
            then n_behind * (1.0 * seconds_ahead / nullif(n_ahead, 0)) - seconds_behind
        end as seconds_moved
    from modes
    inner join {{ ref('clearance_parameter') }} as minimum on minimum.parameter = 'minimum_n'

),

totals as (

    select
        scenario_code,
        region_code,
        period
        {%- for name in [
            'n', 'seconds', 'n_ahead', 'n_behind', 'n_removed', 'n_in_time', 'seconds_late', 'n_movable', 'seconds_moved'
        ] %},
        sum({{ name }}) as {{ name }}
        {%- endfor %}
    from compared
    group by scenario_code, region_code, period

),

shared as (

    select
        totals.*,
        scenario.kind,
        scenario.target,
        minimum.value as minimum_n,
        case scenario.kind when 'advance_share' then n_ahead + n_behind else n_removed end as n_known,
        100.0 * case scenario.kind when 'advance_share' then n_ahead else n_in_time end
            / nullif(1.0 * case scenario.kind when 'advance_share' then n_ahead + n_behind else n_removed end, 0.0) as percent_now
    from totals
    inner join {{ ref('clearance_scenario') }} as scenario on totals.scenario_code = scenario.scenario_code
    inner join {{ ref('clearance_parameter') }} as minimum on minimum.parameter = 'minimum_n'

),

changed as (

    select
        *,
        case
            when kind = 'removal_within' then -seconds_late
            when percent_now >= target then 0.0
            else (target - percent_now) / 100.0 * n_known / nullif(1.0 * n_behind, 0.0) * seconds_moved
        end as seconds_changed
    from shared

)

select
    scenario_code,
    region_code,
    period,
    cast(n as bigint) as n,
    cast(n_known as bigint) as n_known,
    percent_now,
    case when kind = 'advance_share' then target else 100.0 end as percent_then,
    seconds / nullif(3600.0 * n, 0.0) as hours_now,
    seconds_changed / nullif(3600.0 * n, 0.0) as hours_changed,
    case
        when n < minimum_n then 'too_few'
        when n_known = 0 then 'field_absent'
        when percent_now >= case when kind = 'advance_share' then target else 100.0 end then 'already_reached'
        when kind = 'advance_share' and n_movable = 0 then 'no_comparison'
        -- declaring ahead was no faster here: what the scenario promises cannot be read from these declarations
        when seconds_changed >= 0.0 then 'no_gain_seen'
    end as reason
from changed
