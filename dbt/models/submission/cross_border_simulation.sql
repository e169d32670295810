-- What a change in clearance would be worth: hours, the measure's score, the score of 跨境贸易 and its place among the peers, all
-- else standing still.
with scenarios as (

    select
        effect.*,
        scenario.kind,
        scenario.flow,
        scenario.measure_code,
        scenario.target,
        scenario.name_zh,
        scenario.name_en,
        -- what stands in the way of hours; a target that is reached already changes nothing
        case when effect.reason is null or effect.reason = 'already_reached' then effect.hours_changed end as change
    from {{ ref('clearance_effect') }} as effect
    inner join {{ ref('clearance_scenario') }} as scenario on effect.scenario_code = scenario.scenario_code

),

scored as (

    select
        scenarios.*,
        measure.indicator_set,
        measure.indicator_code,
        measure.value,
        measure.score as measure_score_now,
        {{ frontier_score('(measure.value + scenarios.change)', 'measure.best', 'measure.worst', 'measure.power') }}
            as measure_score_then,
        share.share_in_indicator,
        indicator.score as topic_score_now,
        indicator.peer_group,
        indicator.rank as place_now,
        indicator.rank_of,
        case
            when scenarios.change is null then scenarios.reason
            when measure.score is null then 'measure_not_scored'
            when measure.score_basis <> 'own' or abs(measure.value - scenarios.hours_now) > 0.01 then 'scored_by_another_figure'
            when indicator.score is null then 'topic_not_scored'
        end as score_reason
    from scenarios
    left join {{ ref('measure_score') }} as measure
        on scenarios.measure_code = measure.measure_code
        and scenarios.region_code = measure.region_code
        and scenarios.period = measure.period
    left join {{ ref('lever_share') }} as share
        on measure.indicator_set = share.indicator_set
        and measure.period = share.period
        and measure.region_code = share.region_code
        and measure.measure_code = share.measure_code
    left join {{ ref('indicator_score') }} as indicator
        on measure.indicator_set = indicator.indicator_set
        and measure.period = indicator.period
        and measure.region_code = indicator.region_code
        and measure.indicator_code = indicator.indicator_code

),

moved as (

    select
        *,
        case when score_reason is null or score_reason = 'topic_not_scored' then measure_score_then end as score_then,
        case when score_reason is null
            then topic_score_now + (measure_score_then - measure_score_now) * share_in_indicator
        end as topic_score_then
    from scored

),

peers_above as (

    -- the others stand still: the place is one more than those that still have a higher score
    select
        moved.scenario_code,
        moved.indicator_set,
        moved.period,
        moved.region_code,
        count(*) as n_above
    from moved
    inner join {{ ref('indicator_score') }} as peer
        on moved.indicator_set = peer.indicator_set
        and moved.period = peer.period
        and moved.indicator_code = peer.indicator_code
        and moved.peer_group = peer.peer_group
        and moved.region_code <> peer.region_code
    where peer.rank is not null
        and {{ rank_key('peer.score') }} > {{ rank_key('moved.topic_score_then') }}
    group by moved.scenario_code, moved.indicator_set, moved.period, moved.region_code

)

select
    moved.scenario_code,
    moved.region_code,
    moved.period,
    moved.indicator_set,
    moved.name_zh,
    moved.name_en,
    moved.kind,
    moved.flow,
    moved.measure_code,
    moved.target,
    moved.n,
    moved.n_known,
    case
        when moved.change is not null then 'A'
        when moved.reason = 'too_few' then 'Q'
        else 'O'
    end as status,
    moved.reason,
    case when moved.reason is null or moved.reason <> 'too_few' then moved.percent_now end as percent_now,
    moved.percent_then,
    case when moved.reason is null or moved.reason <> 'too_few' then moved.hours_now end as hours_now,
    moved.hours_now + moved.change as hours_then,
    moved.measure_score_now,
    moved.score_then as measure_score_then,
    moved.topic_score_now,
    moved.topic_score_then,
    moved.peer_group,
    moved.place_now,
    case when moved.place_now is not null and moved.topic_score_then is not null then coalesce(peers_above.n_above, 0) + 1 end
        as place_then,
    moved.rank_of as place_of,
    moved.score_reason
from moved
left join peers_above
    on moved.scenario_code = peers_above.scenario_code
    and moved.indicator_set = peers_above.indicator_set
    and moved.period = peers_above.period
    and moved.region_code = peers_above.region_code
