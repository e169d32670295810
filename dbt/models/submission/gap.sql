-- The register of gaps: what is open now, what was waived, and what has closed since the former release.
with candidate as (

    select * from {{ ref('gap_candidate') }}

),

previous as (

    select * from {{ ref('stg_previous_gap') }}

),

still_open as (

    select
        candidate.*,
        least(coalesce(previous.first_seen, context.as_of), context.as_of) as first_seen,
        context.as_of as last_seen,
        waiver.is_live as is_waived,
        case
            when waiver.gap_id is not null then concat(
                waiver.reason, ' (', waiver.approved_by, ', ',
                cast(waiver.expires_on as {{ dbt.type_string() }}), ')'
            )
        end as waiver
    from candidate
    cross join {{ ref('stg_build_context') }} as context
    left join previous on candidate.gap_id = previous.gap_id
    left join {{ ref('stg_waiver') }} as waiver on candidate.gap_id = waiver.gap_id

),

no_longer_found as (

    select
        previous.*,
        -- a set that this build was not asked for keeps its gaps for the next build that is
        case
            when previous.status = 'closed' then 'closed'
            when previous.indicator_set is not null and scoring_set.indicator_set is null then 'not_in_build'
            else 'closed'
        end as new_status
    from previous
    left join candidate on previous.gap_id = candidate.gap_id
    left join {{ ref('scoring_set') }} as scoring_set on previous.indicator_set = scoring_set.indicator_set
    where candidate.gap_id is null

),

everything as (

    select
        gap_id,
        gap_code,
        indicator_set,
        indicator_code,
        measure_code,
        region_code,
        period,
        source_id,
        file_name,
        department_code,
        detail,
        points_at_stake,
        first_seen,
        last_seen,
        case when is_waived then 'waived' else 'open' end as status,
        waiver
    from still_open

    union all

    select
        gap_id,
        gap_code,
        indicator_set,
        indicator_code,
        measure_code,
        region_code,
        period,
        source_id,
        file_name,
        department_code,
        detail,
        points_at_stake,
        first_seen,
        last_seen,
        new_status as status,
        cast(null as {{ dbt.type_string() }}) as waiver
    from no_longer_found

)

select
    everything.gap_id,
    everything.gap_code,
    rule.severity,
    everything.indicator_set,
    everything.indicator_code,
    everything.measure_code,
    everything.region_code,
    everything.period,
    everything.source_id,
    everything.file_name,
    everything.department_code,
    coalesce(department.name_zh, everything.department_code) as department_name_zh,
    case
        when catalogue.name_zh is null then rule.title_zh
        else concat(catalogue.name_zh, '：', rule.title_zh)
    end as title_zh,
    case
        when catalogue.name_en is null then rule.title_en
        else concat(catalogue.name_en, ': ', rule.title_en)
    end as title_en,
    everything.detail,
    rule.remedy_zh,
    rule.remedy_en,
    -- the rule's days, and never after the round's own date while that is ahead
    case
        when evaluation_round.submission_due > everything.first_seen then least(
            {{ days_later('everything.first_seen', 'rule.due_days') }}, evaluation_round.submission_due
        )
        else {{ days_later('everything.first_seen', 'rule.due_days') }}
    end as due_date,
    everything.points_at_stake,
    everything.first_seen,
    everything.last_seen,
    everything.status,
    everything.waiver
from everything
inner join {{ ref('gap_rule') }} as rule on everything.gap_code = rule.gap_code
left join {{ ref('catalogue') }} as catalogue
    on everything.indicator_set = catalogue.indicator_set
    and coalesce(everything.measure_code, everything.indicator_code) = catalogue.code
left join {{ ref('department') }} as department on everything.department_code = department.department_code
left join {{ ref('evaluation_round') }} as evaluation_round
    on everything.indicator_set = evaluation_round.indicator_set
    and everything.region_code = evaluation_round.region_code
    and everything.period = evaluation_round.period
