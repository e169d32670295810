-- What is wrong with notices of tariffs, by file and kind; years without a tariff in force; answers that the register contradicts.
{%- set nothing = 'cast(null as ' ~ dbt.type_string() ~ ')' %}
{%- set measure = 'I06-4' %}
{%- set named = 5 %}

with faulty as (

    select
        'tariff_notice_late' as gap_code,
        source_id,
        file_name,
        row_number,
        notice_no,
        concat(
            case when days_of_notice < 0 then '执行后 ' else '提前 ' end, {{ as_text('abs(days_of_notice)') }},
            case when days_of_notice < 0 then ' 天才公布，应提前 ' else ' 天，应提前 ' end,
            {{ as_text('required_days') }}, ' 天'
        ) as fault_zh,
        concat(
            {{ as_text('abs(days_of_notice)') }},
            case when days_of_notice < 0 then ' days after its effect instead of ' else ' of ' end,
            {{ as_text('required_days') }}, case when days_of_notice < 0 then ' ahead' else ' days ahead' end
        ) as fault_en
    from {{ ref('tariff_notice') }}
    where not is_in_time

    union all

    select
        'tariff_not_online' as gap_code,
        source_id,
        file_name,
        row_number,
        notice_no,
        concat(coalesce(channel, '未注明渠道'), '，无网址') as fault_zh,
        'no address' as fault_en
    from {{ ref('tariff_notice') }}
    where not is_online

),

numbered as (

    select
        *,
        count(*) over (partition by gap_code, source_id, file_name) as n,
        row_number() over (partition by gap_code, source_id, file_name order by row_number, notice_no) as place_no
    from faulty

),

by_file as (

    select
        gap_code,
        source_id,
        file_name,
        concat(
            {{ as_text('max(n)') }}, ' 份：',
            {{ joined_text(
                "concat('第 ', " ~ as_text('row_number') ~ ", ' 行 ', notice_no, '（', fault_zh, '）')", '、', 'place_no'
            ) }},
            case when max(n) > {{ named }} then ' 等' else '' end, ' / ', {{ as_text('max(n)') }}, ' in all: ',
            {{ joined_text(
                "concat('row ', " ~ as_text('row_number') ~ ", ' ', notice_no, ' (', fault_en, ')')", ', ', 'place_no'
            ) }},
            case when max(n) > {{ named }} then ' …' else '' end
        ) as detail
    from numbered
    where place_no <= {{ named }}
    group by gap_code, source_id, file_name

),

unplaced as (

    -- a province is no place of the evaluation, but its notices hold in all its cities
    select
        notice.source_id,
        notice.file_name,
        notice.region_code,
        min(notice.row_number) as first_row
    from {{ ref('stg_tariff_notice') }} as notice
    left join {{ ref('region') }} as region
        on notice.region_code = region.region_code
        or notice.region_code = concat(substr(region.region_code, 1, 2), '0000')
    where region.region_code is null and notice.region_code <> '000000'
    group by notice.source_id, notice.file_name, notice.region_code

),

untold as (

    -- only where the index stands on the log, and only once notices are delivered at all
    select
        part.region_code,
        part.period,
        coalesce(transparency.n_in_force, 0) as n_in_force
    from {{ ref('reliability_index_item') }} as part
    left join {{ ref('tariff_transparency') }} as transparency
        on part.region_code = transparency.region_code
        and part.period = transparency.period
    where part.kind = 'index' and part.basis = 'log' and not coalesce(transparency.is_eligible, false)
        and exists (select 1 from {{ ref('tariff_notice') }})

),

contradicted as (

    select
        measure.indicator_set,
        measure.indicator_code,
        measure.lead_department,
        answer.region_code,
        answer.period,
        answer.source_id,
        answer.file_name,
        answer.row_number,
        answer.item_code,
        answer.points as answered_points,
        transparency.points,
        transparency.evidence
    from {{ ref('tariff_transparency') }} as transparency
    inner join {{ ref('int_checklist_item') }} as answer
        on transparency.region_code = answer.region_code
        and transparency.period = answer.period
        and answer.item_code = '{{ measure }}-06'
    inner join {{ ref('measure') }} as measure on answer.measure_code = measure.measure_code
    inner join {{ ref('scoring_set') }} as scoring_set on measure.indicator_set = scoring_set.indicator_set
    where transparency.is_eligible
        and answer.state in ('answered', 'no_practice')
        and answer.points <> transparency.points

),

everything as (

    select gap_code, {{ nothing }} as indicator_set, {{ nothing }} as indicator_code, {{ nothing }} as measure_code,
        {{ nothing }} as region_code, {{ nothing }} as period, source_id, file_name, {{ nothing }} as department_code,
        detail, {{ nothing }} as cause_key
    from by_file

    union all

    select 'unknown_region', {{ nothing }}, {{ nothing }}, {{ nothing }}, region_code, {{ nothing }}, source_id, file_name,
        {{ nothing }},
        concat(region_code, '；地区名录中没有此代码，首见于第 ', {{ as_text('first_row') }}, ' 行 / no such region, first at row ',
            {{ as_text('first_row') }}),
        region_code
    from unplaced

    union all

    select 'tariff_in_force_unknown', {{ nothing }}, {{ nothing }}, {{ nothing }}, region_code, period, 'tariff_notice',
        {{ nothing }}, {{ nothing }},
        concat('台账中期末执行的公告 ', {{ as_text('n_in_force') }}, ' 份，其中没有电价 / ', {{ as_text('n_in_force') }},
            ' notices in force, none of them a tariff'),
        {{ nothing }}
    from untold

    union all

    select 'tariff_answer_contradicted', indicator_set, indicator_code, '{{ measure }}', region_code, period, source_id,
        file_name, lead_department,
        concat('清单第 ', {{ as_text('row_number') }}, ' 行 ', item_code, ' 填报 ', {{ figure_text('answered_points') }},
            ' 分，台账 ', {{ figure_text('points') }}, ' 分：', evidence, '; the checklist answers ',
            {{ figure_text('answered_points') }}, ', the register gives ', {{ figure_text('points') }}),
        item_code
    from contradicted

)

select
    everything.gap_code,
    everything.indicator_set,
    everything.indicator_code,
    everything.measure_code,
    everything.region_code,
    everything.period,
    everything.source_id,
    everything.file_name,
    coalesce(everything.department_code, contract.department_code) as department_code,
    everything.detail,
    cast(null as double) as points_at_stake,
    everything.cause_key
from everything
inner join {{ ref('stg_source_contract') }} as contract on everything.source_id = contract.source_id
