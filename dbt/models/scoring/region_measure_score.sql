-- Scores per region. Where a set makes a region of parts (cities), the scores of the parts are averaged, never their values:
-- scoring a mean value differs wherever a score is clipped or curved.
with own as (

    select * from {{ ref('own_measure_score') }}

),

composite_regions as (

    select distinct indicator_set, region_code
    from {{ ref('region_part') }}

),

from_parts as (

    select
        region_part.indicator_set,
        region_part.region_code,
        own.period,
        own.indicator_code,
        own.measure_code,
        own.parent_measure_code,
        max(own.best) as best,
        max(own.worst) as worst,
        {{ sum_of_weights('case when own.score is not null then region_part.weight else 0.0 end') }} as weight_covered,
        {{ weighted_sum('region_part.weight', 'own.score') }} as weighted_score,
        max(case when own.score_basis = 'not_applicable' then 0 else 1 end) as is_applicable
    from {{ ref('region_part') }} as region_part
    inner join own
        on region_part.indicator_set = own.indicator_set
        and region_part.part_region_code = own.region_code
    group by
        region_part.indicator_set,
        region_part.region_code,
        own.period,
        own.indicator_code,
        own.measure_code,
        own.parent_measure_code

),

composites as (

    select
        from_parts.indicator_set,
        from_parts.indicator_code,
        from_parts.measure_code,
        from_parts.parent_measure_code,
        from_parts.region_code,
        from_parts.period,
        -- the region's own figure is shown beside the score of its parts
        own.value,
        case
            when from_parts.is_applicable = 0 then 'M'
            when own.status is null and from_parts.weight_covered <= 1.0 - 1e-9 then 'O'
            else coalesce(own.status, 'A')
        end as status,
        own.value_id,
        from_parts.best,
        from_parts.worst,
        -- every part is needed
        case when from_parts.weight_covered > 1.0 - 1e-9 then from_parts.weighted_score end as score,
        case
            when from_parts.is_applicable = 0 then 'not_applicable'
            when from_parts.weight_covered > 1.0 - 1e-9 then 'parts'
            else 'missing'
        end as score_basis
    from from_parts
    left join own
        on from_parts.indicator_set = own.indicator_set
        and from_parts.region_code = own.region_code
        and from_parts.period = own.period
        and from_parts.measure_code = own.measure_code

),

singles as (

    select own.*
    from own
    left join composite_regions
        on own.indicator_set = composite_regions.indicator_set
        and own.region_code = composite_regions.region_code
    where composite_regions.region_code is null

),

stranded as (

    -- a composite region whose parts were not delivered keeps its figures, and has no score
    select
        own.indicator_set,
        own.indicator_code,
        own.measure_code,
        own.parent_measure_code,
        own.region_code,
        own.period,
        own.value,
        own.status,
        own.value_id,
        own.best,
        own.worst,
        cast(null as double) as score,
        'missing' as score_basis
    from own
    inner join composite_regions
        on own.indicator_set = composite_regions.indicator_set
        and own.region_code = composite_regions.region_code
    left join from_parts
        on own.indicator_set = from_parts.indicator_set
        and own.region_code = from_parts.region_code
        and own.period = from_parts.period
        and own.measure_code = from_parts.measure_code
    where from_parts.measure_code is null

)

select * from singles
union all
select * from composites
union all
select * from stranded
