-- A list is delivered whole: what stands in it under one port and day of publication, of each item the row delivered last.
-- Ports write the standard as they like: what is no number is no standard, and the item is listed all the same.
with item as (

    {{ newest_rows(
        'port_charge_list', ['port_code', 'published_on', 'item_code', 'item_name', 'container_type'], in_archives=false
    ) }}

),

written as (

    select
        *,
        coalesce(standard, standard_yuan) as standard_text,
        trim(
            replace(replace(replace(
                -- for a box, a bill, a ton: 480元/箱
                regexp_replace(coalesce(standard, standard_yuan), '[/／每].*$', ''),
            '元', ''), ',', ''), '，', '')
        ) as number_text
    from item

)

select
    source_id,
    file_sha256,
    file_name,
    row_number,
    port_code,
    port_name,
    item_code,
    item_name,
    item_class,
    container_type,
    charge_unit,
    standard_text,
    -- nothing is left of a number once a number is taken out
    case
        when number_text <> '' and regexp_replace(number_text, '^[0-9]+([.][0-9]+)?$', '') = ''
            then cast(number_text as double)
    end as standard_amount,
    case
        when currency is not null then currency
        when standard_yuan is not null then 'CNY'
        -- 480元 is yuan; 480美元 is not, and no number either
        when regexp_replace(number_text, '^[0-9]+([.][0-9]+)?$', '') = '' and position('元' in standard_text) > 0 then 'CNY'
    end as currency,
    price_kind,
    legal_basis,
    charging_body,
    published_on,
    next_review_on
from written
