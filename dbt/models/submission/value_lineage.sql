with own as (

    select * from {{ ref('lineage_of_statistics') }}
    union all
    select * from {{ ref('lineage_of_logs') }}
    union all
    select * from {{ ref('lineage_of_outages') }}
    union all
    select * from {{ ref('lineage_of_checklists') }}
    union all
    select * from {{ ref('lineage_of_surveys') }}

),

parts as (

    -- a measure made of sub-measures stands on what its parts stand on
    select distinct
        parent.value_id,
        own.source_id,
        own.file_sha256,
        own.file_name,
        own.locator,
        'mean of the parts that apply' as method
    from {{ ref('parent_measure_value') }} as parent
    inner join {{ ref('delivered_value') }} as part
        on parent.indicator_set = part.indicator_set
        and parent.measure_code = part.parent_measure_code
        and parent.region_code = part.region_code
        and parent.period = part.period
        and part.is_scored
    inner join own on part.value_id = own.value_id

)

select * from own
union all
select * from parts
