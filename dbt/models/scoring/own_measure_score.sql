-- Scores of a region's own values: delivered ones and those made of sub-measures.
with parent_measures as (

    select
        parent.indicator_set,
        parent.indicator_code,
        parent.measure_code,
        cast(null as {{ dbt.type_string() }}) as parent_measure_code,
        parent.region_code,
        parent.period,
        parent.value,
        parent.status,
        parent.value_id,
        frontier.best,
        frontier.worst,
        case
            when parent.status in ('A', 'P')
                then {{ frontier_score('parent.value', 'frontier.best', 'frontier.worst', 'frontier.power') }}
        end as score,
        case
            when parent.status in ('A', 'P') then 'sub_measures'
            when parent.status = 'M' then 'not_applicable'
            else 'missing'
        end as score_basis
    from {{ ref('parent_measure_value') }} as parent
    left join {{ ref('frontier') }} as frontier
        on parent.indicator_set = frontier.indicator_set
        and parent.measure_code = frontier.measure_code

),

leaves as (

    select
        indicator_set,
        indicator_code,
        measure_code,
        parent_measure_code,
        region_code,
        period,
        value,
        status,
        value_id,
        best,
        worst,
        score,
        score_basis
    from {{ ref('leaf_score') }}

)

select * from leaves
union all
select * from parent_measures
