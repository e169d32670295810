-- Documents whose name or folder says what they prove.
{%- set depths = [1, 2, 3, 4, 5] %}

with document as (

    select document_id, file_name, dashed from {{ ref('document_profile') }}

),

beginnings as (

    {% for depth in depths -%}
    select
        document_id,
        concat(split_part(dashed, '-', 1)
        {%- for part in range(2, depth + 1) %}, '-', split_part(dashed, '-', {{ part }}){% endfor %}
        {%- if depth == 1 %}, ''{% endif %}) as code
    from document
    {%- if not loop.last %}
    union
    {% endif %}
    {%- endfor %}

),

folder_parts as (

    {{ split_to_rows('document', 'document_id', "regexp_replace(file_name, '/[^/]*$', '')", '/') }}

),

folders as (

    select document_id, part as called from folder_parts
    union
    -- I06-2 获得电力时间, I06_获得电力, 06.获得电力
    select document_id, split_part(replace(part, '_', ' '), ' ', 1) as called from folder_parts
    union
    select document_id, regexp_replace(part, '^[0-9A-Za-z.、_ -]+', '') as called from folder_parts

),

found as (

    select demand.indicator_set, demand.requirement_code, beginnings.document_id, 'name_requirement' as rule_code
    from beginnings
    inner join {{ ref('evidence_demand') }} as demand on beginnings.code = demand.requirement_code

    union all

    select demand.indicator_set, demand.requirement_code, beginnings.document_id, 'name_measure' as rule_code
    from beginnings
    inner join {{ ref('evidence_demand') }} as demand on beginnings.code = demand.measure_code

    union all

    select demand.indicator_set, demand.requirement_code, folders.document_id, 'folder_measure' as rule_code
    from folders
    inner join {{ ref('measure') }} as measure
        on folders.called = measure.measure_code or folders.called = measure.name_zh
    inner join {{ ref('evidence_demand') }} as demand
        on measure.indicator_set = demand.indicator_set
        and measure.measure_code = demand.measure_code

    union all

    select demand.indicator_set, demand.requirement_code, folders.document_id, 'folder_indicator' as rule_code
    from folders
    inner join {{ ref('indicator') }} as indicator
        on folders.called = indicator.indicator_code or folders.called = indicator.name_zh
    inner join {{ ref('evidence_demand') }} as demand
        on indicator.indicator_set = demand.indicator_set
        and indicator.indicator_code = demand.indicator_code

)

select distinct indicator_set, requirement_code, document_id, rule_code
from found
