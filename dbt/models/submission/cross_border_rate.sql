-- Rates of released declarations: how many were declared ahead, in two steps, without paper, through the single window, inspected,
-- and how many inspections found something. A field that nobody filled gives no rate, never a rate of nought.
{%- set rates = {
    'advance_declaration': ('is_ahead', 'is_ahead is not null'),
    'two_step': ('is_two_step', 'is_two_step is not null'),
    'paperless': ('is_paperless', 'is_paperless is not null'),
    'single_window': ('is_single_window', 'is_single_window is not null'),
    'inspection': ('is_inspected', 'is_inspected is not null'),
    'hit': ("inspection_result = 'irregular'", 'is_inspected and inspection_result is not null'),
} %}
with months as (

    select
        county_code,
        flow,
        release_month,
        count(*) as n
        {%- for name, (counted, base) in rates.items() %},
        sum(case when {{ base }} and {{ counted }} then 1 else 0 end) as {{ name }}_counted,
        sum(case when {{ base }} then 1 else 0 end) as {{ name }}_base
        {%- endfor %}
    from {{ ref('clearance_declaration') }}
    where superseded_by is null and release_month is not null
    group by county_code, flow, release_month

),

placed as (

    select
        place.place_code as region_code,
        period_kinds.period_kind,
        {{ period_of_month('months.release_month', 'period_kinds.period_kind') }} as period,
        months.*
    from months
    inner join {{ ref('place_of_region') }} as place on months.county_code = place.region_code
    cross join ({{ period_kinds() }}) as period_kinds

),

totals as (

    select
        placed.region_code,
        placed.period_kind,
        placed.period,
        rate.rate_code,
        placed.flow,
        cast(sum(placed.n) as bigint) as n,
        cast(sum(case rate.rate_code {%- for name in rates %} when '{{ name }}' then {{ name }}_counted{% endfor %} end) as bigint)
            as numerator,
        cast(sum(case rate.rate_code {%- for name in rates %} when '{{ name }}' then {{ name }}_base{% endfor %} end) as bigint)
            as denominator
    from placed
    inner join {{ ref('clearance_rate') }} as rate on placed.flow = rate.flow
    group by placed.region_code, placed.period_kind, placed.period, rate.rate_code, placed.flow

),

judged as (

    select
        totals.*,
        totals.denominator >= parameter.value as is_enough,
        100.0 * totals.numerator / nullif(cast(totals.denominator as double), 0.0) as rate
    from totals
    inner join {{ ref('clearance_parameter') }} as parameter on parameter.parameter = 'minimum_n'

)

select
    judged.region_code,
    judged.period_kind,
    judged.period,
    judged.rate_code,
    judged.flow,
    rate.name_zh,
    rate.name_en,
    judged.n,
    judged.numerator,
    judged.denominator,
    case
        when judged.denominator = 0 then 'O'
        when not judged.is_enough then 'Q'
        when {{ last_day_of('judged.period') }} >= context.as_of then 'P'
        else 'A'
    end as status,
    case
        -- without an inspection there is nothing to find
        when judged.denominator = 0 and judged.rate_code = 'hit' then 'no_inspection'
        when judged.denominator = 0 then 'field_absent'
        when not judged.is_enough then 'too_few'
    end as reason,
    case when judged.is_enough then judged.rate end as rate_percent,
    case when previous.is_enough then previous.rate end as rate_percent_previous
from judged
cross join {{ ref('stg_build_context') }} as context
inner join {{ ref('clearance_rate') }} as rate
    on judged.rate_code = rate.rate_code
    and judged.flow = rate.flow
left join judged as previous
    on judged.region_code = previous.region_code
    and {{ previous_period('judged.period') }} = previous.period
    and judged.rate_code = previous.rate_code
    and judged.flow = previous.flow
