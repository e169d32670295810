-- What brokers say of the documents of one shipment, by who prepares them and how the goods are packed: the median, as Doing
-- Business takes it. A cost in a currency without a rate is no answer; nobody is asked about a quarter or a month.
with answer as (

    select
        said.county_code,
        said.flow,
        said.answered_on,
        coalesce(said.preparer, 'unknown') as preparer,
        coalesce(said.packing, 'unknown') as packing,
        said.documentary_hours,
        said.documentary_cost * ({{ cny_rate('said.currency', 'cost_month', 'cost_year') }}) as cost_cny
    from {{ ref('stg_broker_survey') }} as said
    {{ rates_of('cost', 'said.currency', 'said.county_code', 'said.answered_on') }}

),

placed as (

    {{ in_trade_periods('answer', 'answered_on') }}

),

grouped as (

    select placed.*, 'all' as group_kind, 'all' as group_code
    from placed
    union all
    select placed.*, 'preparer' as group_kind, placed.preparer as group_code
    from placed
    union all
    select placed.*, 'packing' as group_kind, placed.packing as group_code
    from placed

),

summed as (

    select
        region_code,
        period_kind,
        period,
        flow,
        group_kind,
        group_code,
        count(*) as asked,
        count(documentary_hours) as n,
        {{ median_and_p90('documentary_hours') }} as hours,
        count(cost_cny) as n_cost,
        {{ median_and_p90('cost_cny') }} as cost
    from grouped
    where period_kind = 'year'
    group by region_code, period_kind, period, flow, group_kind, group_code

)

select
    summed.region_code,
    summed.period_kind,
    summed.period,
    summed.flow,
    summed.group_kind,
    summed.group_code,
    summed.asked,
    summed.n,
    case when summed.n >= limits.of_time then {{ quantile_of('summed.hours', 'median') }} end as median_hours,
    case when summed.n >= limits.of_time then {{ quantile_of('summed.hours', 'p90') }} end as p90_hours,
    summed.n_cost,
    case when summed.n_cost >= limits.of_cost then {{ quantile_of('summed.cost', 'median') }} end as median_cost_cny,
    case when summed.n_cost >= limits.of_cost then {{ quantile_of('summed.cost', 'p90') }} end as p90_cost_cny,
    case when summed.n >= limits.of_time then 'A' else 'Q' end as status
from summed
cross join (
    select
        max(case when quantity = 'time' then minimum_n end) as of_time,
        max(case when quantity = 'cost' then minimum_n end) as of_cost
    from {{ ref('compliance_source') }}
    where source_code = 'broker_survey'
) as limits
