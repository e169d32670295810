-- How far each requirement is proved, and what falls short where it is not.
with counties as (

    select
        evaluation_round.indicator_set,
        region.region_code,
        region.name_zh,
        {{ searched(county_word('region.name_zh')) }} as word
    from {{ ref('evaluation_round') }} as evaluation_round
    inner join {{ ref('region') }} as region
        on evaluation_round.region_code = region.parent_region_code
        and region.region_level = 'county'

),

-- a county is covered when a document that counts names it: its own, or a table of the city with a line for it
county_named as (

    select distinct pair.indicator_set, pair.requirement_code, hit.word
    from {{ ref('evidence_pair') }} as pair
    inner join {{ ref('evidence_hit') }} as hit on pair.document_id = hit.document_id
    where pair.is_counted

),

county_missing as (

    select
        demand.indicator_set,
        demand.requirement_code,
        {{ joined_text('counties.name_zh', '、', 'counties.region_code') }} as counties_missing
    from {{ ref('evidence_demand') }} as demand
    inner join counties on demand.indicator_set = counties.indicator_set
    left join county_named
        on demand.indicator_set = county_named.indicator_set
        and demand.requirement_code = county_named.requirement_code
        and counties.word = county_named.word
    where demand.needs_all_counties and county_named.word is null
    group by demand.indicator_set, demand.requirement_code

),

offered as (

    select
        pair.indicator_set,
        pair.requirement_code,
        sum(case when pair.state <> 'rejected' then 1 else 0 end) as documents,
        sum(case when pair.is_counted then 1 else 0 end) as counted,
        sum(case when pair.is_counted and pair.state in ('approved', 'in_review') then 1 else 0 end) as confirmed,
        sum(case when pair.is_counted and pair.level_fit <> 'above' then 1 else 0 end) as at_level,
        sum(case when pair.is_counted and pair.document_kind = 'P' then 1 else 0 end) as policies,
        sum(case when pair.is_counted and coalesce(kind.is_implementing, true) then 1 else 0 end) as implementing,
        sum(case when pair.is_cited and pair.state <> 'rejected' then 1 else 0 end) as cited,
        sum(case when pair.state in ('expired', 'out_of_window') then 1 else 0 end) as outside_window,
        sum(case when pair.state = 'draft' then 1 else 0 end) as drafts,
        sum(case when pair.state in ('proposed', 'in_review') and pair.level_fit = 'below' then 1 else 0 end) as below_level
    from {{ ref('evidence_pair') }} as pair
    left join {{ ref('evidence_kind') }} as kind on pair.document_kind = kind.kind
    group by pair.indicator_set, pair.requirement_code

)

select
    demand.indicator_set,
    demand.requirement_code,
    cast(coalesce(offered.documents, 0) as bigint) as documents,
    cast(coalesce(offered.counted, 0) as bigint) as counted,
    cast(coalesce(offered.confirmed, 0) as bigint) as confirmed,
    cast(coalesce(offered.cited, 0) as bigint) as cited,
    case
        when coalesce(offered.confirmed, 0) >= demand.min_documents then 'met'
        when coalesce(offered.counted, 0) >= demand.min_documents then 'proposed'
        else 'missing'
    end as standing,
    case
        when coalesce(offered.counted, 0) >= demand.min_documents and offered.at_level = 0 then 'evidence_wrong_level'
        when coalesce(offered.counted, 0) >= demand.min_documents then null
        when offered.counted > 0 then 'evidence_missing'
        -- what is nearest to proof is named
        when offered.below_level > 0 then 'evidence_wrong_level'
        when offered.drafts > 0 then 'evidence_draft_only'
        when offered.outside_window > 0 then 'evidence_out_of_window'
        else 'evidence_missing'
    end as shortfall,
    coalesce(
        offered.policies > 0 and offered.implementing = 0 and exists_implementing.kinds is not null, false
    ) as is_policy_only,
    case when offered.counted > 0 then county_missing.counties_missing end as counties_missing
from {{ ref('evidence_demand') }} as demand
left join offered
    on demand.indicator_set = offered.indicator_set
    and demand.requirement_code = offered.requirement_code
left join county_missing
    on demand.indicator_set = county_missing.indicator_set
    and demand.requirement_code = county_missing.requirement_code
left join (
    select distinct demand.kinds
    from {{ ref('evidence_demand') }} as demand
    inner join {{ ref('evidence_kind') }} as kind
        on {{ is_kind_among('kind.kind', 'demand.kinds') }}
        and kind.is_implementing
) as exists_implementing
    on demand.kinds = exists_implementing.kinds
