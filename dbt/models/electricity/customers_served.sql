-- How many customers and how much capacity a place had in each month, as a whole and by part of the network.
with months_of_year as (

    {% for number in range(1, 13) -%}
    select {{ number }} as month_no, '{{ '%02d' % number }}' as month_text
    {%- if not loop.last %} union all
    {% endif %}
    {%- endfor %}

),

extent as (

    -- before its first and after its last outage nothing is known of the log: no month without outages is made up
    select min(month) as first_month, max(month) as last_month
    from {{ ref('electricity_interruption') }}

),

by_month as (

    select
        register.county_code as region_code,
        concat(substr(register.period, 1, 4), '-', months_of_year.month_text) as month,
        register.feeder,
        register.area_class,
        register.voltage,
        cast(register.customers as decimal(28, 6)) as customers,
        cast(register.kva as decimal(28, 6)) as kva,
        -- the figure of the month itself before that of its quarter or year
        row_number() over (
            partition by
                register.county_code, register.feeder, register.area_class, register.voltage,
                substr(register.period, 1, 4), months_of_year.month_no
            order by case when length(register.period) = 4 then 3 when position('Q' in register.period) > 0 then 2 else 1 end
        ) as preference
    from {{ ref('stg_electricity_customers') }} as register
    inner join months_of_year
        on case
            when length(register.period) = 4 then true
            when position('Q' in register.period) > 0
                then cast(substr(register.period, 7, 1) as int)
                    = {{ whole_quotient('months_of_year.month_no + 2', 3) }}
            else substr(register.period, 6, 2) = months_of_year.month_text
        end

),

in_force as (

    select
        by_month.*,
        feeder is null and area_class is null and voltage is null as is_total
    from by_month
    inner join extent on by_month.month between extent.first_month and extent.last_month
    where preference = 1

),

by_group as (

    select
        region_code,
        month,
        'all' as group_kind,
        'all' as group_code,
        -- a stated total stands before the sum of its parts
        coalesce(sum(case when is_total then customers end), sum(customers)) as customers,
        coalesce(sum(case when is_total then kva end), sum(kva)) as kva
    from in_force
    group by region_code, month
    {%- for name in reliability_groups() %}

    union all

    select
        region_code,
        month,
        '{{ name }}' as group_kind,
        {{ name }} as group_code,
        sum(customers) as customers,
        sum(kva) as kva
    from in_force
    where {{ name }} is not null
    group by region_code, month, {{ name }}
    {%- endfor %}

)

select
    place.place_code as region_code,
    by_group.month,
    by_group.group_kind,
    by_group.group_code,
    -- the city's own figure before the sum of its counties
    cast(coalesce(
        sum(case when place.region_code = place.place_code then by_group.customers end), sum(by_group.customers)
    ) as double) as customers,
    cast(coalesce(
        sum(case when place.region_code = place.place_code then by_group.kva end), sum(by_group.kva)
    ) as double) as kva
from by_group
inner join {{ ref('place_of_region') }} as place on by_group.region_code = place.region_code
group by place.place_code, by_group.month, by_group.group_kind, by_group.group_code
