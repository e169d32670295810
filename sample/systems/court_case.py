"""Invented disputes before the courts: trials, appeals and enforcement cases, as the courts' platform exports them."""

from datetime import datetime, timedelta
from pathlib import Path

from sample.systems.table import Draw, known, write_table

HEADER = (
    "案号", "原审案号", "区县代码", "承办法院", "承办人", "原告", "被告", "原告统一社会信用代码",
    "被告统一社会信用代码", "案由", "案件类型代字", "收案日期", "立案日期", "送达日期", "开庭日期", "结案日期",
    "结案方式", "诉讼标的金额", "实际到位金额", "法定审限天数", "延长天数", "扣除天数", "审限届满日期", "诉讼费",
    "律师费", "执行费",
)  # fmt: skip
CAUSES = ("买卖合同纠纷", "民间借贷纠纷", "建设工程施工合同纠纷")
# up to, share, added: Measures on the payment of litigation costs (State Council, decree 481 of 2006)
_COURT_FEES = (
    (1e4, 0, 50),
    (1e5, 0.025, -200),
    (2e5, 0.02, 300),
    (5e5, 0.015, 1300),
    (1e6, 0.01, 3800),
    (2e6, 0.009, 4800),
)
_ENFORCEMENT_FEES = ((1e4, 0, 50), (5e5, 0.015, -100), (2e6, 0.01, 2400))


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the cases of all disputes as one workbook; ``scale`` 1 is about twelve hundred cases."""
    draw = Draw(seed, "court_case")
    rows = [row for number in range(1, round(720 * scale) + 1) for row in _Dispute(draw, number).rows()]
    path = landing / "logs" / "court_case" / "样例_法院案件.xlsx"
    return [write_table(path, HEADER, rows, "xlsx")]


class _Dispute:
    """One dispute with all its cases."""

    def __init__(self, draw: Draw, number: int) -> None:
        self._draw, self._number = draw, number
        self._county, self._received = draw.county(), draw.moment()
        self._cause = draw.random.choices(CAUSES, (0.75, 0.15, 0.1))[0]
        self._claim = float(round(min(draw.random.lognormvariate(11.6, 0.9), 1.9e6), 2))
        self._parties = [f"样例原告{number}", f"样例被告{number}", draw.company(), draw.company()]

    def rows(self) -> list[list]:
        """The trial, and where it came to that an appeal or enforcement."""
        outcome = self._draw.random.choices(("判决", "调解", "撤诉", "驳回起诉"), (0.68, 0.17, 0.12, 0.03))[0]
        trial, closed = self._trial(outcome)
        rows = [trial]
        if known(closed) is None:
            return rows
        if outcome == "判决" and self._draw.happens(0.1):
            rows.append(self._appeal(closed))
        elif outcome in ("判决", "调解") and self._draw.happens(0.78):
            rows += self._enforcements(closed)
        return [row for row in rows if row[HEADER.index("收案日期")]]

    def _trial(self, outcome: str) -> tuple[list, datetime]:
        draw = self._draw
        registered = draw.later(self._received, 3, self._county)
        served = draw.later(registered, 18, self._county)
        heard = draw.later(served, 40, self._county)
        deducted = draw.random.randrange(20, 70) if draw.happens(0.12) else 0
        closed = draw.later(heard, 45 + deducted, self._county)
        if draw.happens(0.003):
            closed = self._received - timedelta(days=9)  # a slip of the clerk: closed before it began
        limit, extended = draw.random.choice((90, 180)), draw.random.choices((0, 30), (0.95, 0.05))[0]
        fee = _by_steps(self._claim, _COURT_FEES)
        lawyer = draw.random.choices(
            (None, 0.0, round(self._claim * draw.random.uniform(0.03, 0.08), 2)), (0.3, 0.05, 0.65)
        )[0]
        moments = (self._received, registered, served, heard, closed)
        times = (limit, extended, deducted, (registered + timedelta(days=limit + extended + deducted)).date())
        word = "民督" if draw.happens(0.002) else "民初"  # a kind of case that the code list does not have
        return self._row(word, None, moments, outcome, (None, *times, fee, lawyer, None)), closed

    def _appeal(self, judged: datetime) -> list:
        received = self._draw.later(judged, 12, self._county)
        closed = self._draw.later(received, 60, self._county)
        outcome = self._draw.random.choices(("维持原判", "改判"), (0.85, 0.15))[0]
        fee = _by_steps(self._claim, _COURT_FEES)
        moments = (received, received, None, None, closed)
        return self._row("民终", self._linked(), moments, outcome, (None, 90, 0, 0, None, fee, None, None))

    def _enforcements(self, judged: datetime) -> list[list]:
        draw = self._draw
        received = draw.later(judged, 35, self._county)
        closed = draw.later(received, 130, self._county)
        outcome = draw.random.choices(("执行完毕", "终结本次执行程序", "终结执行"), (0.72, 0.22, 0.06))[0]
        rows = [self._enforcement("执", received, closed, outcome, _by_steps(self._claim, _ENFORCEMENT_FEES))]
        if outcome == "终结本次执行程序" and draw.happens(0.4):
            resumed = draw.later(closed, 120, self._county)
            ended = draw.later(resumed, 40, self._county)
            outcome = draw.random.choices(("执行完毕", "终结本次执行程序"), (0.7, 0.3))[0]
            rows.append(self._enforcement("执恢", resumed, ended, outcome, None))
        return rows

    def _enforcement(self, word: str, received: datetime, closed: datetime, outcome: str, fee: float | None) -> list:
        share = 1.0 if outcome == "执行完毕" else self._draw.random.uniform(0, 0.4)
        recovered = self._claim * share if known(closed) else None
        # a link may be lost on the way
        linked = None if self._draw.happens(0.01) else self._linked()
        limit_ends = (received + timedelta(days=180)).date()
        amounts = (recovered, 180, 0, 0, limit_ends, None, None, fee)
        return self._row(word, linked, (received, received, None, None, closed), outcome, amounts)

    def _case_no(self, year: int, word: str) -> str:
        return f"（{year}）样{self._county[2:]}{word}{self._number}号"

    def _linked(self) -> str:
        """The number of the trial as a clerk types it: brackets of either width."""
        number = self._case_no(self._received.year, "民初")
        return number.replace("（", "(").replace("）", ")") if self._draw.happens(0.3) else number

    def _row(self, word: str, linked: str | None, moments: tuple, outcome: str, amounts: tuple) -> list:
        received = moments[0]
        happened = [known(moment) for moment in moments]
        plaintiff, defendant, plaintiff_code, defendant_code = self._parties
        wrong = self._draw.happens(0.003)
        return [
            self._case_no(received.year, word), linked, self._county, "样例法院", "样例法官", plaintiff, defendant,
            plaintiff_code[:-1] + "I" if wrong else plaintiff_code, defendant_code, self._cause, word,
            *(moment.date() if moment else None for moment in happened),
            outcome if happened[-1] else None, self._claim, *amounts,
        ]  # fmt: skip


def _by_steps(claim: float, steps: tuple) -> float:
    share, added = next((share, added) for limit, share, added in steps if claim <= limit)
    return round(claim * share + added, 2)
