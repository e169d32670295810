"""What the rules of hotline appeals and of pledges must find beyond those of any case table, and what they let pass."""

from datetime import date, datetime

_NOBODY = {"responded": "none", "solved": "none", "satisfaction": "none"}
_NOT_CALLED = {"called_back_at": None, "responded": None, "solved": None, "satisfaction": None}

APPEAL_DAMAGE = [
    ("hotline_case", {"dispatched_at": datetime(2022, 3, 1, 8)}, "dispatched_at.after_start"),
    ("hotline_case", {"signed_at": datetime(2022, 3, 1, 10)}, "signed_at.after_dispatched_at"),
    ("hotline_case", {"finished_at": datetime(2022, 3, 2, 10)}, "finished_at.after_signed_at"),
    ("hotline_case", {"called_back_at": datetime(2022, 3, 3, 10)}, "called_back_at.after_finished_at"),
    ("hotline_case", {"finished_at": None}, "finished_at.when_done"),
    ("hotline_case", {"state": "open", "finished_at": None}, "called_back_at.after_finish"),
    ("hotline_case", {"called_back_at": None}, "called_back_at.when_answered"),
    ("hotline_case", _NOBODY | {"called_back_at": None, "satisfaction": "1"}, "called_back_at.when_answered"),
    ("hotline_case", {"solved": "no", "satisfaction": "4"}, "satisfaction.fits_solved"),
    ("hotline_case", {"responded": "no"}, "solved.fits_responded"),
    ("hotline_case", {"case_no": "same", "first_case_no": "same"}, "first_case_no.of_another"),
    ("hotline_case", {"limit_work_days": -1}, "limit_work_days.range"),
    ("hotline_case", {"satisfaction": "未评价"}, "satisfaction.codes"),
    ("ip_pledge", {"released_on": None}, "released_on.when_released"),
    ("ip_pledge", {"state": "in_force"}, "released_on.only_ended"),
    ("ip_pledge", {"amount": None}, "amount.given"),
    ("ip_pledge", {"amount": 0.0}, "amount.positive"),
    ("ip_pledge", {"amount": 1.5e9}, "amount.plausible"),
    ("ip_pledge", {"released_on": date(2022, 2, 28)}, "released_on.after_start"),
    ("ip_pledge", {"rights": 0}, "rights.range"),
    ("ip_pledge", {"uscc": "913308O2MA28F00XA1"}, "uscc.form"),
]
APPEAL_HONEST = [
    ("hotline_case", _NOT_CALLED),
    ("hotline_case", _NOT_CALLED | {"state": "open", "finished_at": None}),
    ("hotline_case", _NOBODY),
    ("hotline_case", {"solved": "no", "satisfaction": "3"}),
    ("ip_pledge", {"state": "in_force", "released_on": None}),
    ("ip_pledge", {"released_on": date(2022, 3, 1)}),
    ("ip_pledge", {"state": "revoked", "released_on": None}),
]
