-- Every notice of a tariff: how long before its effect it was published, and whether customers can look it up online.
--
-- What counts as in time is the rule of its kind: a price worked out anew each month cannot be told a whole cycle ahead.
with notice as (

    select
        notice.*,
        {{ days_between('notice.published_on', 'notice.effective_on') }} as days_of_notice,
        coalesce(
            notice.cycle_days, cast({{ reliability_parameter('billing_cycle_days') }} as integer)
        ) as billing_cycle_days,
        rule.lead,
        rule.lead_unit,
        rule.is_tariff,
        coalesce(
            notice.ended_on,
            {{ days_later('cast(' ~ dbt.dateadd('month', 'rule.term_months', 'notice.effective_on') ~ ' as date)', -1) }}
        ) as last_day
    from {{ ref('stg_tariff_notice') }} as notice
    inner join {{ ref('tariff_notice_rule') }} as rule on notice.notice_kind = rule.notice_kind

),

seen as (

    -- a cell names several channels; of one channel any word will do
    select
        notice.notice_no,
        notice.region_code,
        notice.customer_class,
        max(case when channel.is_online then 1 else 0 end) as is_online
    from notice
    inner join {{ ref('tariff_channel') }} as channel on position(channel.word in lower(notice.channel)) > 0
    group by notice.notice_no, notice.region_code, notice.customer_class

),

required as (

    select
        notice.*,
        notice.lead * case notice.lead_unit when 'cycles' then notice.billing_cycle_days else 1 end as required_days,
        -- 无 or a dash in the cell is no address
        coalesce(position('.' in notice.url) > 0, false) or coalesce(seen.is_online = 1, false) as is_online
    from notice
    left join seen
        on notice.notice_no = seen.notice_no
        and notice.region_code = seen.region_code
        and notice.customer_class = seen.customer_class

)

select
    source_id,
    file_sha256,
    file_name,
    row_number,
    notice_no,
    notice_kind,
    is_tariff,
    title,
    issuer,
    region_code,
    customer_class,
    published_on,
    effective_on,
    last_day,
    channel,
    url,
    days_of_notice,
    billing_cycle_days,
    required_days,
    days_of_notice >= required_days as is_in_time,
    days_of_notice >= billing_cycle_days as is_cycle_ahead,
    is_online
from required
