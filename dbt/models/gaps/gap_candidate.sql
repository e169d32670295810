-- All causes of gaps, each with an identifier that stays the same from run to run.
{%- set causes = [
    'gap_measure',
    'gap_plausibility',
    'gap_status',
    'gap_file',
    'gap_quarantine',
    'gap_expectation',
    'gap_source',
    'gap_conflict',
    'gap_evidence',
    'gap_evidence_document',
    'gap_document',
    'gap_case',
    'gap_outage',
    'gap_tariff',
    'gap_checklist',
    'gap_survey',
    'gap_unknown_code',
    'gap_clearance',
    'gap_trade_cost',
] %}

with everything as (

    {% for cause in causes -%}
    select * from {{ ref(cause) }}
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}

)

select
    {{ stable_id('G-', [
        'gap_code', 'indicator_set', 'indicator_code', 'measure_code', 'region_code', 'period', 'source_id', 'file_name',
        'cause_key'
    ]) }} as gap_id,
    *
from everything
