-- Delivered figures that are held because they are doubted, that changed without notice, or that stop for a quarter.
with doubted as (

    select
        doubt_code as gap_code,
        series_code,
        region_code,
        period,
        cast(null as {{ dbt.type_string() }}) as source_id,
        cast(null as {{ dbt.type_string() }}) as file_name,
        detail,
        true as is_held
    from {{ ref('int_statistic_doubt') }}

),

changed as (

    -- of several changes without notice the last
    select
        *,
        row_number() over (partition by series_code, region_code, period order by vintage_rank) as change_no
    from {{ ref('int_statistic_restatement') }}
    where not is_revision

),

restated as (

    select
        'restated_without_notice' as gap_code,
        series_code,
        region_code,
        period,
        source_id,
        file_name,
        concat(
            former_file_name, ': ', former_raw_text, ' ', former_unit, ' → ', file_name, ': ', raw_text, ' ', unit
        ) as detail,
        false as is_held
    from changed
    where change_no = 1

),

interrupted as (

    select
        'series_interrupted' as gap_code,
        series_code,
        region_code,
        period,
        source_id,
        cast(null as {{ dbt.type_string() }}) as file_name,
        '前后两个季度均有数值 / the quarters before and after have a figure' as detail,
        false as is_held
    from {{ ref('int_statistic_interruption') }}

),

everything as (

    select * from doubted
    union all
    select * from restated
    union all
    select * from interrupted

)

select
    everything.gap_code,
    measure.indicator_set,
    measure.indicator_code,
    measure.measure_code,
    everything.region_code,
    everything.period,
    everything.source_id,
    everything.file_name,
    measure.lead_department as department_code,
    everything.detail,
    -- full marks are what could still be won with a figure that is not scored
    case when everything.is_held then 100.0 * coalesce(weight.effective_weight, 0.0) end as points_at_stake,
    cast(null as {{ dbt.type_string() }}) as cause_key
from everything
inner join {{ ref('measure') }} as measure on everything.series_code = measure.measure_code
inner join {{ ref('scoring_set') }} as scoring_set on measure.indicator_set = scoring_set.indicator_set
left join {{ ref('measure_weight') }} as weight
    on measure.indicator_set = weight.indicator_set
    and measure.measure_code = weight.measure_code
