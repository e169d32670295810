-- The checklists item by item: what is asked, what was answered, what it earns, and the document that proves it.
with proof as (

    select
        item_code,
        region_code,
        period,
        count(*) as documents_named,
        count(document_id) as documents_delivered
    from {{ ref('int_checklist_evidence') }}
    group by item_code, region_code, period

)

select
    delivered.indicator_set,
    delivered.indicator_code,
    delivered.measure_code,
    result.region_code,
    result.period,
    result.item_code,
    item.kind,
    item.name_zh,
    item.name_en,
    item.scoring_zh,
    item.scoring_en,
    result.state,
    result.fault,
    result.points,
    result.max_points,
    result.figure,
    result.forces_zero,
    item.evidence_kinds,
    result.evidence,
    result.evidence_page,
    coalesce(proof.documents_named, 0) as documents_named,
    coalesce(proof.documents_delivered, 0) as documents_delivered,
    result.source_id,
    result.file_sha256,
    result.file_name,
    result.row_number,
    item.certainty,
    cast(item.sort_order as bigint) as sort_order,
    delivered.value_id
from {{ ref('int_checklist_item') }} as result
inner join {{ ref('checklist_item') }} as item on result.item_code = item.item_code
inner join {{ ref('delivered_value') }} as delivered
    on result.measure_code = delivered.origin_measure_code
    and result.region_code = delivered.region_code
    and result.period = delivered.period
    and delivered.route = 'checklist'
left join proof
    on result.item_code = proof.item_code
    and result.region_code = proof.region_code
    and result.period = proof.period
