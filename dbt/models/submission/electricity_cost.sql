-- What finished connections cost and who paid: works of the external line by payer, the user's share inside and outside
-- the red line, what the sharing saved him, and his whole cost beside the income per head.
with summed as (

    select
        member.region_code,
        member.period_kind,
        member.period,
        member.group_kind,
        member.group_code,
        max(log.minimum_cases) as minimum_cases,
        count(*) as n,
        count(connection.external_cost_cny) as n_external,
        {%- for payer in ['grid', 'government', 'park', 'user'] %}
        {{ exact_sum('case when connection.external_cost_cny is not null then coalesce(connection.external_cost_' ~ payer ~ '_cny, 0) end') }}
            as external_{{ payer }}_cny,
        {%- endfor %}
        {{ exact_sum('connection.external_cost_cny') }} as external_cny,
        {%- for side in ['outside', 'inside'] %}
        count(case when connection.red_line_side = '{{ side }}' then connection.external_cost_cny end) as n_{{ side }},
        {%- set of_side = "case when connection.red_line_side = '" ~ side ~ "' and connection.external_cost_cny is not null then " %}
        {{ exact_sum(of_side ~ 'connection.external_cost_cny end') }} as {{ side }}_cny,
        {{ exact_sum(of_side ~ 'connection.external_cost_user_cny end') }} as {{ side }}_user_cny,
        {%- endfor %}
        count(connection.has_sharing_record) as n_record,
        sum(case when connection.has_sharing_record then 1 else 0 end) as with_record,
        count(connection.user_cost_cny) as n_user_cost,
        {{ exact_mean('connection.user_cost_cny') }} as mean_user_cost_cny
    from {{ ref('connection_member') }} as member
    inner join {{ ref('connection_case') }} as connection on member.cell_no = connection.cell_no
    inner join {{ ref('case_log') }} as log on member.source_id = log.source_id
    group by member.region_code, member.period_kind, member.period, member.group_kind, member.group_code

),

with_income as (

    -- the income of the year also for its quarters
    select summed.*, income.value as income_cny
    from summed
    left join {{ ref('int_context_figure') }} as income
        on summed.region_code = income.region_code
        and substr(summed.period, 1, 4) = income.period
        and income.series_code = 'income_per_capita'

)

select
    region_code,
    period_kind,
    period,
    group_kind,
    group_code,
    n,
    n_external,
    {%- for payer in ['grid', 'government', 'park', 'user'] %}
    case when n_external >= minimum_cases then external_{{ payer }}_cny end as external_{{ payer }}_cny,
    {%- endfor %}
    case when n_external >= minimum_cases then external_cny end as external_cny,
    case when n_external >= minimum_cases then external_cny - external_user_cny end as saving_cny,
    {%- for side in ['outside', 'inside'] %}
    n_{{ side }},
    case when n_{{ side }} >= minimum_cases then {{ side }}_user_cny / nullif({{ side }}_cny, 0) end as user_share_{{ side }},
    {%- endfor %}
    n_record,
    case when n_record >= minimum_cases then with_record / nullif(cast(n_record as double), 0) end as record_share,
    n_user_cost,
    case when n_user_cost >= minimum_cases then mean_user_cost_cny end as mean_user_cost_cny,
    income_cny,
    case when n_user_cost >= minimum_cases then 100.0 * mean_user_cost_cny / nullif(income_cny, 0) end
        as cost_pct_income,
    case
        when n_user_cost < minimum_cases then 'Q'
        when income_cny is null then 'O'
        else 'A'
    end as status,
    case
        when n_user_cost < minimum_cases then '填写费用的办件过少 / too few cases with a cost'
        when income_cny is null then '缺少该地区当年人均收入 / no income per head of this place and year'
    end as reason
from with_income
