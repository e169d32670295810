-- Stages that run from acceptance to the finish: they are the handling of the case and need no boundaries of their own.
select
    rule.source_id,
    rule.stage_code,
    max(rule.owner) as owner
from {{ ref('stage_rule') }} as rule
inner join {{ ref('case_activity') }} as start_activity
    on rule.source_id = start_activity.source_id
    and rule.start_activity = start_activity.activity
inner join {{ ref('case_activity') }} as end_activity
    on rule.source_id = end_activity.source_id
    and rule.end_activity = end_activity.activity
group by rule.source_id, rule.stage_code
having min(case when start_activity.is_acceptance and end_activity.is_finish then 1 else 0 end) = 1
