{#- activity -> column, as the source contract lists them -#}
{%- set events = {
    'accept': 'accept_at',
    'survey': 'survey_at',
    'plan_reply': 'plan_reply_at',
    'contract': 'contract_at',
    'works_done': 'works_done_at',
    'completion_check': 'completion_check_at',
    'meter': 'meter_at',
    'energise': 'energised_at',
} -%}

with events as (

    {% for activity, column in events.items() -%}
    select
        case_no,
        source_id,
        '{{ activity }}' as activity,
        {{ column }} as occurred_at
    from {{ ref('stg_electricity_connection') }}
    where {{ column }} is not null
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}

)

select * from events
