-- Reliability of supply (供电可靠性), with the names that the standards give to each scope.
select
    reliability.region_code,
    reliability.period,
    reliability.period_kind,
    reliability.group_kind,
    reliability.group_code,
    reliability.scope_code as scope,
    scope.suffix,
    scope.name_zh as scope_name_zh,
    reliability.med,
    {%- for name in [
        'saidi_minutes', 'saidi_hours', 'saifi', 'caidi_minutes', 'asai', 'caifi', 'ctaidi_minutes', 'maifi',
        'maifi_event', 'asifi', 'asidi_minutes', 'energy_not_supplied_kwh', 'aens_kwh', 'acci_kwh', 'customers_served',
        'kva_served', 'customers_interrupted', 'customer_interruptions', 'customer_minutes', 'n', 'outages',
        'open_interruptions', 'momentary_events', 'period_hours', 'status', 'reason',
    ] %}
    reliability.{{ name }}{{ ',' if not loop.last }}
    {%- endfor %}
from {{ ref('reliability') }} as reliability
inner join {{ ref('outage_scope') }} as scope on reliability.scope_code = scope.scope_code
