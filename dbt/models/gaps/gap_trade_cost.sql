-- What is wrong with the costs of trade: charges outside or above the published list, lists nobody reviewed, amounts in a currency
-- without a rate, documents issued before they were applied for, grades that have run out. Counted by file and place of the fault.
with context as (

    select as_of from {{ ref('stg_build_context') }}

),

charge as (

    select
        'charge_outside_list' as gap_code, port_code, item_name as kind, source_id, file_name, row_number, amount_cny as money
    from {{ ref('charge_line') }}
    where is_outside_list
    union all
    select 'charge_above_list' as gap_code, port_code, item_name as kind, source_id, file_name, row_number, excess_cny as money
    from {{ ref('charge_line') }}
    where is_above_list
    union all
    select 'charge_list_missing' as gap_code, port_code, item_name as kind, source_id, file_name, row_number, amount_cny as money
    from {{ ref('charge_line') }}
    where is_without_list

),

charge_gap as (

    select
        gap_code,
        source_id,
        file_name,
        concat(
            '口岸 ', port_code, '：', {{ as_text('count(*)') }}, ' 笔，如', min(kind),
            {{ if_given(figure_text('sum(money)'), '，合计 ', ' 元') }}, '，首见于第 ', {{ as_text('min(row_number)') }},
            ' 行 / port ', port_code, ': ', {{ as_text('count(*)') }}, ' charges, e.g. ', min(kind),
            {{ if_given(figure_text('sum(money)'), ', yuan ') }}, ', first at row ', {{ as_text('min(row_number)') }}
        ) as detail,
        port_code as cause_key
    from charge
    group by gap_code, source_id, file_name, port_code

),

list as (

    -- only the list in force can be overdue
    select
        item.port_code,
        item.published_on,
        max(item.next_review_on) as next_review_on,
        min(item.source_id) as source_id,
        min(item.file_name) as file_name,
        row_number() over (partition by item.port_code order by item.published_on desc) as recency
    from {{ ref('stg_port_charge_list') }} as item
    cross join context
    where item.published_on <= context.as_of
    group by item.port_code, item.published_on

),

list_gap as (

    select
        'charge_list_overdue' as gap_code,
        list.source_id,
        list.file_name,
        concat(
            '口岸 ', list.port_code, ' 的清单公布于 ', {{ as_text('list.published_on') }},
            {{ if_given(as_text('list.next_review_on'), '，应于 ', ' 复核') }}, ' / list of port ', list.port_code,
            ' published on ', {{ as_text('list.published_on') }},
            {{ if_given(as_text('list.next_review_on'), ', to be reviewed by ') }}
        ) as detail,
        list.port_code as cause_key
    from list
    cross join context
    where list.recency = 1
        and (
            list.next_review_on < context.as_of
            or {{ days_between('list.published_on', 'context.as_of') }} > {{ trade_cost_parameter('list_age_days') }}
        )

),

money as (

    select made.source_id, made.file_name, made.row_number, made.currency, {{ year_text('made.charged_on') }} as year
    from {{ ref('charge_line') }} as made
    where made.is_without_rate
    union all
    select paper.source_id, paper.file_name, paper.row_number, paper.currency, {{ year_text('paper.applied_at') }} as year
    from {{ ref('stg_trade_certificate') }} as paper
    {{ rates_of('fee', 'paper.currency', 'paper.county_code', 'paper.applied_at') }}
    where paper.fee > 0 and {{ cny_rate('paper.currency', 'fee_month', 'fee_year') }} is null
    union all
    select answer.source_id, answer.file_name, answer.row_number, answer.currency, {{ year_text('answer.answered_on') }} as year
    from {{ ref('stg_broker_survey') }} as answer
    {{ rates_of('cost', 'answer.currency', 'answer.county_code', 'answer.answered_on') }}
    where answer.documentary_cost > 0 and {{ cny_rate('answer.currency', 'cost_month', 'cost_year') }} is null

),

money_gap as (

    select
        'currency_without_rate' as gap_code,
        source_id,
        file_name,
        concat(
            coalesce(currency, '未填币种'), ' ', year, ' 年：', {{ as_text('count(*)') }}, ' 笔，首见于第 ',
            {{ as_text('min(row_number)') }}, ' 行 / ', coalesce(currency, 'no currency named'), ' in ', year, ': ',
            {{ as_text('count(*)') }}, ' amounts, first at row ', {{ as_text('min(row_number)') }}
        ) as detail,
        concat(coalesce(currency, 'none'), ' ', year) as cause_key
    from money
    group by source_id, file_name, currency, year

),

paper_gap as (

    select
        'certificate_before_application' as gap_code,
        paper.source_id,
        paper.file_name,
        concat(
            kind.name_zh, '：', {{ as_text('count(*)') }}, ' 份，如 ', min(paper.certificate_no), ' / ', kind.name_en, ': ',
            {{ as_text('count(*)') }}, ', e.g. ', min(paper.certificate_no)
        ) as detail,
        paper.certificate_type as cause_key
    from {{ ref('stg_trade_certificate') }} as paper
    inner join {{ ref('certificate_type') }} as kind on paper.certificate_type = kind.certificate_type
    where paper.issued_at < paper.applied_at
    group by paper.source_id, paper.file_name, paper.certificate_type, kind.name_zh, kind.name_en

),

grade_gap as (

    -- one that customs took back has ended; one that ran out with no other after it may have been renewed unseen
    select
        'aeo_expired' as gap_code,
        grade.source_id,
        grade.file_name,
        concat(
            {{ as_text('count(*)') }}, ' 家企业，如 ', min(grade.uscc), ' / ', {{ as_text('count(*)') }}, ' firms, e.g. ',
            min(grade.uscc)
        ) as detail,
        cast(null as {{ dbt.type_string() }}) as cause_key
    from {{ ref('stg_aeo_list') }} as grade
    cross join context
    left join {{ ref('stg_aeo_list') }} as later on grade.uscc = later.uscc and later.valid_from > grade.valid_from
    where grade.valid_to < context.as_of
        and not coalesce(grade.is_revoked, false)
        and later.uscc is null
    group by grade.source_id, grade.file_name

),

everything as (

    {% for cause in ['charge_gap', 'list_gap', 'money_gap', 'paper_gap', 'grade_gap'] -%}
    select gap_code, source_id, file_name, detail, cause_key
    from {{ cause }}
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}

)

select
    everything.gap_code,
    cast(null as {{ dbt.type_string() }}) as indicator_set,
    cast(null as {{ dbt.type_string() }}) as indicator_code,
    cast(null as {{ dbt.type_string() }}) as measure_code,
    cast(null as {{ dbt.type_string() }}) as region_code,
    cast(null as {{ dbt.type_string() }}) as period,
    everything.source_id,
    everything.file_name,
    contract.department_code,
    everything.detail,
    cast(null as double) as points_at_stake,
    everything.cause_key
from everything
inner join {{ ref('stg_source_contract') }} as contract on everything.source_id = contract.source_id
