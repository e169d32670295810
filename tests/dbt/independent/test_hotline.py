"""12345 热线 recomputed in plain Python from the sample's raw file, and what is shown without being scored."""

import csv

import duckdb
import pytest

from tests.dbt.independent.raw_files import delivered, in_period, value_of
from warehouse.home import Build

KINDS = {"咨询", "求助", "投诉", "举报", "建议"}
ANSWERS = {"I17-S1": "是否响应", "I17-S2": "是否解决", "I17-S3": "满意度"}
GOOD = {"是", "非常满意", "满意", "基本满意"}
NONE = {"", "未接通", "未评价"}


@pytest.fixture(scope="module")
def matters(sample_build: Build) -> list[dict[str, str]]:
    """Of each matter of a firm the first appeal whose caller answered."""
    (path,) = delivered(sample_build, "logs/hotline_case")
    first: dict[str, dict[str, str]] = {}
    for row in csv.DictReader(path.read_text("gb18030").splitlines()):
        is_sound = row["诉求类型"] in KINDS and row["派单时间"] >= row["登记时间"]
        is_answered = not {row[name] for name in ANSWERS.values()} <= NONE
        if is_sound and is_answered and row["诉求类别"] in ("涉企", "营商环境") and row["事件状态"] == "已办结":
            matter = row["原诉求编号"] or row["诉求编号"]
            if matter not in first or row["办结时间"] < first[matter]["办结时间"]:
                first[matter] = row
    assert sum(bool(row["原诉求编号"]) for row in first.values()) > 3, "some first appeals went without an answer"
    return list(first.values())


@pytest.mark.parametrize("measure", ANSWERS)
@pytest.mark.parametrize("region", ["330800", "330802", "3308Z1"])
@pytest.mark.parametrize("period", ["2021", "2020-Q4"])
def test_rates_are_those_of_the_answers(
    sample_build: Build, matters: list[dict[str, str]], measure: str, region: str, period: str
) -> None:
    answers = [
        row[ANSWERS[measure]]
        for row in matters
        if in_period(row["办结时间"], period)
        and region in (row["区县代码"], "330800")
        and row[ANSWERS[measure]] not in NONE
    ]
    rate = 100 * sum(answer in GOOD for answer in answers) / len(answers) if len(answers) >= 5 else None
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        found = value_of(connection, "government_services", measure, region, period)
    assert found == (pytest.approx(rate, abs=1e-9) if rate is not None else None, len(answers))


def test_supporting_measures_are_shown_and_move_nothing(sample_build: Build) -> None:
    where = "where measure_code like 'I17-S_'"
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:

        def count(table: str, condition: str = where) -> int:
            return connection.execute(f"select count(*) from {table} {condition}").fetchone()[0]  # noqa: S608

        for table in ("measure_score", "lever", "score_change", "gap", "conflict"):
            assert count(f"submission.{table}") == 0, table
        assert count("scoring.measure_weight") == 0
        assert count("submission.measure_value", f"{where} and is_scored") == 0
        # every figure says which appeals it was made of
        figures = count("submission.measure_value", f"{where} and value is not null")
        assert figures > 200
        assert figures == count(
            "submission.measure_value",
            f"{where} and value is not null and value_id in (select value_id from submission.value_lineage)",  # noqa: S608
        )
        weighted = "where indicator_set = 'national_2020' and level = 'measure' and weight is not null"
        assert count("submission.catalogue", weighted) == 87
