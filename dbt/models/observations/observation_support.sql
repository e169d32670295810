-- What observations stand on beside the row that names them: the matters that a construction project's time was counted
-- from, and the enforcement of a dispute.
with granted_or_refused as (

    select distinct
        approval.project_code,
        approval.case_id,
        approval.source_id,
        approval.file_sha256,
        batch.file_name
    from {{ ref('stg_construction_approval') }} as approval
    inner join {{ ref('case_duration') }} as duration
        on approval.source_id = duration.source_id
        and approval.case_id = duration.case_id
    inner join {{ ref('stg_current_batch') }} as batch
        on approval.source_id = batch.source_id
        and approval.file_sha256 = batch.file_sha256
    where duration.outcome in ('granted', 'refused')
        and duration.finished_at >= duration.accepted_at

),

matters as (

    select
        observation.measure_code,
        observation.region_code,
        observation.observed_on,
        observation.observation_key,
        'matters' as support,
        'what the working days were counted from' as method,
        matter.case_id as support_key,
        matter.source_id,
        matter.file_sha256,
        matter.file_name
    from {{ ref('construction_permits_observation') }} as observation
    inner join {{ ref('construction_handling') }} as handling
        on observation.observation_key = handling.project_code
        and handling.is_from_log
    inner join granted_or_refused as matter on handling.project_code = matter.project_code
    where observation.measure_code = 'I03-2'

),

enforcements as (

    select
        observation.measure_code,
        observation.region_code,
        observation.observed_on,
        observation.observation_key,
        'enforcement cases' as support,
        'enforcement of the disputes' as method,
        enforcement.case_no as support_key,
        enforcement.source_id,
        enforcement.file_sha256,
        enforcement.file_name
    from {{ ref('enforcing_contracts_observation') }} as observation
    inner join {{ ref('stg_court_case') }} as enforcement
        on observation.observation_key = enforcement.trial_case_no
    where enforcement.case_type in ('enforcement', 'enforcement_resumed')

)

select * from matters
union all
select * from enforcements
