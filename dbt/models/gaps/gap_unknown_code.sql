-- Delivered figures that nothing uses: a series that is no measure and feeds none, or a region nobody knows.
with card as (

    select
        card.series_code,
        card.region_code,
        card.source_id,
        card.file_name,
        card.row_number,
        coalesce(measure.measure_code, context_series.series_code) as known_series,
        region.region_code as known_region
    from {{ ref('stg_indicator_card') }} as card
    left join (select distinct measure_code from {{ ref('measure') }}) as measure
        on card.series_code = measure.measure_code
    left join {{ ref('context_series') }} as context_series on card.series_code = context_series.series_code
    left join {{ ref('region') }} as region on card.region_code = region.region_code

),

unknown_series as (

    select
        'unknown_series' as gap_code,
        series_code as code,
        source_id,
        file_name,
        cast(null as {{ dbt.type_string() }}) as first_member,
        min(row_number) as first_row
    from card
    where known_series is null
    group by series_code, source_id, file_name

),

cases as (

    select
        electricity_case.county_code as region_code,
        electricity_case.source_id,
        electricity_case.file_name,
        electricity_case.member,
        electricity_case.row_number
    from {{ ref('stg_electricity_connection') }} as electricity_case
    left join {{ ref('region') }} as region on electricity_case.county_code = region.region_code
    where region.region_code is null

),

regions as (

    select
        region_code,
        source_id,
        file_name,
        cast(null as {{ dbt.type_string() }}) as member,
        row_number
    from card
    where known_region is null
    union all
    select region_code, source_id, file_name, member, row_number from cases
    union all
    -- what no place of the city takes in would fall out of every value without a word
    select
        observation.region_code,
        observation.source_id,
        observation.file_name,
        cast(null as {{ dbt.type_string() }}) as member,
        cast(null as bigint) as row_number
    from {{ ref('measure_observation') }} as observation
    left join {{ ref('region') }} as region on observation.region_code = region.region_code
    where region.region_code is null and observation.source_id <> 'electricity_connection'

),

placed as (

    -- rows are counted anew in each member of an archive
    select
        *,
        row_number() over (
            partition by region_code, source_id, file_name order by coalesce(member, ''), row_number
        ) as place_no
    from regions

),

unknown_region as (

    select
        'unknown_region' as gap_code,
        region_code as code,
        source_id,
        file_name,
        member as first_member,
        row_number as first_row
    from placed
    where place_no = 1

),

both_kinds as (

    select * from unknown_series
    union all
    select * from unknown_region

)

select
    gap_code,
    cast(null as {{ dbt.type_string() }}) as indicator_set,
    cast(null as {{ dbt.type_string() }}) as indicator_code,
    cast(null as {{ dbt.type_string() }}) as measure_code,
    case when gap_code = 'unknown_region' then code end as region_code,
    cast(null as {{ dbt.type_string() }}) as period,
    both_kinds.source_id,
    both_kinds.file_name,
    contract.department_code,
    concat(
        code, '；',
        {{ worded('gap_code', {
            'unknown_series': '目录中没有此指标或序列', 'unknown_region': '地区名录中没有此代码'
        }) }},
        {{ if_given(as_text('first_row'), '，首见于第 ', ' 行') }}, {{ if_given('first_member', '（', '）') }},
        ' / ',
        {{ worded('gap_code', {
            'unknown_series': 'no such measure or series', 'unknown_region': 'no such region'
        }) }},
        {{ if_given(as_text('first_row'), ', first at row ') }}, {{ if_given('first_member', ' (', ')') }}
    ) as detail,
    cast(null as double) as points_at_stake,
    code as cause_key
from both_kinds
inner join {{ ref('stg_source_contract') }} as contract on both_kinds.source_id = contract.source_id
