select
    source_id,
    file_sha256,
    file_name,
    member,
    row_number,
    section_no,
    project_no,
    county_code,
    project_type,
    state,
    is_statutory,
    is_fully_electronic,
    is_remote_evaluation,
    experts_drawn_how,
    notice_at,
    bid_open_at,
    candidates_published_at,
    award_notice_at,
    contract_signed_at,
    contract_published_at,
    winner_uscc,
    winner_region,
    -- of a text that is no code of a division (省外, 不详) nothing can be said. The city's functional area has an own code
    -- that begins like the city's.
    case
        when length(winner_region) = 6 and substr(winner_region, 1, 2) between '11' and '82'
            then substr(winner_region, 1, 4) <> '3308'
    end as is_winner_from_elsewhere,
    bond_type,
    bond_refunded_at,
    -- Regulation on the implementation of the Tendering Law, article 57: within five days of the contract
    case
        when bond_type = 'cash' and contract_signed_at is not null and bond_refunded_at is not null
            then {{ days_between(day_of('contract_signed_at'), day_of('bond_refunded_at')) }} <= 5
    end as is_bond_refunded_in_time,
    ca_type,
    objection_type,
    objection_accepted_at,
    objection_decided_at
from (
    {{ newest_rows('tendering', ['section_no']) }}
) as newest
