{{ config(materialized='view') }}

-- When a case waits for its customer: his stages, less the stages of the supplier that lie inside them (a design that is
-- being reviewed is not with the customer). A stage of his without an end runs on.
with spans as (

    select
        source_id,
        case_id,
        owner,
        begun_at,
        coalesce(ended_at, cast('9999-12-31' as timestamp)) as ended_at
    from {{ ref('case_stage_span') }}
    where begun_at is not null
        and coalesce(ended_at >= begun_at, true)
        and (owner = 'customer' or (owner = 'supplier' and ended_at is not null))
        and source_id in (select source_id from {{ ref('stage_rule') }} where owner = 'customer')

),

turns as (

    select
        source_id,
        case_id,
        begun_at as turned_at,
        case when owner = 'customer' then 1 else 0 end as customer,
        case when owner = 'supplier' then 1 else 0 end as supplier
    from spans
    union all
    select
        source_id,
        case_id,
        ended_at as turned_at,
        case when owner = 'customer' then -1 else 0 end as customer,
        case when owner = 'supplier' then -1 else 0 end as supplier
    from spans

),

moments as (

    select
        source_id,
        case_id,
        turned_at,
        sum(customer) as customer,
        sum(supplier) as supplier
    from turns
    group by source_id, case_id, turned_at

),

pieces as (

    select
        source_id,
        case_id,
        turned_at as begun_at,
        lead(turned_at) over (partition by source_id, case_id order by turned_at) as ended_at,
        sum(customer) over (
            partition by source_id, case_id order by turned_at rows between unbounded preceding and current row
        ) as customers,
        sum(supplier) over (
            partition by source_id, case_id order by turned_at rows between unbounded preceding and current row
        ) as suppliers
    from moments

)

select
    source_id,
    case_id,
    begun_at,
    case when ended_at < cast('9999-12-31' as timestamp) then ended_at end as ended_at
from pieces
where customers > 0 and suppliers = 0 and ended_at is not null
