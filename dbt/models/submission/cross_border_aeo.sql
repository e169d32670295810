-- What advanced certification (AEO) is worth: how many firms and declarations have it, and how much faster they clear, also
-- beside declarations of the same means of transport, because certified firms do not ship as others do.
with firms as (

    select
        definition_code,
        county_code,
        flow,
        release_month,
        uscc,
        transport_mode,
        aeo_group = 'aeo' as is_aeo,
        count(*) as n,
        sum(cast(seconds as bigint)) as seconds
    from {{ ref('clearance_time') }}
    -- a firm whose level nobody stated is on neither side
    where aeo_group <> 'unknown'
    group by definition_code, county_code, flow, release_month, uscc, transport_mode, aeo_group

),

placed as (

    select
        place.place_code as region_code,
        period_kinds.period_kind,
        {{ period_of_month('firms.release_month', 'period_kinds.period_kind') }} as period,
        firms.*
    from firms
    inner join {{ ref('place_of_region') }} as place on firms.county_code = place.region_code
    cross join ({{ period_kinds() }}) as period_kinds

),

{%- set group = 'region_code, period_kind, period, definition_code, flow' %}

modes as (

    select
        {{ group }},
        transport_mode,
        sum(case when is_aeo then n else 0 end) as n_aeo,
        sum(case when is_aeo then 0 else n end) as n_other,
        sum(case when is_aeo then seconds end) as seconds_aeo,
        sum(case when is_aeo then null else seconds end) as seconds_other
    from placed
    group by {{ group }}, transport_mode

),

declarations as (

    select
        {{ group }},
        cast(sum(n_aeo) as bigint) as n_aeo,
        cast(sum(n_other) as bigint) as n_other,
        sum(seconds_aeo) / nullif(3600.0 * sum(n_aeo), 0.0) as hours_aeo,
        sum(seconds_other) / nullif(3600.0 * sum(n_other), 0.0) as hours_other,
        -- each certified declaration beside the mean of the others of its means of transport
        cast(sum(case when n_aeo > 0 and n_other > 0 then n_aeo else 0 end) as bigint) as n_compared,
        {{ exact_sum('case when n_other > 0 then seconds_aeo - n_aeo * seconds_other / nullif(1.0 * n_other, 0.0) end') }}
            / nullif(3600.0 * sum(case when n_aeo > 0 and n_other > 0 then n_aeo else 0 end), 0.0) as difference_in_mode
    from modes
    group by {{ group }}

),

certified as (

    select {{ group }}, uscc, max(case when is_aeo then 1 else 0 end) as is_aeo
    from placed
    where uscc is not null
    group by {{ group }}, uscc

),

firm_counts as (

    select {{ group }}, count(*) as n_firms, cast(sum(is_aeo) as bigint) as n_aeo_firms
    from certified
    group by {{ group }}

),

judged as (

    select
        declarations.*,
        coalesce(firm_counts.n_firms, 0) as n_firms,
        coalesce(firm_counts.n_aeo_firms, 0) as n_aeo_firms,
        declarations.n_aeo >= parameter.value and declarations.n_other >= parameter.value as is_enough,
        declarations.n_compared >= parameter.value as is_compared
    from declarations
    inner join {{ ref('clearance_parameter') }} as parameter on parameter.parameter = 'minimum_n'
    left join firm_counts
        on declarations.region_code = firm_counts.region_code
        and declarations.period = firm_counts.period
        and declarations.definition_code = firm_counts.definition_code
        and declarations.flow = firm_counts.flow

)

select
    judged.region_code,
    judged.period_kind,
    judged.period,
    judged.definition_code,
    judged.flow,
    judged.n_firms,
    judged.n_aeo_firms,
    100.0 * judged.n_aeo_firms / nullif(cast(judged.n_firms as double), 0.0) as aeo_firm_percent,
    judged.n_aeo + judged.n_other as n,
    judged.n_aeo,
    100.0 * judged.n_aeo / nullif(cast(judged.n_aeo + judged.n_other as double), 0.0) as aeo_declaration_percent,
    case
        when not judged.is_enough then 'Q'
        when {{ last_day_of('judged.period') }} >= context.as_of then 'P'
        else 'A'
    end as status,
    case when not judged.is_enough then 'too_few' end as reason,
    case when judged.is_enough then judged.hours_aeo end as mean_hours_aeo,
    case when judged.is_enough then judged.hours_other end as mean_hours_other,
    case when judged.is_enough then judged.hours_aeo - judged.hours_other end as difference_hours,
    judged.n_compared,
    case when judged.is_enough and judged.is_compared then judged.difference_in_mode end as difference_hours_same_mode
from judged
cross join {{ ref('stg_build_context') }} as context
