{{ config(materialized='view') }}

{#- source -> its staging model; columns that a source does not have are empty -#}
{%- set logs = {
    'government_service': {
        'relation': ref('stg_government_service'),
        'columns': ['item_code', 'region_code', 'department_code', 'channel', 'result_code', 'promised_days',
            'statutory_days', 'is_instant'],
    },
    'construction_approval': {
        'relation': ref('stg_construction_approval'),
        'columns': ['item_code', 'region_code', 'department_code', 'promised_days'],
    },
    'process_log': {
        'relation': ref('stg_process_log'),
        'columns': ['folder as item_code', 'region_code', 'department_code', 'started_at', 'lifecycle', 'instance_id'],
    },
    'electricity_connection': {
        'relation': ref('int_electricity_case_event'),
        'columns': ['item_code', 'region_code', 'channel', 'state as declared_state'],
        'order': 'step_no',
    },
} -%}
{%- set optional = {
    'item_code': dbt.type_string(),
    'region_code': dbt.type_string(),
    'department_code': dbt.type_string(),
    'channel': dbt.type_string(),
    'result_code': dbt.type_string(),
    'declared_state': dbt.type_string(),
    'promised_days': 'int',
    'statutory_days': 'int',
    'is_instant': 'boolean',
    'started_at': 'timestamp',
    'lifecycle': dbt.type_string(),
    'instance_id': dbt.type_string(),
} -%}

with events as (

    {% for source_id, log in logs.items() -%}
    select
        log.source_id,
        log.case_id,
        log.activity,
        log.occurred_at,
        {%- for name, type in optional.items() %}
        {%- set given = [] -%}
        {%- for column in log.columns -%}
            {%- if column.split(' as ')[-1] == name -%}{%- do given.append(column.split(' as ')[0]) -%}{%- endif -%}
        {%- endfor %}
        {% if given %}log.{{ given[0] }}{% else %}cast(null as {{ type }}){% endif %} as {{ name }},
        {%- endfor %}
        {% if log.order -%}
        cast(0 as bigint) as delivery_no,
        '' as member,
        {%- else -%}
        log.delivery_no,
        coalesce(log.member, '') as member,
        {%- endif %}
        {{ log.order or 'log.row_number' }} as event_order,
        rule.role,
        rule.pause_kind,
        {% if 'result_code' in log.columns -%}
        coalesce(result.outcome, rule.outcome) as outcome,
        coalesce(result.outcome_no, rule.outcome_no) as outcome_no,
        {%- else -%}
        rule.outcome,
        rule.outcome_no,
        {%- endif %}
        rule.activity_bit,
        rule.step_bit,
        rule.is_application,
        rule.is_acceptance,
        rule.is_finish,
        rule.is_end,
        rule.is_revocation,
        rule.is_correction,
        rule.is_special,
        rule.is_handling
    from {{ log.relation }} as log
    left join {{ ref('case_activity') }} as rule
        on rule.source_id = '{{ source_id }}'
        and log.activity = rule.activity
    {%- if 'result_code' in log.columns %}
    left join {{ ref('case_result') }} as result
        on result.source_id = '{{ source_id }}'
        and rule.is_finish
        and log.result_code = result.result_code
    {%- endif %}
    {%- if not loop.last %}

    union all

    {% endif %}
    {%- endfor %}

)

select * from events
