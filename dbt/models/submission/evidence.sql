-- What each requirement of evidence has found so far; a requirement without a document has one row, `missing`.
select
    demand.requirement_code,
    demand.indicator_set,
    demand.indicator_code,
    demand.measure_code,
    demand.origin,
    demand.name_zh,
    demand.name_en,
    demand.department_code,
    department.name_zh as department_name_zh,
    demand.kinds as kind,
    {{ kinds_zh('demand.kinds') }} as kind_zh,
    demand.level,
    pair.document_id,
    document.title as document_title,
    document.document_number,
    document.file_name,
    pair.document_kind,
    pair.document_level,
    pair.page,
    pair.block_number,
    pair.passage,
    coalesce(pair.state, 'missing') as state,
    pair.score,
    pair.rule,
    pair.rule_zh,
    pair.level_fit,
    pair.in_force,
    pair.remark,
    coalesce(pair.is_counted, false) as is_counted,
    pair.confirmed_by,
    pair.confirmed_on,
    pair.reason_code
from {{ ref('evidence_demand') }} as demand
inner join {{ ref('scoring_set') }} as scoring_set on demand.indicator_set = scoring_set.indicator_set
inner join {{ ref('department') }} as department on demand.department_code = department.department_code
left join {{ ref('evidence_pair') }} as pair
    on demand.indicator_set = pair.indicator_set
    and demand.requirement_code = pair.requirement_code
left join {{ ref('document_profile') }} as document on pair.document_id = document.document_id
