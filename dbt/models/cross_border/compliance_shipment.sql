-- What one shipment took and cost, for the components in the sense of Doing Business: hours of 24 a day, costs in yuan.
-- A span that cannot be true (an end before its beginning) is unknown, never zero.
with declaration as (

    select
        *,
        case when flow = 'import' then lift_at else depart_at end as finished_at,
        -- what was released before it arrived is cleared on arrival; over before it arrived it cannot have been
        case
            when arrive_at is null or release_at is null then null
            when coalesce(case when flow = 'import' then lift_at else depart_at end, arrive_at) >= arrive_at
                then greatest(arrive_at, release_at)
        end as cleared_at
    from {{ ref('stg_customs_declaration') }}
    where state not in ('returned', 'deleted')
        -- what moves between a bonded area and the country crosses no border
        and coalesce(transport_mode, 'unknown') <> 'special_area'

),

comparable as (

    -- the standard shipment: the same goods in every place
    select
        declaration.entry_id,
        min(profile.profile_code) as profile_code
    from declaration
    inner join {{ ref('trade_profile') }} as profile
        on declaration.flow = profile.flow
        and substr(declaration.hs_code, 1, length(profile.hs_prefix)) = profile.hs_prefix
        and coalesce(declaration.containers, 0) >= profile.containers_min
        and (
            profile.kg_per_container_min is null
            or declaration.gross_weight_kg >= profile.kg_per_container_min * declaration.containers
        )
        and (
            profile.kg_per_container_max is null
            or declaration.gross_weight_kg <= profile.kg_per_container_max * declaration.containers
        )
    group by declaration.entry_id

),

certificate as (

    -- documents of one shipment are applied for beside each other: the longest counts
    select
        paper.entry_id,
        count(*) as n_certificates,
        max(case when kind.component = 'documentary' then 1 else 0 end) = 1 as has_certificate,
        max(case when kind.component = 'border' then 1 else 0 end) = 1 as meets_other_agency,
        max(case when kind.component = 'documentary' then {{ hours_from('paper.applied_at', 'paper.issued_at') }} end)
            as certificate_hours,
        max(case when kind.component = 'border' then {{ hours_from('paper.applied_at', 'paper.issued_at') }} end)
            as other_agency_hours,
        -- one fee in a currency without a rate makes the sum unknown
        case
            when count(*) = count(paper.fee * ({{ cny_rate('paper.currency', 'fee_month', 'fee_year') }}))
                then {{ exact_sum('paper.fee * (' ~ cny_rate('paper.currency', 'fee_month', 'fee_year') ~ ')') }}
        end as certificate_fee_cny
    from {{ ref('stg_trade_certificate') }} as paper
    inner join {{ ref('certificate_type') }} as kind on paper.certificate_type = kind.certificate_type
    {{ rates_of('fee', 'paper.currency', 'paper.county_code', 'paper.applied_at') }}
    where paper.state = 'issued' and paper.issued_at >= paper.applied_at
    group by paper.entry_id

)

select
    declaration.entry_id,
    declaration.flow,
    declaration.county_code,
    declaration.border_customs as port_code,
    declaration.bill_no,
    declaration.containers,
    comparable.profile_code,
    -- a shipment counts on the day on which it was over
    case when declaration.state in ('released', 'closed') then {{ day_of('declaration.finished_at') }} end as finished_on,
    declaration.is_inspected,
    coalesce(certificate.meets_other_agency, false) as meets_other_agency,
    coalesce(certificate.has_certificate, false) as has_certificate,
    coalesce(certificate.n_certificates, 0) as n_certificates,
    -- clearance without the inspection, which is a part of its own
    case
        when declaration.cleared_at is null then null
        when not coalesce(declaration.is_inspected, false)
            then {{ hours_from('declaration.arrive_at', 'declaration.cleared_at') }}
        when declaration.inspection_started_at >= declaration.arrive_at
            and declaration.inspection_finished_at between declaration.inspection_started_at and declaration.cleared_at
            then {{ hours_from('declaration.arrive_at', 'declaration.cleared_at') }}
                - {{ hours_from('declaration.inspection_started_at', 'declaration.inspection_finished_at') }}
    end as clearance_hours,
    case
        when declaration.is_inspected and declaration.inspection_finished_at >= declaration.inspection_started_at
            then {{ hours_from('declaration.inspection_started_at', 'declaration.inspection_finished_at') }}
    end as inspection_hours,
    certificate.other_agency_hours,
    case
        when declaration.finished_at >= declaration.cleared_at
            then {{ hours_from('declaration.cleared_at', 'declaration.finished_at') }}
    end as handling_hours,
    case
        when declaration.declared_at >= declaration.draft_at
            then {{ hours_from('declaration.draft_at', 'declaration.declared_at') }}
    end as drafting_hours,
    certificate.certificate_hours,
    cast(declaration.port_charges_cny as double) as port_charges_cny,
    cast(declaration.agent_fee_cny as double) as agent_fee_cny,
    -- what the declaration names holds the fees of certificates; these stand in where it names none
    coalesce(cast(declaration.document_fee_cny as double), certificate.certificate_fee_cny) as document_fee_cny
from declaration
left join comparable on declaration.entry_id = comparable.entry_id
left join certificate on declaration.entry_id = certificate.entry_id
