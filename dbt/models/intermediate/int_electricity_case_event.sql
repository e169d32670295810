{{ config(materialized='view') }}

{#- activity -> column, as the source contract lists them; the end of a case counts only when the system filed it -#}
{%- set events = [
    ('accept', 'accept_at'),
    ('survey', 'survey_at'),
    ('plan_reply', 'plan_reply_at'),
    ('contract', 'contract_at'),
    ('design_submit', 'design_submit_at'),
    ('design_review', 'design_review_at'),
    ('permit_start', 'permit_start_at'),
    ('permit_end', 'permit_end_at'),
    ('external_works_start', 'external_works_start_at'),
    ('external_works_end', 'external_works_end_at'),
    ('mid_check_request', 'mid_check_request_at'),
    ('mid_check', 'mid_check_at'),
    ('works_done', 'works_done_at'),
    ('completion_request', 'completion_request_at'),
    ('completion_check', 'completion_check_at'),
    ('meter', 'meter_at'),
    ('energise', 'energised_at'),
    ('archive', 'archived_at'),
    ('pause_begin', 'pause_start_at'),
    ('pause_end', 'pause_end_at'),
    ('pause_begin', 'second_pause_start_at'),
    ('pause_end', 'second_pause_end_at'),
] -%}
{#- the pause that a column belongs to: only a reason that stops the clock makes one -#}
{%- set stopped_by = {
    'pause_start_at': 'pause_reason',
    'pause_end_at': 'pause_reason',
    'second_pause_start_at': 'second_pause_reason',
    'second_pause_end_at': 'second_pause_reason',
} -%}

with stopping as (

    select reason_code
    from {{ ref('connection_pause_reason') }}
    where stops_clock

),

events as (

    {% for activity, column in events -%}
    select
        connection.source_id,
        connection.file_sha256,
        connection.case_no as case_id,
        connection.voltage as item_code,
        connection.county_code as region_code,
        connection.channel,
        connection.state,
        '{{ activity }}' as activity,
        connection.{{ column }} as occurred_at,
        {{ loop.index }} as step_no
    from {{ ref('stg_electricity_connection') }} as connection
    {%- if column in stopped_by %}
    inner join stopping on connection.{{ stopped_by[column] }} = stopping.reason_code
    {%- endif %}
    where connection.{{ column }} is not null {%- if activity == 'energise' %} and connection.state = 'done' {%- endif %}
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}

)

select * from events
