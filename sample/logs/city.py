"""The invented city behind the logs: places, departments, items, people and companies.

Nobody real can be meant: identity numbers carry a place code that was never given out (339999), telephone numbers a
prefix without an operator (154), case numbers begin with YL (样例, sample), names say 样例.
"""

import numpy as np

COUNTIES = ("330802", "330803", "330822", "330824", "330825", "330881", "3308Z1")
COUNTY_WEIGHTS = (0.26, 0.17, 0.11, 0.10, 0.12, 0.16, 0.08)
DEPARTMENTS = tuple(f"QZ{number:02d}" for number in range(1, 31))
NAMED_ITEMS = (  # name, promised working days; 0: handled while the applicant waits
    ("公司设立登记", 2), ("公司变更登记", 3), ("食品经营许可", 8), ("药品经营许可证核发", 10),
    ("医疗器械经营备案", 0), ("道路货物运输经营许可", 3), ("公共场所卫生许可", 5), ("人力资源服务许可", 5),
    ("取水许可审批", 10), ("排水许可证核发", 5), ("民办非企业单位登记", 10), ("社会保险参保登记", 0),
)  # fmt: skip
ITEMS = 200
STATUTORY_DAYS = 20
MONDAY = np.datetime64("2021-01-04", "s")  # day 0 of the office calendar below
OFFICE_DAYS = 378  # from 2021-01-04 to 2022-06-15, Monday to Friday
OFFICE_MINUTES = 420  # 9:00-12:00 and 13:30-17:30

_UNDERSTOOD = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_COMPANY_HEAD = "91330800MA"


def items(count: int) -> tuple[list[str], list[str], np.ndarray]:
    """Codes, names and promised working days of the first ``count`` items."""
    numbers = range(1, count + 1)
    names = [NAMED_ITEMS[n - 1][0] if n <= len(NAMED_ITEMS) else f"样例事项{n:03d}" for n in numbers]
    promised = [NAMED_ITEMS[n - 1][1] if n <= len(NAMED_ITEMS) else (0, 1, 3, 5, 8, 10, 15)[n % 7] for n in numbers]
    return [f"GS{n:03d}" for n in numbers], names, np.array(promised)


def wall_clock(minutes: np.ndarray) -> np.ndarray:
    """Office minutes since 2021-01-04 9:00 as moments (seconds): nights, lunch and weekends are skipped."""
    minutes = np.floor(minutes).astype(np.int64)
    day, rest = np.divmod(minutes, OFFICE_MINUTES)
    calendar_day = 7 * (day // 5) + day % 5
    of_day = 540 + rest + 90 * (rest >= 180)
    return MONDAY + (calendar_day * 86_400 + of_day * 60).astype("timedelta64[s]")


def identity_numbers(person: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The first seventeen digits and the check character (GB 11643) of each invented person."""
    person = person.astype(np.int64)
    born = (np.datetime64("1950-01-01") + (person * 7919 % 18_000).astype("timedelta64[D]")).astype("datetime64[D]")
    year = born.astype("datetime64[Y]").astype(np.int64) + 1970
    month = born.astype("datetime64[M]").astype(np.int64) % 12 + 1
    day = (born - born.astype("datetime64[M]")).astype(np.int64) + 1
    head = 339_999 * 10**11 + (year * 10_000 + month * 100 + day) * 1000 + person // 18_000 % 1000
    total = sum(head // 10 ** (16 - place) % 10 * (2 ** (17 - place) % 11) for place in range(17))
    return head, np.array(list("10X98765432"))[total % 11]


def company_checks(company: np.ndarray) -> np.ndarray:
    """The check character (GB 32100) of the invented companies ``91330800MA`` + seven digits."""
    fixed = sum(_UNDERSTOOD.index(letter) * 3**place for place, letter in enumerate(_COMPANY_HEAD))
    total = fixed + sum(company // 10 ** (6 - place) % 10 * (3 ** (10 + place) % 31) for place in range(7))
    return np.array(list(_UNDERSTOOD))[(31 - total % 31) % 31]
