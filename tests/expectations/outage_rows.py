"""The damage that the rules of outages and of customers served must find."""

from datetime import datetime

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
]
