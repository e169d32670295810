-- 办理破产, by case: years, cost and what creditors recovered, of every insolvency case that the court closed.
-- Definitions after Doing Business 2020 (resolving insolvency). What creditors received is the amount really paid, so
-- that outcome, costs and loss of value, which the World Bank has to estimate, are in it already.
{%- set benchmark_rate = 4.35 %}
with closed as (

    select
        insolvency.*,
        {{ day_creditors_were_paid() }} as paid_on,
        -- the creditor waits from the default on; where the file does not say when that was, from the acceptance
        coalesce(defaulted_on, accepted_on) as unpaid_from
    from {{ ref('stg_insolvency_case') }} as insolvency
    where state = 'done' and concluded_on is not null

),

timed as (

    select
        closed.*,
        -- days out of order are a fault of the record, not a time
        case
            when unpaid_from <= paid_on then {{ days_between('unpaid_from', 'paid_on') }} / 365.0
        end as years
    from closed

),

discounted as (

    -- the lending rate of the year of payment: of the place, else of the city above it, else the benchmark rate for one
    -- year that the People's Bank of China set on 24 October 2015 and has not changed since (4.35 %)
    select
        timed.*,
        coalesce(rate.value, {{ benchmark_rate }}) / 100.0 as lending_rate
    from timed
    left join {{ ref('int_context_figure') }} as rate
        on rate.series_code = 'lending_rate'
        and timed.county_code = rate.region_code
        and {{ year_text('timed.paid_on') }} = rate.period

),

time_taken as (

    -- from the default until creditors are paid; without a payment there is no such time
    select 'I15-1' as measure_code, discounted.*, cast(years as double) as amount, cast(null as double) as base
    from discounted

),

cost as (

    -- court, administrator and all else, against the estate. A case without an estate is paid for by the fund for cases
    -- without assets, not by its creditors
    select
        'I15-2' as measure_code,
        discounted.*,
        cast(court_cost_cny + administrator_cost_cny + other_cost_cny as double) as amount,
        cast(estate_value_cny as double) as base
    from discounted
    where estate_value_cny > 0

),

recovery as (

    -- present value, at the beginning, of what all classes received, against all that was owed; a case that paid
    -- nothing recovered 0, and counts
    select
        'I15-3' as measure_code,
        discounted.*,
        case
            when paid_cny = 0 then 0.0
            else cast(paid_cny as double) / nullif(power(1.0 + lending_rate, years), 0.0)
        end as amount,
        cast(claims_cny as double) as base
    from discounted
    where claims_cny > 0

)

{{ observations_of(
    measures=['time_taken', 'cost', 'recovery'],
    observed_on='concluded_on',
    observation_key='case_no'
) }}
