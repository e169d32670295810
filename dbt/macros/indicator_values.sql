{# The models that hold the values of the national first-level indicators, by indicator code. #}
{% macro indicator_models() -%}
    {{ return({
        'I01': 'starting_business',
        'I02': 'labour_market_regulation',
        'I03': 'construction_permits',
        'I04': 'government_procurement',
        'I05': 'tendering_and_bidding',
        'I06': 'getting_electricity',
        'I07': 'getting_water_and_gas',
        'I08': 'registering_property',
        'I09': 'getting_credit',
        'I10': 'protecting_minority_investors',
        'I11': 'intellectual_property',
        'I12': 'trading_across_borders',
        'I13': 'paying_taxes',
        'I14': 'enforcing_contracts',
        'I15': 'resolving_insolvency',
        'I16': 'market_supervision',
        'I17': 'government_services',
        'I18': 'inclusive_innovation',
    }) }}
{%- endmacro %}

{# The models that hold what the logs say, one row per measure and case. #}
{% macro observation_models() -%}
    {{ return([
        'starting_business_observation',
        'labour_market_regulation_observation',
        'construction_permits_observation',
        'government_procurement_observation',
        'tendering_and_bidding_observation',
        'getting_electricity_observation',
        'getting_water_and_gas_observation',
        'registering_property_observation',
        'getting_credit_observation',
        'intellectual_property_observation',
        'trading_across_borders_observation',
        'paying_taxes_observation',
        'enforcing_contracts_observation',
        'resolving_insolvency_observation',
        'market_supervision_observation',
        'government_services_observation',
    ]) }}
{%- endmacro %}

{# Second-level values of one indicator along every route that it has.

   `observations`: the relation of what its logs say, one row per measure and case (see models/observations); none where
   the indicator stands on statistics, checklists and surveys alone. #}
{% macro indicator_values(indicator_code, observations=none) -%}
    with measures as (

        select distinct measure_code
        from {{ ref('measure') }}
        where indicator_code = '{{ indicator_code }}'

    ),

    statistics as (

        select figure.*
        from {{ ref('statistic_measure') }} as figure
        inner join measures on figure.measure_code = measures.measure_code

    ),

    checklists as (

        select figure.*
        from {{ ref('checklist_measure') }} as figure
        inner join measures on figure.measure_code = measures.measure_code

    ),

    surveys as (

        select figure.*
        from {{ ref('survey_measure') }} as figure
        inner join measures on figure.measure_code = measures.measure_code

    ),
    {% if observations is not none %}
    {{ values_of_observations(observations) }},
    {% endif %}
    all_routes as (

        select * from statistics
        union all
        select * from checklists
        union all
        select * from surveys
        {%- if observations is not none %}
        union all
        select * from from_log
        {%- endif %}

    )

    select * from all_routes
{%- endmacro %}

{# CTEs that end in `from_log`: the value of each measure for each county and the city above it, per year and quarter of
   the observation, made by the statistic that `measure_rule` names.

   A group smaller than the rule's minimum is suppressed: its size stays, its value does not. A value per head of a series
   (cost as a share of income) takes the place's own figure of the year, else that of the city above it. A sum is made of
   years alone: that of a quarter would be scored against what a year brings. #}
{% macro values_of_observations(observations) -%}
    counted as (

        {{ counted_in_places(observations, ['measure_code', 'observed_on', 'amount', 'base']) }}

    ),

    grouped as (

        select
            measure_code,
            region_code,
            period,
            {{ year_text('max(observed_on)') }} as period_year,
            count(*) as n,
            -- decimals add up to the same bits in any order
            cast(sum(cast(amount as decimal(28, 8))) as double) as amount,
            cast(sum(cast(base as decimal(28, 8))) as double) as base,
            cast(percentile_cont(0.5) within group (order by cast(amount as double)) as double) as median_amount
        from counted
        -- what is not known is no zero
        where amount is not null
        group by measure_code, region_code, period

    ),

    ruled as (

        select
            grouped.*,
            rule.statistic,
            rule.per_series,
            rule.factor,
            rule.minimum_n,
            case rule.statistic
                when 'mean' then grouped.amount / nullif(grouped.n, 0)
                when 'median' then grouped.median_amount
                when 'sum' then grouped.amount
                when 'ratio' then grouped.amount / nullif(grouped.base, 0.0)
            end as plain_value,
            figure.value as series_value
        from grouped
        inner join {{ ref('measure_rule') }} as rule
            on grouped.measure_code = rule.measure_code
            and rule.route = 'log'
        left join {{ ref('int_context_figure') }} as figure
            on rule.per_series = figure.series_code
            and grouped.region_code = figure.region_code
            and grouped.period_year = figure.period
        -- a sum grows with its period, and frontiers are written for a year
        where rule.statistic <> 'sum' or grouped.period = grouped.period_year

    ),

    valued as (

        select
            *,
            case
                when per_series is null then plain_value * factor
                else plain_value * factor / nullif(series_value, 0.0)
            end as value
        from ruled

    ),

    from_log as (

        select
            measure_code,
            region_code,
            period,
            'log' as route,
            case when n >= minimum_n then value end as value,
            cast(null as {{ dbt.type_string() }}) as unit,
            cast(null as {{ dbt.type_string() }}) as raw_text,
            case
                when n < minimum_n then 'Q'
                when value is null then 'O'
                else 'A'
            end as status,
            statistic,
            n,
            case
                when n < minimum_n then null
                when per_series is not null then plain_value
                when statistic = 'ratio' then amount
            end as numerator,
            case
                when n < minimum_n then null
                when per_series is not null then series_value
                when statistic = 'ratio' then base
            end as denominator
        from valued

    )
{%- endmacro %}

{# Each observation once for every place and period it counts in: its county and the city above it, its quarter and year.

   Gives `columns`, `region_code` and `period`. #}
{% macro counted_in_places(observations, columns) -%}
    select
        {% for column in columns -%}
        observation.{{ column }},
        {% endfor -%}
        place.place_code as region_code,
        case grain.grain
            when 'year' then {{ year_text('observation.observed_on') }}
            else {{ quarter_text('observation.observed_on') }}
        end as period
    from {{ observations }} as observation
    inner join {{ ref('place_of_region') }} as place on observation.region_code = place.region_code
    cross join (select 'year' as grain union all select 'quarter' as grain) as grain
{%- endmacro %}
