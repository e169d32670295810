-- Notices of tariffs as the office hands them in: how long ahead each was published, and where it can be looked up.
select
    notice.notice_no,
    notice.region_code,
    notice.customer_class,
    {{ year_text('notice.effective_on') }} as period,
    notice.notice_kind,
    rule.name_zh as kind_name_zh,
    rule.name_en as kind_name_en,
    notice.title,
    notice.issuer,
    notice.published_on,
    notice.effective_on,
    notice.last_day,
    notice.channel,
    notice.url,
    notice.days_of_notice,
    notice.billing_cycle_days,
    notice.required_days,
    notice.is_in_time,
    notice.is_cycle_ahead,
    notice.is_online,
    rule.source as rule_source,
    rule.certainty,
    notice.file_name,
    notice.row_number
from {{ ref('tariff_notice') }} as notice
inner join {{ ref('tariff_notice_rule') }} as rule on notice.notice_kind = rule.notice_kind
