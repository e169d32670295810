-- Which groups of the statistic a case counts in, by its log, item, department and place: eight, with county and city,
-- its item and department and all of them. A case that names the city alone has no county.
with place as (

    select
        source_id,
        item_code,
        department_code,
        place_code,
        county_code,
        city_code
    from {{ ref('case_cell') }}
    group by source_id, item_code, department_code, place_code, county_code, city_code

),

membership as (

    {% for item in ['item_code', "'*'"] -%}
    {%- set outer_loop = loop -%}
    {%- for department in ['department_code', "'*'"] -%}
    {%- set middle_loop = loop -%}
    {%- for region in ['county_code', 'city_code'] -%}
    select
        place.*,
        {{ item }} as group_item_code,
        {{ region }} as group_region_code,
        {{ department }} as group_department_code
    from place
    where {{ region }} is not null
    {%- if not (loop.last and middle_loop.last and outer_loop.last) %}
    union all
    {% endif %}
    {%- endfor -%}{%- endfor -%}{%- endfor %}

),

together as (

    -- 'all departments' of an item that one department handles are that department: both groups hold the same cases
    -- and get the same number. So with all items of a department that has one, and with a city that has one place
    select
        *,
        {% for name, rolled_up in [
            ('item_code', 'group_item_code'),
            ('department_code', 'group_department_code'),
            ('place_code', 'group_region_code'),
        ] -%}
        case
            when min({{ name }}) over group_of_cases = max({{ name }}) over group_of_cases then {{ name }}
            else {{ rolled_up }}
        end as only_{{ name }},
        {% endfor -%}
        min(place_code) over group_of_cases = max(place_code) over group_of_cases as is_one_place
    from membership
    window group_of_cases as (partition by source_id, group_item_code, group_region_code, group_department_code)

)

select
    source_id,
    item_code,
    department_code,
    place_code,
    group_item_code,
    group_region_code,
    group_department_code,
    cast(dense_rank() over (
        order by source_id, only_item_code, only_department_code, only_place_code, is_one_place
    ) as int) as group_no
from together
