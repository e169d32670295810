-- Parts of the index of reliability that earn their point apart from any figure: what the checklist answers; for tariffs, beside
-- a log of outages, what the register of notices says where a tariff is known to be in force.
{%- set measure = 'I06-4' %}
{%- set tariff_item = measure ~ '-06' %}

with from_register as (

    select
        transparency.region_code,
        transparency.period,
        '{{ tariff_item }}' as item_code,
        transparency.points,
        transparency.evidence
    from {{ ref('tariff_transparency') }} as transparency
    inner join ({{ outages_of_years() }}) as from_log
        on transparency.region_code = from_log.region_code
        and transparency.period = from_log.period
    where transparency.is_eligible

)

select region_code, period, item_code, 'register' as basis, 'answered' as state, points, evidence
from from_register

union all

select
    answer.region_code,
    answer.period,
    answer.item_code,
    'checklist' as basis,
    answer.state,
    answer.points,
    {{ shown_evidence('answer') }} as evidence
from {{ ref('int_checklist_item') }} as answer
left join from_register
    on answer.region_code = from_register.region_code
    and answer.period = from_register.period
    and answer.item_code = from_register.item_code
where answer.measure_code = '{{ measure }}' and answer.kind = 'points' and from_register.item_code is null
