-- Checklists that are not whole: items without an answer, answers that no rule allows, points that nothing delivered proves.
{%- set nothing = 'cast(null as ' ~ dbt.type_string() ~ ')' %}

with item as (

    select
        result.*,
        measure.lead_department as department_code,
        -- marks of the overall score that hang on the measure, where its checklist is what is scored
        100.0 * scored.effective_weight as measure_points,
        -- what one point of the checklist is worth; what does not apply is not in it
        1.0 / nullif(
            sum(case when result.state <> 'not_applicable' then result.max_points end) over (partition by result.value_id),
            0.0
        ) as share_of_point
    from {{ ref('checklist_result') }} as result
    inner join {{ ref('measure') }} as measure
        on result.indicator_set = measure.indicator_set
        and result.measure_code = measure.measure_code
    left join {{ ref('scored_measure') }} as scored on result.value_id = scored.value_id

),

unanswered as (

    select
        case when fault is null then 'checklist_item_open' else 'checklist_answer_invalid' end as gap_code,
        indicator_set,
        indicator_code,
        measure_code,
        region_code,
        period,
        file_name,
        department_code,
        concat(
            item_code, ' ', name_zh,
            {{ if_given(worded('fault', {
                'derived_item_answered': '由其他项算得，不应填报',
                'points_against_state': '所填分值与答复情况不符',
                'out_of_range': '分值超出该项范围',
                'not_in_steps': '分值不是该项所设的档次',
            }), '；原因：') }},
            case when forces_zero then '；整项指数为 0' else '' end,
            ' / ', name_en,
            {{ if_given(worded('fault', {
                'derived_item_answered': 'it follows from other items and is not to be answered',
                'points_against_state': 'points against the state given',
                'out_of_range': 'outside the points of the item',
                'not_in_steps': 'between the steps of the item',
            }), '; reason: ') }},
            case when forces_zero then '; the whole index is 0' else '' end
        ) as detail,
        case
            when forces_zero then measure_points
            when kind = 'input' then 0.0
            else measure_points * share_of_point * (max_points - coalesce(points, 0.0))
        end as points_at_stake,
        item_code as cause_key
    from item
    -- a derived item is open because one of its figures is, and that is said there
    where fault is not null or (state = 'open' and kind <> 'derived')

),

unproven_item as (

    select
        *,
        case when documents_named > documents_delivered then 'not_delivered' else 'not_named' end as cause_key
    from item
    where points > 0 and kind = 'points' and (documents_named > documents_delivered or documents_named = 0)

),

unproven as (

    select
        'checklist_evidence_missing' as gap_code,
        indicator_set,
        indicator_code,
        measure_code,
        region_code,
        period,
        {{ nothing }} as file_name,
        department_code,
        concat(
            case cause_key
                when 'not_delivered' then '所列文件未报送：'
                else '未列佐证：'
            end,
            {{ joined_text("concat(item_code, ' ', name_zh)", '、', 'item_code') }},
            case cause_key
                when 'not_delivered' then ' / documents named but not delivered: '
                else ' / no document named: '
            end,
            {{ joined_text('item_code', ', ', 'item_code') }}
        ) as detail,
        sum(measure_points * share_of_point * points) as points_at_stake,
        cause_key
    from unproven_item
    group by indicator_set, indicator_code, measure_code, region_code, period, department_code, cause_key

),

unknown as (

    select
        'checklist_answer_invalid' as gap_code,
        {{ nothing }} as indicator_set,
        {{ nothing }} as indicator_code,
        {{ nothing }} as measure_code,
        answer.region_code,
        answer.period,
        answer.file_name,
        contract.department_code,
        concat(
            answer.item_code,
            case when item.item_code is null then '；清单中没有此项 / no such item' else '；地区代码未知 / unknown region' end
        ) as detail,
        cast(null as double) as points_at_stake,
        answer.item_code as cause_key
    from {{ ref('stg_checklist_answer') }} as answer
    inner join {{ ref('stg_source_contract') }} as contract on answer.source_id = contract.source_id
    left join {{ ref('checklist_item') }} as item on answer.item_code = item.item_code
    left join {{ ref('region') }} as region on answer.region_code = region.region_code
    where item.item_code is null or region.region_code is null

),

everything as (

    select * from unanswered
    union all
    select * from unproven
    union all
    select * from unknown

)

select
    gap_code,
    indicator_set,
    indicator_code,
    measure_code,
    region_code,
    period,
    'checklist_answer' as source_id,
    file_name,
    department_code,
    detail,
    points_at_stake,
    cause_key
from everything
