-- Values of the checklists: points added up, or their share of the maximum.
--
-- Items that do not apply leave both sums; an index of points is then brought back to its own maximum, so that they
-- neither cost nor earn anything. A checklist is provisional until `minimum_n` of its items are answered (measure_rule: all
-- of them), and an index that a figure forces to 0 is 0 whatever the items say.
with summed as (

    select
        measure_code,
        region_code,
        period,
        -- decimals add up to the same bits in any order
        cast(coalesce(sum(case when state <> 'not_applicable' then cast(points as decimal(18, 6)) end), 0) as double)
            as points,
        cast(coalesce(sum(case when state <> 'not_applicable' then cast(max_points as decimal(18, 6)) end), 0) as double)
            as maximum,
        cast(sum(cast(max_points as decimal(18, 6))) as double) as full_maximum,
        count(*) as items,
        sum(case when state in ('answered', 'no_practice', 'not_applicable') then 1 else 0 end) as n,
        sum(case when state = 'not_applicable' then 1 else 0 end) as not_applicable
    from {{ ref('int_checklist_item') }}
    where kind <> 'input'
    group by measure_code, region_code, period

),

forced as (

    select
        measure_code,
        region_code,
        period,
        max(case when forces_zero then 1 else 0 end) as is_forced,
        max(case when forces_zero and state in ('open', 'invalid') then 1 else 0 end) as is_open
    from {{ ref('int_checklist_item') }}
    group by measure_code, region_code, period

),

ruled as (

    select
        summed.measure_code,
        summed.region_code,
        summed.period,
        rule.statistic,
        cast(summed.n as bigint) as n,
        case when forced.is_forced = 1 then 0.0 else summed.points end as points,
        summed.maximum,
        case rule.statistic
            when 'points' then rule.factor * summed.full_maximum
            when 'share_of_points' then rule.factor
        end as full_marks,
        case
            when summed.not_applicable = summed.items then 'M'
            when summed.n = 0 then 'O'
            when summed.n < rule.minimum_n or forced.is_open = 1 then 'P'
            else 'A'
        end as status
    from summed
    inner join forced
        on summed.measure_code = forced.measure_code
        and summed.region_code = forced.region_code
        and summed.period = forced.period
    inner join {{ ref('measure_rule') }} as rule
        on summed.measure_code = rule.measure_code
        and rule.route = 'checklist'

)

select
    measure_code,
    region_code,
    period,
    'checklist' as route,
    case when status in ('A', 'P') then points * full_marks / nullif(maximum, 0.0) end as value,
    cast(null as {{ dbt.type_string() }}) as unit,
    cast(null as {{ dbt.type_string() }}) as raw_text,
    status,
    statistic,
    n,
    case when status in ('A', 'P') then points end as numerator,
    case when status in ('A', 'P') then maximum end as denominator
from ruled
