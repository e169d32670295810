{{ config(materialized='view') }}

{#- activity -> column, as the source contract lists them; the end of a case counts only when the system filed it -#}
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
        source_id,
        file_sha256,
        case_no as case_id,
        voltage as item_code,
        county_code as region_code,
        channel,
        state,
        '{{ activity }}' as activity,
        {{ column }} as occurred_at,
        {{ loop.index }} as step_no
    from {{ ref('stg_electricity_connection') }}
    where {{ column }} is not null {%- if loop.last %} and state = 'done' {%- endif %}
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}

)

select * from events
