-- What one shipment was charged in all, by class and by container: one charge that cannot be converted leaves the sum unknown.
{%- set classes = ['handling', 'documents', 'other', 'inspection', 'storage'] %}
with charged as (

    select
        shipment_key,
        min(entry_id) as entry_id,
        min(flow) as flow,
        min(county_code) as county_code,
        min(port_code) as port_code,
        max(containers) as containers,
        max(charged_on) as charged_on,
        count(*) as n_charges,
        count(amount_cny) as n_converted,
        sum(cast(amount_cny as decimal(28, 8))) as amount_cny,
        {%- for name in classes %}
        sum(case when charge_class = '{{ name }}' then cast(amount_cny as decimal(28, 8)) else 0 end) as {{ name }}_cny,
        {%- endfor %}
        max(case when charge_class = 'inspection' then 1 else 0 end) = 1 as has_inspection
    from {{ ref('charge_line') }}
    group by shipment_key

)

select
    charged.shipment_key,
    charged.entry_id,
    charged.flow,
    charged.county_code,
    charged.port_code,
    coalesce(shipment.containers, charged.containers) as containers,
    shipment.profile_code,
    charged.charged_on,
    charged.n_charges,
    charged.n_converted,
    cast(charged.amount_cny as double) as converted_cny,
    charged.has_inspection,
    -- loose goods have no price by the container
    case
        when charged.n_converted = charged.n_charges and coalesce(shipment.containers, charged.containers) > 0
            then cast(charged.amount_cny as double) / nullif(coalesce(shipment.containers, charged.containers), 0)
    end as cny_per_container
    {%- for name in classes %},
    case
        when charged.n_converted = charged.n_charges and coalesce(shipment.containers, charged.containers) > 0
            then cast(charged.{{ name }}_cny as double) / nullif(coalesce(shipment.containers, charged.containers), 0)
    end as {{ name }}_cny_per_container
    {%- endfor %}
from charged
left join {{ ref('compliance_shipment') }} as shipment on charged.entry_id = shipment.entry_id
