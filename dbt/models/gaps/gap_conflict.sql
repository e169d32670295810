-- Figures that contradict each other, and figures that two ways of measuring tell apart.
{%- set sources_zh = route_words() -%}
{%- do sources_zh.update({'computed': '计算得分', 'reported': '报告得分'}) %}
with named as (

    select
        conflict.*,
        measure.indicator_code,
        measure.measure_code as known_measure,
        measure.lead_department,
        coalesce(contract_a.name_zh, {{ worded('conflict.source_a', sources_zh) }}) as name_a_zh,
        coalesce(contract_a.name_en, conflict.source_a) as name_a_en,
        coalesce(contract_b.name_zh, {{ worded('conflict.source_b', sources_zh) }}) as name_b_zh,
        coalesce(contract_b.name_en, conflict.source_b) as name_b_en,
        coalesce(conflict.unit_name_zh, conflict.unit, '') as unit_zh,
        coalesce(case when conflict.unit = measure.unit then measure.unit_name_en end, unit.name_en, conflict.unit, '')
            as unit_en,
        {{ figure_text('conflict.value_a') }} as figure_a,
        {{ figure_text('conflict.value_b') }} as figure_b
    from {{ ref('conflict') }} as conflict
    left join {{ ref('measure') }} as measure
        on conflict.indicator_set = measure.indicator_set
        and conflict.measure_code = measure.measure_code
    left join {{ ref('unit') }} as unit on conflict.unit = unit.unit
    left join {{ ref('stg_source_contract') }} as contract_a on conflict.source_a = contract_a.source_id
    left join {{ ref('stg_source_contract') }} as contract_b on conflict.source_b = contract_b.source_id

)

select
    case comparison when 'same_thing' then 'value_conflict' else 'method_difference' end as gap_code,
    indicator_set,
    coalesce(indicator_code, case when level = 'indicator' then measure_code end) as indicator_code,
    known_measure as measure_code,
    region_code,
    period,
    cast(null as {{ dbt.type_string() }}) as source_id,
    file_b as file_name,
    coalesce(lead_department, 'business_environment_office') as department_code,
    concat(
        name_a_zh, {{ if_given('file_a', ' ') }}, ' ', figure_a, ' ', unit_zh, '；',
        name_b_zh, {{ if_given('file_b', ' ') }}, ' ', figure_b, ' ', unit_zh, '；',
        {{ worded('decision', {'used: a': '采用前者', 'scored: a': '按前者计分'}) }}, ' / ',
        name_a_en, ' ', figure_a, ', ', name_b_en, ' ', figure_b, ' ', unit_en, '; ',
        {{ worded('decision', {'used: a': 'the former is used', 'scored: a': 'the former is scored'}) }}
    ) as detail,
    cast(null as double) as points_at_stake,
    conflict_id as cause_key
from named
