-- What a survey says of a place, with the width of its uncertainty.
--
-- Post-stratified mean: sum of W_h x mean_h with W_h = N_h / N from the frame; its variance is
-- sum of W_h^2 x (1 - n_h / N_h) x s_h^2 / n_h (Cochran, Sampling Techniques, 3rd edition, chapter 5). The weight of strata in
-- which nobody answered goes to the others in proportion, and is shown. A single answer of a stratum has no variance of its
-- own: that of all others inside their strata stands in. Where an answering stratum is not in the frame, nothing is weighted.
with totals as (

    select
        measure_code,
        region_code,
        period,
        sum(asked) as asked,
        sum(n) as n,
        cast(sum(cast(n * mean as decimal(28, 8))) as double) / nullif(sum(n), 0) as mean,
        cast(sum(cast(sum_of_squares as decimal(28, 8))) as double) / nullif(sum(case when n > 0 then n - 1 end), 0)
            as pooled_variance,
        sum(case when n > 0 then enterprises end) as reached,
        sum(enterprises) as enterprises,
        sum(case when n > 0 and coalesce(enterprises, 0) = 0 then 1 else 0 end) as strata_without_frame,
        sum(case when n > 0 then 1 else 0 end) as strata,
        sum(case when n = 0 and enterprises > 0 then 1 else 0 end) as empty_strata,
        sum(case when n = 1 then 1 else 0 end) as single_strata
    from {{ ref('int_survey_stratum') }}
    group by measure_code, region_code, period

),

terms as (

    select
        stratum.measure_code,
        stratum.region_code,
        stratum.period,
        stratum.n,
        stratum.mean,
        stratum.enterprises,
        totals.mean as mean_of_all,
        stratum.sum_of_squares,
        1.0 * stratum.enterprises / nullif(totals.reached, 0) as stratum_weight,
        case
            when stratum.n > 1 then stratum.sum_of_squares / nullif(stratum.n - 1, 0)
            else totals.pooled_variance
        end as variance,
        -- a frame older than the survey may know fewer enterprises than answered
        greatest(0.0, 1.0 - 1.0 * stratum.n / nullif(stratum.enterprises, 0)) as not_reached
    from {{ ref('int_survey_stratum') }} as stratum
    inner join totals
        on stratum.measure_code = totals.measure_code
        and stratum.region_code = totals.region_code
        and stratum.period = totals.period
    where stratum.n > 0

),

added as (

    select
        measure_code,
        region_code,
        period,
        cast(sum(cast(stratum_weight * mean as decimal(28, 12))) as double) as weighted_mean,
        cast(
            sum(cast(stratum_weight * stratum_weight * not_reached * variance / nullif(n, 0) as decimal(28, 12))) as double
        ) as weighted_variance,
        cast(sum(cast(sum_of_squares + n * (mean - mean_of_all) * (mean - mean_of_all) as decimal(28, 8))) as double)
            as squares_of_all
    from terms
    group by measure_code, region_code, period

),

estimated as (

    select
        totals.*,
        case when totals.strata_without_frame = 0 and totals.reached > 0 then 'frame' else 'none' end as weighting,
        added.weighted_mean,
        added.weighted_variance,
        added.squares_of_all / nullif(totals.n - 1, 0) / nullif(totals.n, 0) as plain_variance
    from totals
    inner join added
        on totals.measure_code = added.measure_code
        and totals.region_code = added.region_code
        and totals.period = added.period

),

measured as (

    select
        *,
        case when weighting = 'frame' then weighted_mean else mean end as estimate,
        sqrt(case when weighting = 'frame' then weighted_variance else plain_variance end) as standard_error
    from estimated

)

select
    measured.measure_code,
    measured.region_code,
    measured.period,
    cast(measured.asked as bigint) as asked,
    cast(measured.n as bigint) as n,
    measured.mean,
    case when measured.weighting = 'frame' then measured.weighted_mean end as weighted_mean,
    measured.estimate,
    measured.standard_error,
    measured.estimate - 1.96 * measured.standard_error as interval_low,
    measured.estimate + 1.96 * measured.standard_error as interval_high,
    measured.weighting,
    cast(measured.enterprises as bigint) as enterprises,
    cast(measured.strata as bigint) as strata,
    cast(measured.single_strata as bigint) as single_strata,
    cast(measured.empty_strata as bigint) as empty_strata,
    case
        when measured.weighting = 'frame'
            then 1.0 - 1.0 * measured.reached / nullif(measured.enterprises, 0)
    end as redistributed_weight,
    cast(rule.minimum_n as bigint) as minimum_n,
    case when measured.n < rule.minimum_n then 'U' else 'A' end as status
from measured
inner join {{ ref('measure_rule') }} as rule
    on measured.measure_code = rule.measure_code
    and rule.route = 'survey'
