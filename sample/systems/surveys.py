"""An invented survey of enterprises in 2020 and 2021, and the frame it was drawn from.

The frame is of 2021 only; in one county seven enterprises answered. Left in as real exports have them: refusals, an
answer off its scale, an answer to a question that the questionnaire no longer has.
"""

from datetime import datetime, timedelta
from pathlib import Path

from sample.logs.city import COUNTIES, COUNTY_WEIGHTS
from sample.systems.table import PACE, Draw, write_table

HEADER = ("答卷编号", "统一社会信用代码", "区县代码", "企业规模", "题目编号", "答案", "答卷日期", "调查方式")
FRAME_HEADER = ("年份", "区县代码", "企业规模", "企业数")
SIZES = ("大型", "中型", "小型", "微型")
_SIZE_WEIGHTS = (0.04, 0.16, 0.45, 0.35)
# the survey reaches larger enterprises more easily than their share in the frame
_FRAME_SHARES = (0.004, 0.036, 0.26, 0.7)
_ENTERPRISES = 98_000
SMALL_COUNTY, ITS_ANSWERS = "3308Z1", 7
_SCALES = ("I06-5-1", "I06-5-2", "I11-2-1", "I17-3-1", "I18-4-1", "I18-4-2", "I18-4-3", "I18-4-4")
_REVERSED = "I11-2-2"
# question: typical figure of 2021; a trader answers the first group, somebody with a refund or correction the others
_TRADE = {"I12-3-1": 9.0, "I12-4-1": 480.0, "I12-7-1": 16.0, "I12-8-1": 560.0}
_TAXES = {"I13-2-1": 34.0, "I13-2-2": 48.0, "I13-2-3": 32.0}
_REFUND, _CORRECTION = {"I13-4-a-1": 3.0}, {"I13-4-c-1": 6.0}


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the answers of both years and the frame; ``scale`` 1 is 80 and 400 respondents."""
    draw = Draw(seed, "surveys")
    folder = landing / "surveys"
    earlier = [row for n in range(round(80 * scale)) for row in _respondent(draw, 2020, n, _county(draw))]
    ordinary = round(400 * scale) - ITS_ANSWERS
    counties = [*(_county(draw) for _ in range(ordinary)), *[SMALL_COUNTY] * ITS_ANSWERS]
    later = [row for n, county in enumerate(counties) for row in _respondent(draw, 2021, n, county)]
    later[3][5] = "6"
    later.append([*later[0][:4], "I99-1-1", "4", *later[0][6:]])
    answers = folder / "enterprise_survey"
    return [
        write_table(answers / "样例_企业问卷_2020.csv", HEADER, earlier, "gb18030"),
        write_table(answers / "样例_企业问卷_2021.csv", HEADER, later, "csv"),
        write_table(folder / "survey_frame" / "样例_抽样框_2021.xlsx", FRAME_HEADER, _frame(), "xlsx"),
    ]


def _county(draw: Draw) -> str:
    county = SMALL_COUNTY
    while county == SMALL_COUNTY:
        county = draw.county()
    return county


def _frame() -> list[list]:
    return [
        ["2021", county, size, round(_ENTERPRISES * weight * share)]
        for county, weight in zip(COUNTIES, COUNTY_WEIGHTS, strict=True)
        for size, share in zip(SIZES, _FRAME_SHARES, strict=True)
    ]


def _respondent(draw: Draw, year: int, number: int, county: str) -> list[list]:
    size = draw.random.choices(SIZES, _SIZE_WEIGHTS)[0]
    day = datetime(year, 9, 1) + timedelta(days=draw.random.randrange(60))
    head = [f"YL{year}{number + 1:04d}", draw.company(), county, size]
    tail = [f"{day:%Y-%m-%d}", draw.random.choices(("网络", "电话", "上门"), (0.7, 0.2, 0.1))[0]]
    answers: dict[str, str] = {code: _opinion(draw, year, county) for code in _SCALES}
    answers[_REVERSED] = str(6 - int(_opinion(draw, year, county)))
    groups = [_TAXES]
    groups += [_TRADE] if draw.happens(0.3) else []
    groups += [_REFUND] if draw.happens(0.25) else []
    groups += [_CORRECTION] if draw.happens(0.2) else []
    for group in groups:
        answers |= {code: _amount(draw, year, typical, county) for code, typical in group.items()}
    return [[*head, code, "拒答" if draw.happens(0.02) else answer, *tail] for code, answer in answers.items()]


def _opinion(draw: Draw, year: int, county: str) -> str:
    """One to five; the quicker county is the better liked, and 2021 a little more than 2020."""
    liked = 4.25 + 0.15 * (year - 2020) - 0.5 * (PACE[county] - 1)
    return str(min(5, max(1, round(draw.random.gauss(liked, 0.8)))))


def _amount(draw: Draw, year: int, typical: float, county: str) -> str:
    mean = typical * PACE[county] * (1.1 if year == 2020 else 1.0)
    return f"{mean * draw.random.lognormvariate(-0.08, 0.4):.1f}"
