-- Each charge made, in yuan, beside the standard of the list that the port had published on that day.
with bill as (

    -- a waybill stands for a declaration where one alone has it
    select bill_no, min(entry_id) as entry_id
    from {{ ref('compliance_shipment') }}
    where bill_no is not null
    group by bill_no
    having count(*) = 1

),

list as (

    -- a list holds until the port publishes the next
    select
        port_code,
        published_on,
        max(next_review_on) as next_review_on,
        lead(published_on) over (partition by port_code order by published_on) as replaced_on
    from {{ ref('stg_port_charge_list') }}
    group by port_code, published_on

),

charge as (

    select
        made.*,
        coalesce(named.entry_id, found.entry_id) as shipment_entry_id,
        coalesce(named.flow, found.flow, made.flow, 'unknown') as shipment_flow,
        list.published_on as list_published_on,
        list.next_review_on
    from {{ ref('stg_port_charge') }} as made
    left join {{ ref('compliance_shipment') }} as named on made.entry_id = named.entry_id
    left join bill on made.bill_no = bill.bill_no and made.entry_id is null
    left join {{ ref('compliance_shipment') }} as found on bill.entry_id = found.entry_id
    left join list
        on made.port_code = list.port_code
        and made.charged_on >= list.published_on
        and (made.charged_on < list.replaced_on or list.replaced_on is null)

),

kind as (

    select distinct port_code, list_published_on, item_code, item_name, container_type
    from charge
    where list_published_on is not null

),

listed as (

    -- an item is found by its code, else by its name; its own type of container comes before any
    select
        kind.*,
        item.item_class as listed_class,
        item.standard_amount,
        item.currency as listed_currency,
        row_number() over (
            partition by
                kind.port_code, kind.list_published_on, kind.item_code, kind.item_name, kind.container_type
            order by
                case when kind.item_code = item.item_code then 0 else 1 end,
                case when kind.container_type = item.container_type then 0 else 1 end,
                item.standard_amount desc nulls last
        ) as nearness
    from kind
    inner join {{ ref('stg_port_charge_list') }} as item
        on kind.port_code = item.port_code
        and kind.list_published_on = item.published_on
        and (kind.item_code = item.item_code or {{ item_key('kind.item_name') }} = {{ item_key('item.item_name') }})
        and (item.container_type is null or kind.container_type = item.container_type)

),

priced as (

    select
        charge.*,
        listed.item_name is not null as is_listed,
        coalesce(listed.listed_class, charge.item_class, 'other') as charge_class,
        charge.amount * ({{ cny_rate('charge.currency', 'made_month', 'made_year') }}) as amount_cny,
        {{ cny_rate('charge.currency', 'made_month', 'made_year') }} as rate,
        -- without its quantity a charge cannot be held against a standard for one unit
        listed.standard_amount * charge.quantity as standard_sum,
        listed.listed_currency,
        {{ cny_rate('listed.listed_currency', 'list_month', 'list_year') }} as listed_rate
    from charge
    left join listed
        on charge.port_code = listed.port_code
        and charge.list_published_on = listed.list_published_on
        and charge.item_name = listed.item_name
        and coalesce(charge.item_code, '') = coalesce(listed.item_code, '')
        and coalesce(charge.container_type, '') = coalesce(listed.container_type, '')
        and listed.nearness = 1
    {{ rates_of('made', 'charge.currency', 'charge.county_code', 'charge.charged_on') }}
    {{ rates_of('list', 'listed.listed_currency', 'charge.county_code', 'charge.charged_on') }}

),

compared as (

    -- in one currency no rate is needed
    select
        *,
        case when currency = listed_currency then amount else amount_cny end as compared_amount,
        case when currency = listed_currency then standard_sum else standard_sum * listed_rate end as compared_standard
    from priced

)

select
    charge_no,
    coalesce(shipment_entry_id, entry_id, bill_no, charge_no) as shipment_key,
    shipment_entry_id as entry_id,
    shipment_flow as flow,
    county_code,
    port_code,
    item_code,
    item_name,
    charge_class,
    container_type,
    containers,
    charged_on,
    amount,
    currency,
    amount_cny,
    rate is null as is_without_rate,
    list_published_on is null as is_without_list,
    list_published_on is not null and not is_listed as is_outside_list,
    coalesce(compared_amount > compared_standard + {{ trade_cost_parameter('above_list_tolerance') }}, false)
        as is_above_list,
    case
        when compared_amount > compared_standard + {{ trade_cost_parameter('above_list_tolerance') }}
            then (compared_amount - compared_standard) * case when currency = listed_currency then rate else 1.0 end
    end as excess_cny,
    list_published_on,
    {{ days_between('list_published_on', 'charged_on') }} as list_age_days,
    case
        when list_published_on is not null
            then coalesce(charged_on > next_review_on, false)
                or {{ days_between('list_published_on', 'charged_on') }} > {{ trade_cost_parameter('list_age_days') }}
    end as is_list_overdue,
    source_id,
    file_name,
    row_number
from compared
