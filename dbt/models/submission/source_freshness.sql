with deliveries as (

    select
        source_id,
        count(distinct file_sha256) as files,
        max(received_on) as last_delivery
    from {{ ref('stg_current_batch') }}
    group by source_id

)

select
    contract.source_id,
    contract.name_zh,
    contract.name_en,
    contract.kind,
    contract.department_code,
    coalesce(deliveries.files, 0) as files,
    deliveries.last_delivery,
    contract.update_cycle_days as promised_cycle_days,
    case
        when deliveries.last_delivery is not null and contract.update_cycle_days is not null
            then cast(greatest(
                0, {{ days_between('deliveries.last_delivery', 'context.as_of') }} - contract.update_cycle_days
            ) as bigint)
    end as late_by_days,
    case
        when deliveries.last_delivery is null then 'never'
        when contract.update_cycle_days is null then 'no_promise'
        when {{ days_between('deliveries.last_delivery', 'context.as_of') }} > contract.update_cycle_days then 'late'
        else 'on_time'
    end as state
from {{ ref('stg_source_contract') }} as contract
cross join {{ ref('stg_build_context') }} as context
left join deliveries on contract.source_id = deliveries.source_id
