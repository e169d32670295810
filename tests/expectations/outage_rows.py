"""Good tariff notices, and the damage that the rules of outages, customers served and notices must find."""

from datetime import date, datetime

_NOTICE = {
    "notice_no": "浙发改价格〔2021〕1号",
    "notice_kind": "sales_price",
    "title": "关于调整销售电价的通知",
    "issuer": "浙江省发展改革委",
    "published_on": date(2021, 5, 1),
    "effective_on": date(2021, 6, 1),
    "ended_on": None,
    "channel": "网站、营业厅",
    "url": "https://example.cn/tariff/1",
    "cycle_days": 30,
    "customer_class": "all",
    "region_code": "330000",
}
# one that came late is sound data, and so is one that nobody finds online
GOOD_NOTICES = [
    _NOTICE,
    {**_NOTICE, "region_code": "330800", "customer_class": None, "url": None, "channel": "营业厅"},
    {**_NOTICE, "notice_no": "DG202112", "notice_kind": "agency_price", "published_on": date(2021, 12, 5),
     "effective_on": date(2021, 12, 1), "ended_on": date(2021, 12, 31)},
]  # fmt: skip

OUTAGE_DAMAGE = [
    ("electricity_outage", {"customers_hit": 5, "customers_served": 4}, "customers_hit.within_customers_served"),
    ("electricity_outage", {"kva_hit": 5.0, "kva_served": 4.0}, "kva_hit.within_kva_served"),
    ("electricity_outage", {"ended_at": datetime(2022, 2, 1)}, "ended_at.after_start"),
    ("electricity_outage", {"started_at": datetime(2020, 2, 1)}, "ended_at.within_a_year"),
    ("electricity_outage", {"stated_minutes": 90.0}, "stated_minutes.fits_times"),
    ("electricity_outage", {"customers_hit": -5}, "customers_hit.range"),
    ("electricity_outage", {"cause": "请联系13957001234。"}, "cause.masked"),
    ("electricity_customers", {"voltage": "mv"}, "part.unique"),
    ("electricity_customers", {"customers": 0, "customers_interrupted": None}, "customers.some"),
    ("electricity_customers", {"customers_interrupted": 1201}, "customers_interrupted.within_customers"),
    ("electricity_customers", {"period": "2021年"}, "period.period"),
    ("tariff_notice", {"region_code": "330800", "customer_class": None}, "notice.unique"),
    ("tariff_notice", {"region_code": "浙江省"}, "region_code.form"),
    ("tariff_notice", {"url": "无"}, "url.form"),
    ("tariff_notice", {"ended_on": date(2021, 5, 31)}, "ended_on.after_begin"),
    ("tariff_notice", {"channel": None}, "channel.given"),
    ("tariff_notice", {"notice_kind": "price"}, "notice_kind.codes"),
    ("tariff_notice", {"published_on": date(2022, 7, 2)}, "published_on.not_in_future"),
    ("tariff_notice", {"effective_on": None}, "effective_on.filled"),
    ("tariff_notice", {"cycle_days": 0}, "cycle_days.range"),
]
