-- Each stratum (county x size class) of each place: how many answered, what they said, how many enterprises there are.
with placed as (

    select
        respondent.measure_code,
        place.place_code as region_code,
        respondent.period,
        respondent.county_code,
        respondent.size_class,
        respondent.figure
    from {{ ref('int_survey_respondent') }} as respondent
    inner join {{ ref('place_of_region') }} as place on respondent.county_code = place.region_code

),

averaged as (

    select
        measure_code,
        region_code,
        period,
        county_code,
        size_class,
        count(*) as asked,
        count(figure) as n,
        -- decimals add up to the same bits in any order
        cast(sum(cast(figure as decimal(28, 8))) as double) / nullif(count(figure), 0) as mean
    from placed
    group by measure_code, region_code, period, county_code, size_class

),

sampled as (

    select
        averaged.measure_code,
        averaged.region_code,
        averaged.period,
        averaged.county_code,
        averaged.size_class,
        averaged.asked,
        averaged.n,
        averaged.mean,
        cast(
            sum(cast((placed.figure - averaged.mean) * (placed.figure - averaged.mean) as decimal(28, 8))) as double
        ) as sum_of_squares
    from averaged
    inner join placed
        on averaged.measure_code = placed.measure_code
        and averaged.region_code = placed.region_code
        and averaged.period = placed.period
        and averaged.county_code = placed.county_code
        and averaged.size_class = placed.size_class
    group by
        averaged.measure_code,
        averaged.region_code,
        averaged.period,
        averaged.county_code,
        averaged.size_class,
        averaged.asked,
        averaged.n,
        averaged.mean

),

surveyed as (

    select distinct measure_code, region_code, period
    from averaged

),

framed as (

    -- also the strata in which nobody answered
    select
        surveyed.measure_code,
        surveyed.region_code,
        surveyed.period,
        frame.county_code,
        frame.size_class,
        frame.enterprises
    from surveyed
    inner join {{ ref('place_of_region') }} as place on surveyed.region_code = place.place_code
    inner join {{ ref('stg_survey_frame') }} as frame
        on place.region_code = frame.county_code
        and surveyed.period = frame.period

)

select
    coalesce(sampled.measure_code, framed.measure_code) as measure_code,
    coalesce(sampled.region_code, framed.region_code) as region_code,
    coalesce(sampled.period, framed.period) as period,
    coalesce(sampled.county_code, framed.county_code) as county_code,
    coalesce(sampled.size_class, framed.size_class) as size_class,
    coalesce(sampled.asked, 0) as asked,
    coalesce(sampled.n, 0) as n,
    sampled.mean,
    coalesce(sampled.sum_of_squares, 0.0) as sum_of_squares,
    framed.enterprises
from sampled
full outer join framed
    on sampled.measure_code = framed.measure_code
    and sampled.region_code = framed.region_code
    and sampled.period = framed.period
    and sampled.county_code = framed.county_code
    and sampled.size_class = framed.size_class
