-- Cases whose moments contradict each other or fall into a year without a calendar: listed, and in no figure.
select
    duration.source_id,
    duration.case_id,
    duration.fault as fault_code,
    duration.fault_detail,
    duration.item_code,
    duration.region_code,
    coalesce(duration.department_code, contract.department_code) as department_code,
    duration.accepted_at,
    duration.finished_at
from {{ ref('case_duration') }} as duration
left join {{ ref('stg_source_contract') }} as contract on duration.source_id = contract.source_id
where duration.fault is not null
