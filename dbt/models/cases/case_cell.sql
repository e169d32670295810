{{ config(
    materialized='incremental', incremental_strategy='touched_periods', period_no='month_no', kept_as='month_no'
) }}

-- The finest cells of the statistic: what can be added up is added up once, and rolled up from here.
select
    source_id,
    item_code,
    department_code,
    place_code,
    county_code,
    city_code,
    month_no,
    quarter_no,
    year_no,
    max(minimum_cases) as minimum_cases,
    count(*) as n,
    count(*) filter (where is_decided) as n_decided,
    count(*) filter (where outcome = 'withdrawn') as withdrawn,
    count(*) filter (where outcome in ('refused', 'returned', 'not_accepted')) as refused,
    {%- for name in ['calendar_minutes', 'work_days', 'work_minutes', 'process_microseconds'] %}
    count({{ name }}) as n_{{ name }},
    sum(cast({{ name }} as decimal(24, 0))) as {{ name }},
    {%- endfor %}
    {%- for name in ['is_late', 'is_late_by_law', 'is_early', 'is_instant', 'is_online', 'is_first_pass', 'is_rework'] %}
    count({{ name }}) filter (where is_decided) as n_{{ name }},
    count(*) filter (where is_decided and {{ name }}) as {{ name }},
    {%- endfor %}
    count(steps) filter (where is_decided) as n_steps,
    sum(steps) filter (where is_decided) as steps,
    sum(corrections) filter (where is_decided) as corrections
from {{ ref('case_ended') }}
{{ of_touched_periods('month_no') }}
group by
    source_id,
    item_code,
    department_code,
    place_code,
    county_code,
    city_code,
    month_no,
    quarter_no,
    year_no
