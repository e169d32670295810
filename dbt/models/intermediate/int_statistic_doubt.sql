-- Figures in use that cannot be, or can hardly be, what they say. They are held, never scored and never mended: a percentage
-- of 0.96 may be 0.96 % or 96 %, and only its publisher knows.
with figure as (

    select
        series_code,
        region_code,
        period,
        length(period) as period_length,
        converted_unit as unit,
        converted_value as value,
        numerator / nullif(denominator, 0.0) as quotient
    from {{ ref('int_statistic_current') }}
    where concept = 'value' and converted_value is not null

),

out_of_range as (

    select
        figure.series_code,
        figure.region_code,
        figure.period,
        'implausible_value' as doubt_code,
        concat(
            {{ figure_text('figure.value') }}, ' ', coalesce(unit.name_zh, figure.unit), ' / ',
            {{ figure_text('figure.value') }}, ' ', coalesce(unit.name_en, figure.unit)
        ) as detail
    from figure
    left join {{ ref('plausible_range') }} as own
        on figure.unit = own.unit
        and figure.series_code = own.measure_code
    left join {{ ref('plausible_range') }} as of_unit
        on figure.unit = of_unit.unit
        and of_unit.measure_code = '*'
    left join {{ ref('unit') }} as unit on figure.unit = unit.unit
    where figure.value < case when own.unit is not null then own.minimum else of_unit.minimum end
        or figure.value > case when own.unit is not null then own.maximum else of_unit.maximum end

),

small_percentage as (

    select * from figure
    where unit = 'pct' and value > 0.0 and value <= 1.0

),

beside as (

    -- what the same series says for the region's other periods of this kind, and for its peers
    select
        small.series_code,
        small.region_code,
        small.period,
        'own' as kind,
        other.value
    from small_percentage as small
    inner join figure as other
        on small.series_code = other.series_code
        and small.unit = other.unit
        and small.region_code = other.region_code
        and small.period_length = other.period_length
        and small.period <> other.period

    union all

    select
        small.series_code,
        small.region_code,
        small.period,
        'peers' as kind,
        other.value
    from small_percentage as small
    inner join figure as other
        on small.series_code = other.series_code
        and small.unit = other.unit
        and small.period = other.period
        and small.region_code <> other.region_code

),

level as (

    select
        series_code,
        region_code,
        period,
        kind,
        percentile_cont(0.5) within group (order by value) as median_value
    from beside
    group by series_code, region_code, period, kind

),

fitting as (

    -- a hundred times the figure is of the size of the others, to a factor of two
    select
        small.series_code,
        small.region_code,
        small.period,
        max(level.median_value) as median_value
    from small_percentage as small
    inner join level
        on small.series_code = level.series_code
        and small.region_code = level.region_code
        and small.period = level.period
    where level.median_value > 1.5
        and 100.0 * small.value between 0.5 * level.median_value and 2.0 * level.median_value
    group by small.series_code, small.region_code, small.period

),

wrong_scale as (

    select
        small.series_code,
        small.region_code,
        small.period,
        'scale_suspect' as doubt_code,
        case
            when small.quotient is not null
                then concat(
                    {{ figure_text('small.value') }}, ' %；分子÷分母 ', {{ figure_text('small.quotient') }},
                    ' / numerator ÷ denominator: ', {{ figure_text('small.quotient') }}
                )
            else concat(
                {{ figure_text('small.value') }}, ' %；其他数值的中位数 ', {{ figure_text('fitting.median_value') }},
                ' % / median of the others: ', {{ figure_text('fitting.median_value') }}, ' %'
            )
        end as detail
    from small_percentage as small
    left join fitting
        on small.series_code = fitting.series_code
        and small.region_code = fitting.region_code
        and small.period = fitting.period
    -- numerator and denominator settle it where they are given
    where case
        when small.quotient is not null
            then abs(small.quotient - small.value) < abs(100.0 * small.quotient - small.value)
        else fitting.median_value is not null
    end

)

select * from out_of_range
union all
select * from wrong_scale
