-- Each declaration that counts, once for every official definition whose two moments it has.
with moments as (

    select
        declaration.*,
        definition.definition_code,
        case definition.start_milestone
            {%- for milestone, column in clearance_milestones().items() %}
            when '{{ milestone }}' then {{ column }}
            {%- endfor %}
        end as started_at,
        case definition.end_milestone
            {%- for milestone, column in clearance_milestones().items() %}
            when '{{ milestone }}' then {{ column }}
            {%- endfor %}
        end as ended_at
    from {{ ref('clearance_declaration') }} as declaration
    inner join {{ ref('clearance_definition') }} as definition on declaration.flow = definition.flow
    where declaration.superseded_by is null
        and declaration.time_fault is null
        and declaration.release_month is not null

)

select
    definition_code,
    entry_id,
    flow,
    county_code,
    uscc,
    release_month,
    {%- for kind, code in clearance_groups().items() if kind != 'all' %}
    {{ code }},
    {%- endfor %}
    {{ seconds_from('started_at', 'ended_at') }} as seconds
from moments
where ended_at >= started_at
