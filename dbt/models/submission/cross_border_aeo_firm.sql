-- Firms on the list of authorised economic operators on the last day of each year and quarter, in a running period on the day of
-- the build; beside them how many of the firms that traded in the period are on it.
with quarter_end as (

    select
        {{ quarter_text('calendar_day') }} as quarter,
        max(calendar_day) as last_day
    from {{ ref('working_calendar') }}
    where calendar_code = 'national'
        and calendar_day <= (select as_of from {{ ref('stg_build_context') }})
    group by {{ quarter_text('calendar_day') }}

),

ends as (

    select 'quarter' as period_kind, quarter as period, last_day
    from quarter_end
    union all
    select 'year' as period_kind, substr(quarter, 1, 4) as period, max(last_day) as last_day
    from quarter_end
    group by substr(quarter, 1, 4)

),

standing as (

    -- of several grades of one firm on one day the one that began last
    select
        ends.period_kind,
        ends.period,
        ends.last_day,
        grade.uscc,
        grade.county_code,
        grade.aeo_level,
        row_number() over (partition by ends.period, grade.uscc order by grade.valid_from desc) as recency
    from {{ ref('stg_aeo_list') }} as grade
    inner join ends
        on grade.valid_from <= ends.last_day
        and (grade.valid_to >= ends.last_day or grade.valid_to is null)

),

trader as (

    select distinct
        county_code,
        uscc,
        {{ year_text(day_of('declared_at')) }} as year,
        {{ quarter_text(day_of('declared_at')) }} as quarter
    from {{ ref('stg_customs_declaration') }}
    where state not in ('returned', 'deleted') and uscc is not null and declared_at is not null

),

trader_in_period as (

    select county_code, uscc, quarter as period
    from trader
    union all
    select distinct county_code, uscc, year as period
    from trader

),

firm as (

    select
        place.place_code as region_code,
        standing.period_kind,
        standing.period,
        standing.last_day,
        standing.aeo_level,
        count(*) as n,
        count(trader_in_period.uscc) as n_traded
    from standing
    inner join {{ ref('place_of_region') }} as place on standing.county_code = place.region_code
    left join trader_in_period
        on standing.uscc = trader_in_period.uscc
        and standing.county_code = trader_in_period.county_code
        and standing.period = trader_in_period.period
    where standing.recency = 1
    group by
        place.place_code, standing.period_kind, standing.period, standing.last_day, standing.aeo_level

),

traders as (

    select place.place_code as region_code, trader_in_period.period, count(distinct trader_in_period.uscc) as n_traders
    from trader_in_period
    inner join {{ ref('place_of_region') }} as place on trader_in_period.county_code = place.region_code
    group by place.place_code, trader_in_period.period

),

none_of_them as (

    -- where firms trade and none has the highest grade there is none; before anybody delivers a list nobody knows
    select
        traders.region_code,
        ends.period_kind,
        ends.period,
        ends.last_day,
        'advanced' as aeo_level,
        cast(0 as bigint) as n,
        cast(0 as bigint) as n_traded
    from traders
    inner join ends on traders.period = ends.period
    left join firm
        on traders.region_code = firm.region_code
        and traders.period = firm.period
        and firm.aeo_level = 'advanced'
    where firm.region_code is null and exists (select 1 from {{ ref('stg_aeo_list') }})

),

everything as (

    select * from firm
    union all
    select * from none_of_them

)

select
    everything.region_code,
    everything.period_kind,
    everything.period,
    everything.last_day,
    everything.aeo_level,
    everything.n,
    everything.n_traded,
    coalesce(traders.n_traders, 0) as n_traders,
    1.0 * everything.n_traded / nullif(traders.n_traders, 0) as share_of_traders
from everything
left join traders on everything.region_code = traders.region_code and everything.period = traders.period
