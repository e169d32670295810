-- The index of reliability and transparency: what each point stands on, and what was lost where and why.
with told as (

    select
        part.*,
        coalesce(item.name_zh, '供电可靠性和电费透明度指数') as name_zh,
        coalesce(item.name_en, 'Reliability of supply and transparency of tariffs index') as name_en,
        item.scoring_zh as rule_zh,
        item.scoring_en as rule_en,
        case
            when part.kind = 'input' and part.forces_zero then 'forces_zero'
            when part.kind = 'input' then null
            when part.forces_zero then 'forces_zero'
            when part.state in ('open', 'invalid', 'no_practice', 'not_applicable') then part.state
            when part.points < part.max_points and part.kind = 'derived' then 'above_bound'
            when part.points < part.max_points and part.basis = 'register' then 'notices_lacking'
            when part.points < part.max_points and part.kind = 'points' then 'not_earned'
            when part.points < part.max_points then 'sum_of_parts'
        end as reason_code
    from {{ ref('reliability_index_item') }} as part
    left join {{ ref('checklist_item') }} as item on part.item_code = item.item_code

)

select
    region_code,
    period,
    item_code,
    kind,
    basis,
    name_zh,
    name_en,
    rule_zh,
    rule_en,
    state,
    points,
    max_points,
    max_points - points as points_lost,
    figure,
    forces_zero,
    not forces_zero and coalesce(points = max_points, kind = 'input') as is_met,
    case when kind <> 'index' then evidence end as evidence,
    {{ worded('reason_code', {
        'forces_zero': '缺失或超限，整项指数为 0',
        'open': '未填报',
        'invalid': '填报不符合评分规则',
        'no_practice': '无此做法',
        'not_applicable': '不适用，不计入',
        'above_bound': '停电时长或频次超过满分界限',
        'notices_lacking': '有电价不能网上查阅或变动未按期告知（次数见依据）',
        'not_earned': '未达到得分条件',
        'sum_of_parts': '各部分失分之和',
    }) }} as reason_zh,
    {{ worded('reason_code', {
        'forces_zero': 'absent or beyond its limit: the whole index is 0',
        'open': 'not answered',
        'invalid': 'answered against the rule',
        'no_practice': 'no such practice',
        'not_applicable': 'does not apply and does not count',
        'above_bound': 'duration or frequency above the bound for full points',
        'notices_lacking': 'a tariff that is not online, or a change announced late (counts in the evidence)',
        'not_earned': 'the condition is not met',
        'sum_of_parts': 'what its parts have lost',
    }) }} as reason_en,
    n
from told
