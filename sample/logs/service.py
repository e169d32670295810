"""Invented cases of the government-service network, as arrays: any number of them in seconds, the same for a seed."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sample.logs import city

STAGES = (
    "申办", "网上预受理", "受理", "审批", "补正告知", "补正受理", "特别程序申请", "特别程序结果", "办结", "领证登记",
)  # fmt: skip
# what may happen to a case, in its usual order; the numbers point into STAGES
_STEPS = np.array([0, 1, 2, 4, 5, 3, 6, 7, 3, 3, 8, 9], dtype=np.int8)
_APPLY, _ACCEPT, _NOTICE, _RECEIVED, _SPECIAL, _SPECIAL_END, _FINISH, _COLLECT = 0, 2, 3, 4, 6, 7, 10, 11
CHANNELS = ("浙里办", "窗口", "自助终端")
RESULTS = ("10", "09", "13", "07")
MEMOS = ("材料齐全", "材料共12份，已电子归档", "代办，委托书已核", "容缺受理，承诺5日内补交", "邮寄送达，单号见附件")
CLEAN, BAD_TIME, UNKNOWN_STAGE, FUTURE, FULL_WIDTH, PERSONAL, BAD_COMPANY = range(7)
_CHUNK = 60_000  # cases made at a time
_BATCH_FILED = 30  # of each chunk: accepted in one second and finished in one second


@dataclass(frozen=True, slots=True)
class ServiceLog:
    """What to invent. ``dirt``: share of rows with each kind of fault; days are office days since 2021-01-04."""

    seed: int = 20220622
    items: int = city.ITEMS
    dirt: float = 0.001
    first_case: int = 1
    first_day: int = 0
    last_day: int = city.OFFICE_DAYS

    def tables(self, events: int) -> Iterator[pa.RecordBatch]:
        """Exactly ``events`` rows in batches: exports of about 60,000 cases, each in the order of time."""
        first, left, part = self.first_case, events, 0
        while left > 0:
            cases = min(_CHUNK, left // 4 + 50)
            batch = self._cases(np.random.default_rng([self.seed, part]), first, cases)[:left]
            left -= batch.num_rows
            first += cases
            part += 1
            yield batch

    def cases(self, cases: int) -> pa.RecordBatch:
        """All events of ``cases`` cases."""
        return self._cases(np.random.default_rng([self.seed, 0]), self.first_case, cases)

    def _cases(self, draw: np.random.Generator, first: int, cases: int) -> pa.RecordBatch:
        codes, names, promised = city.items(self.items)
        # a few items make up most of the cases
        item = np.minimum((draw.random(cases) ** 2.2 * self.items).astype(np.int64), self.items - 1)
        result = draw.choice(4, cases, p=(0.945, 0.01, 0.03, 0.015))
        channel = draw.choice(3, cases, p=(0.62, 0.33, 0.05))
        happened = _happened(draw, promised[item] == 0, result, channel)
        times = _irregular(draw, self._times(draw, promised[item], happened), self.dirt)
        happened &= times <= city.wall_clock(np.array([self.last_day * city.OFFICE_MINUTES - 1]))
        case, step = np.nonzero(happened)
        at = times[case, step]
        memo = np.where(draw.random(len(case)) < 0.15, draw.integers(len(MEMOS), size=len(case)), -1)
        dirt = _dirt(draw, len(case), self.dirt)
        order = np.lexsort((step, case, at))
        order = np.insert(order, *_repeats(draw, order, self.dirt))
        case, step, at, memo, dirt = case[order], step[order], at[order], memo[order], dirt[order]
        region = draw.choice(len(city.COUNTIES), cases, p=city.COUNTY_WEIGHTS)
        person, company = draw.integers(3_000_000, size=cases), draw.integers(400_000, size=cases)
        is_company = draw.random(cases) < 0.6
        stage = _STEPS[step]
        head, check = city.identity_numbers(person[case])
        columns = {
            "case_number": case + first,
            "item_code": _words(item[case], codes),
            "item_name": _words(item[case], names),
            "region_code": _words(region[case], city.COUNTIES),
            "department_code": _words(item[case] % len(city.DEPARTMENTS), city.DEPARTMENTS),
            "channel": _words(channel[case], CHANNELS),
            "stage": _words(stage, STAGES),
            "result_code": _words(result[case], RESULTS, stage == STAGES.index("办结")),
            "occurred_at": at,
            "promised_days": np.maximum(promised[item[case]], 1),
            "is_instant": promised[item[case]] == 0,
            "person": person[case],
            "identity_head": head,
            "identity_check": check.astype(object),
            "company": pa.array(company[case], mask=~is_company[case]),
            "company_check": city.company_checks(company[case]).astype(object),
            "memo": _words(memo, MEMOS, memo >= 0),
            "dirt": dirt,
        }
        return pa.RecordBatch.from_pydict(
            {k: v if isinstance(v, pa.Array) else pa.array(v) for k, v in columns.items()}
        )

    def _times(self, draw: np.random.Generator, promised: np.ndarray, happened: np.ndarray) -> np.ndarray:
        """A moment for every step of every case, whether it happens or not; pauses delay what follows."""
        cases = len(promised)
        window = (self.last_day - self.first_day) * city.OFFICE_MINUTES
        accept = self.first_day * city.OFFICE_MINUTES + draw.random(cases) * window
        # about one in twenty takes longer than promised
        handling = np.where(promised == 0, 30, promised * city.OFFICE_MINUTES) * draw.lognormal(-0.8, 0.5, cases)
        correction = 1 + draw.lognormal(6.3, 0.8, cases)
        special = 2 + draw.lognormal(7.6, 0.5, cases)
        minutes = np.empty((cases, len(_STEPS)))
        minutes[:, _APPLY] = accept - 2 - draw.lognormal(4.0, 1.2, cases)
        minutes[:, 1] = (minutes[:, _APPLY] + accept) / 2
        minutes[:, _ACCEPT] = accept
        minutes[:, _NOTICE] = accept + 1 + handling * 0.1
        minutes[:, _RECEIVED] = minutes[:, _NOTICE] + correction
        minutes[:, 5] = accept + 2 + handling * 0.3
        minutes[:, _SPECIAL] = minutes[:, 5] + 1
        minutes[:, _SPECIAL_END] = minutes[:, _SPECIAL] + special
        minutes[:, 8] = accept + 4 + handling * 0.6
        minutes[:, 9] = accept + 5 + handling * 0.8
        minutes[:, _FINISH] = accept + 6 + handling
        minutes[:, _COLLECT] = minutes[:, _FINISH] + 1 + draw.lognormal(6.0, 0.8, cases)
        minutes[:, _RECEIVED + 1 :] += np.where(happened[:, _NOTICE], correction, 0)[:, None]
        minutes[:, _SPECIAL_END + 1 :] += np.where(happened[:, _SPECIAL], special, 0)[:, None]
        return city.wall_clock(minutes) + draw.integers(60, size=minutes.shape).astype("timedelta64[s]")


def _happened(draw: np.random.Generator, instant: np.ndarray, result: np.ndarray, channel: np.ndarray) -> np.ndarray:
    """Which steps each case goes through: corrections 8 %, special procedures 2 %, one in a hundred left lying."""
    chance = np.tile([1, 0.45, 1, 0.08, 0.08, 1, 0.02, 0.02, 0.75, 0.45, 1, 0.45], (len(instant), 1))
    chance[channel != 0, 1] = 0
    chance[instant, 3:10] = 0
    chance[instant, 5] = 1
    drawn = draw.random(chance.shape)
    drawn[:, _RECEIVED], drawn[:, _SPECIAL_END] = drawn[:, _NOTICE], drawn[:, _SPECIAL]
    happened = drawn < chance
    refused = result == RESULTS.index("07")
    happened[np.ix_(refused, range(1, _FINISH))] = False  # not accepted: applied for and sent away
    happened[result != 0, _COLLECT] = False
    abandoned = draw.random(len(instant)) < 0.01
    happened[abandoned, draw.integers(4, 9) :] = False
    return happened


def _irregular(draw: np.random.Generator, times: np.ndarray, dirt: float) -> np.ndarray:
    """Some cases are filed in one go, in one second; some finish before they were accepted."""
    cases = len(times)
    filed = slice(0, min(_BATCH_FILED, cases // 10))
    times[filed, _APPLY] = np.minimum(times[filed, _APPLY], times[0, _ACCEPT])
    seconds = (np.arange(1, _FINISH) - _ACCEPT).astype("timedelta64[s]")
    times[filed, 1:_FINISH] = times[0, _ACCEPT] + seconds
    times[filed, _FINISH:] = times[0, _FINISH]
    backwards = draw.random(cases) < dirt
    times[backwards, _FINISH] = times[backwards, _ACCEPT] - np.timedelta64(3600, "s")
    return times


def _repeats(draw: np.random.Generator, order: np.ndarray, dirt: float) -> tuple[np.ndarray, np.ndarray]:
    """Rows that the export gives twice, the second somewhat further down: where, and which."""
    twice = np.nonzero(draw.random(len(order)) < dirt)[0]
    return np.minimum(twice + draw.integers(1, 500, size=len(twice)), len(order)), order[twice]


def _dirt(draw: np.random.Generator, rows: int, share: float) -> np.ndarray:
    kinds = BAD_COMPANY
    drawn = draw.random(rows)
    return np.where(drawn < kinds * share, 1 + (drawn / max(share, 1e-12)).astype(np.int64) % kinds, 0).astype(np.int8)


def _words(index: np.ndarray, words: list[str] | tuple[str, ...], present: np.ndarray | None = None) -> pa.Array:
    codes = pa.array(index.astype(np.int32), mask=None if present is None else ~present)
    return pa.DictionaryArray.from_arrays(codes, pa.array(words))
