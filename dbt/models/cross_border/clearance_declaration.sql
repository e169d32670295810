-- Released declarations whose goods cross the border, with the moments of the shipment and the groups it counts in. What a
-- later declaration of the same shipment corrected names that one; moments that cannot be true are named, and time nothing.
with declared as (

    select
        declaration.*,
        case when flow = 'import' then lift_at else depart_at end as leave_at
    from {{ ref('stg_customs_declaration') }} as declaration
    where state in ('released', 'closed')
        -- what moves between a bonded area and the country crosses no border
        and coalesce(transport_mode, 'unknown') <> 'special_area'

),

parameters as (

    select
        max(case when parameter = 'longest_hours' then value end) as longest_hours,
        max(case when parameter = 'duplicate_days' then value end) as duplicate_days
    from {{ ref('clearance_parameter') }}

),

shipments as (

    -- several declarations may share one bill: only those of one firm and one kind of goods can correct each other
    select
        entry_id,
        concat_ws('|', bill_no, uscc, flow, hs_code) as shipment,
        declared_at,
        gross_weight_kg,
        goods_value_usd
    from declared
    where bill_no is not null and uscc is not null and hs_code is not null and declared_at is not null

),

followed as (

    -- a correction leaves weight or value as it was; two parts of one bill differ in both
    {% for measure in ['gross_weight_kg', 'goods_value_usd'] -%}
    select
        entry_id,
        declared_at,
        lead(entry_id) over (partition by shipment, {{ measure }} order by declared_at nulls last, entry_id nulls last) as next_id,
        lead(declared_at) over (partition by shipment, {{ measure }} order by declared_at nulls last, entry_id nulls last) as next_at
    from shipments
    where {{ measure }} is not null
    {% if not loop.last %}
    union all

    {% endif %}
    {%- endfor %}
),

superseded as (

    select
        followed.entry_id,
        max(followed.next_id) as superseded_by
    from followed
    cross join parameters
    where {{ microseconds('followed.next_at') }} - {{ microseconds('followed.declared_at') }}
        <= parameters.duplicate_days * 86400000000.0
    group by followed.entry_id

),

judged as (

    select
        declared.*,
        superseded.superseded_by,
        case
            when release_at < accept_at then 'released_before_accepted'
            when release_at < arrive_at then 'released_before_arrival'
            when leave_at < arrive_at then 'left_before_arrival'
            -- imports may be taken to the firm's own yard before their release
            when flow = 'export' and leave_at < release_at then 'departed_before_release'
            when {{ microseconds('greatest(coalesce(leave_at, release_at), coalesce(release_at, leave_at))') }}
                - {{ microseconds('arrive_at') }} > parameters.longest_hours * 3600000000.0 then 'span_too_long'
        end as time_fault
    from declared
    cross join parameters
    left join superseded on declared.entry_id = superseded.entry_id

)

select
    judged.source_id,
    judged.file_sha256,
    judged.file_name,
    judged.member,
    judged.row_number,
    judged.entry_id,
    judged.flow,
    judged.state,
    judged.county_code,
    judged.uscc,
    judged.superseded_by,
    judged.time_fault,
    -- the official figures count a declaration in the month of its release
    case when judged.release_at is not null then {{ month_text('judged.release_at') }} end as release_month,
    judged.draft_at,
    judged.declared_at,
    judged.arrive_at,
    judged.accept_at,
    judged.inspection_finished_at,
    judged.tax_paid_at,
    judged.release_at,
    judged.leave_at,
    judged.fully_declared_at,
    case
        -- where a system delivers the day of the declaration alone, nobody knows which came first on that day
        when judged.declared_at = cast({{ day_of('judged.declared_at') }} as timestamp)
            and {{ day_of('judged.declared_at') }} = {{ day_of('judged.arrive_at') }} then null
        when judged.declared_at < judged.arrive_at then true
        when judged.declared_at >= judged.arrive_at then false
    end as is_ahead,
    judged.is_two_step,
    judged.is_paperless,
    judged.is_single_window,
    judged.is_inspected,
    judged.inspection_result,
    coalesce(judged.declared_at_customs, 'unknown') as declared_at_customs,
    coalesce(judged.border_customs, 'unknown') as border_customs,
    coalesce(customs_direct.lane_code, 'unknown') as lane_code,
    coalesce(judged.transport_mode, 'unknown') as transport_mode,
    coalesce(judged.supervision_mode, 'unknown') as supervision_mode,
    coalesce(judged.company_size, 'unknown') as company_size,
    case
        when judged.aeo_level = 'advanced' then 'aeo'
        when judged.aeo_level is not null then 'other'
        else 'unknown'
    end as aeo_group,
    case
        when judged.is_inspected then 'inspected'
        when not judged.is_inspected then 'not_inspected'
        else 'unknown'
    end as inspection_group,
    -- a company code names the place that registered the firm: its third to sixth digits are the city
    case
        when judged.uscc is null then 'no_code'
        when substr(judged.uscc, 3, 4) = substr(judged.county_code, 1, 4) then 'registered_here'
        else 'registered_elsewhere'
    end as place_group,
    judged.port_charges_cny,
    judged.agent_fee_cny,
    judged.document_fee_cny
from judged
left join {{ ref('customs_direct') }} as customs_direct
    on substr(judged.border_customs, 1, 2) = customs_direct.direct_customs
