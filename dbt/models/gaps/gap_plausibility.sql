-- Delivered figures that are held because they are doubted, that changed without notice, or that stop for a quarter.
with doubted as (

    select
        doubt_code as gap_code,
        series_code,
        region_code,
        period,
        cast(null as {{ dbt.type_string() }}) as source_id,
        cast(null as {{ dbt.type_string() }}) as file_name,
        detail
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
            former_raw_text, ' ', coalesce(former.name_zh, former_unit), '（', former_file_name, '）改为 ',
            raw_text, ' ', coalesce(latter.name_zh, changed.unit), '（', file_name, '） / ',
            former_raw_text, ' ', coalesce(former.name_en, former_unit), ' (', former_file_name, ') became ',
            raw_text, ' ', coalesce(latter.name_en, changed.unit), ' (', file_name, ')'
        ) as detail
    from changed
    left join {{ ref('unit') }} as former on changed.former_unit = former.unit
    left join {{ ref('unit') }} as latter on changed.unit = latter.unit
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
        '前后两个季度均有数值 / the quarters before and after have a figure' as detail
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
    -- a figure that counts stakes what it scores, one that is held what it could; where another counts instead, nothing hangs
    -- on it. A hole has no figure: what is missing is a gap of its own
    case
        when everything.gap_code = 'series_interrupted' then null
        when scored.value_id is null then 0.0
        else coalesce(scored.score, 100.0) * coalesce(weight.effective_weight * coalesce(part.weight, 1.0), 0.0)
    end as points_at_stake,
    cast(null as {{ dbt.type_string() }}) as cause_key
from everything
inner join {{ ref('measure') }} as measure on everything.series_code = measure.measure_code
inner join {{ ref('scoring_set') }} as scoring_set on measure.indicator_set = scoring_set.indicator_set
left join {{ ref('delivered_value') }} as delivered
    on measure.indicator_set = delivered.indicator_set
    and measure.measure_code = delivered.measure_code
    and everything.series_code = delivered.origin_measure_code
    and everything.region_code = delivered.region_code
    and everything.period = delivered.period
    and delivered.route = 'statistic'
left join {{ ref('scored_measure') }} as scored
    on delivered.value_id = scored.value_id
left join {{ ref('measure_weight') }} as weight
    on measure.indicator_set = weight.indicator_set
    and coalesce(measure.parent_measure_code, measure.measure_code) = weight.measure_code
left join {{ ref('weight') }} as part
    on measure.indicator_set = part.indicator_set
    and measure.measure_code = part.code
    and part.level = 'part'
