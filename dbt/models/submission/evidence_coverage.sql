-- The matrix of what is proved: requirements by measure, accepted kinds and department.
select
    demand.indicator_set,
    demand.indicator_code,
    demand.measure_code,
    demand.kinds as kind,
    {{ kinds_zh('demand.kinds') }} as kind_zh,
    demand.department_code,
    department.name_zh as department_name_zh,
    count(*) as required,
    cast(sum(case when standing.standing = 'met' then 1 else 0 end) as bigint) as met,
    cast(sum(case when standing.standing = 'proposed' then 1 else 0 end) as bigint) as proposed,
    cast(sum(case when standing.standing = 'missing' then 1 else 0 end) as bigint) as missing,
    cast(sum(standing.counted) as bigint) as documents
from {{ ref('evidence_demand') }} as demand
inner join {{ ref('scoring_set') }} as scoring_set on demand.indicator_set = scoring_set.indicator_set
inner join {{ ref('department') }} as department on demand.department_code = department.department_code
inner join {{ ref('evidence_standing') }} as standing
    on demand.indicator_set = standing.indicator_set
    and demand.requirement_code = standing.requirement_code
group by
    demand.indicator_set,
    demand.indicator_code,
    demand.measure_code,
    demand.kinds,
    demand.department_code,
    department.name_zh
