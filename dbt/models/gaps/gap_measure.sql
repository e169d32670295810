-- Measures of an expected place without a score: no value, no frontier, or a value that may not be scored yet.
select
    case scored.score_basis
        when 'no_frontier' then 'frontier_unknown'
        when 'held' then case
            when delivered.delivered_unit <> delivered.unit then 'unit_mismatch'
            when delivered.route = 'survey' then 'survey_too_small'
            else 'status_open'
        end
        else 'missing_value'
    end as gap_code,
    scored.indicator_set,
    scored.indicator_code,
    scored.measure_code,
    scored.region_code,
    scored.period,
    cast(null as {{ dbt.type_string() }}) as source_id,
    cast(null as {{ dbt.type_string() }}) as file_name,
    measure.lead_department as department_code,
    concat(
        '取数途径：', {{ routes_zh('measure.routes') }}, '；状态：', coalesce(status.name_zh, scored.status),
        case
            when delivered.delivered_unit <> delivered.unit
                then concat(
                    '；报送单位：', coalesce(delivered_unit.name_zh, delivered.delivered_unit),
                    '，应为：', coalesce(measure.unit_name_zh, unit.name_zh, delivered.unit)
                )
            when delivered.route = 'survey' then concat('；有效答卷：', {{ as_text('delivered.n') }}, ' 份')
            else ''
        end,
        ' / route: ', replace(measure.routes, ';', ', '), '; status: ', coalesce(status.name_en, scored.status),
        case
            when delivered.delivered_unit <> delivered.unit
                then concat(
                    '; delivered in: ', coalesce(delivered_unit.name_en, delivered.delivered_unit),
                    ', measured in: ', coalesce(measure.unit_name_en, unit.name_en, delivered.unit)
                )
            when delivered.route = 'survey' then concat('; answers: ', {{ as_text('delivered.n') }})
            else ''
        end
    ) as detail,
    -- full marks are what could still be won
    100.0 * coalesce(scored.effective_weight, whole.effective_weight * part.weight, 0.0) as points_at_stake,
    cast(null as {{ dbt.type_string() }}) as cause_key
from {{ ref('scored_measure') }} as scored
inner join {{ ref('scored_place') }} as place
    on scored.indicator_set = place.indicator_set
    and scored.region_code = place.region_code
    and scored.period = place.period
inner join {{ ref('measure') }} as measure
    on scored.indicator_set = measure.indicator_set
    and scored.measure_code = measure.measure_code
left join {{ ref('scored_measure') }} as whole
    on scored.indicator_set = whole.indicator_set
    and scored.parent_measure_code = whole.measure_code
    and scored.region_code = whole.region_code
    and scored.period = whole.period
left join {{ ref('weight') }} as part
    on scored.indicator_set = part.indicator_set
    and scored.measure_code = part.code
    and part.level = 'part'
left join {{ ref('delivered_value') }} as delivered
    on scored.value_id = delivered.value_id
left join {{ ref('observation_status') }} as status on scored.status = status.status
left join {{ ref('unit') }} as unit on delivered.unit = unit.unit
left join {{ ref('unit') }} as delivered_unit on delivered.delivered_unit = delivered_unit.unit
left join {{ ref('int_statistic_doubt') }} as doubt
    on delivered.route = 'statistic'
    and delivered.origin_measure_code = doubt.series_code
    and delivered.region_code = doubt.region_code
    and delivered.period = doubt.period
-- a held figure is a gap wherever it was delivered; an absent one only where it is expected
where (place.is_complete_expected or scored.score_basis = 'held')
    and scored.score is null
    and scored.score_basis <> 'not_applicable'
    -- where nothing of a whole is there, the whole is the gap; its parts are named once it stands on some of them
    and not (scored.score_basis = 'missing' and scored.parent_measure_code is not null and whole.score is null)
    -- a doubted figure is a gap of its own kind
    and (scored.score_basis <> 'held' or doubt.doubt_code is null)
