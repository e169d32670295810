"""Source contracts: every fault names its file and line."""

import textwrap
from pathlib import Path

import pytest

from ingest.contract_file import ContractError, contract_digest, load_contracts, read_contract

GOOD = textwrap.dedent(
    """\
    id: small
    name_zh: 小表
    name_en: Small
    kind: register
    department: statistics
    description: One row a case.
    landing: ["logs/small/*.csv"]
    columns:
      编号: {name: case_no, not_empty: true}
      数量: {name: amount, type: integer, required: false}
    key: [case_no]
    """
)


def write(folder: Path, text: str, name: str = "small.yml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def fault(tmp_path: Path, text: str) -> str:
    with pytest.raises(ContractError) as caught:
        read_contract(write(tmp_path, text))
    return str(caught.value)


def test_the_shipped_contracts_load():
    contracts = load_contracts()
    assert set(contracts) >= {"doing_business_history", "electricity_connection", "indicator_card", "waiver"}
    assert all(key == contract.id for key, contract in contracts.items())


def test_unknown_key_names_file_and_line(tmp_path):
    assert fault(tmp_path, GOOD + "colour: red\n").startswith("small.yml:12: colour: unknown key")
    inside = GOOD.replace("required: false", "requird: false")
    assert "small.yml:10: columns.数量.requird: unknown key" in fault(tmp_path, inside)


def test_a_key_written_twice_is_refused(tmp_path):
    assert fault(tmp_path, GOOD + "kind: statistic\n") == "small.yml:12: key 'kind' is written twice"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("key: [case_no]", "key: [nothing]", 1, "nothing"),
        ("not_empty: true", "not_empty: true, personal: drop", 1, "cannot be dropped"),
        ("name: amount", "name: row_number", 1, "reserved"),
        ("name: amount", "name: case_no", 1, "named twice"),
        ("type: integer", "type: whole", 10, "Input should be"),
        ("type: integer", "type: integer, minimum: 9, maximum: 1", 10, "above maximum"),
        ("type: integer", "type: integer, aliases: [编号]", 1, "stands for two columns"),
        ('"logs/small/*.csv"', '"../small/*.csv"', 7, "leaves the landing folder"),
        ("kind: register", "kind: register\ntime_zone: Asia/Quzhou", 5, "unknown time zone"),
        ("kind: register", "kind: register\nencoding: gb99", 5, "unknown encoding"),
        ("kind: register", 'kind: register\ndelimiter: ";;"', 5, "one character"),
        ("kind: register", 'kind: register\nheader: {strip_suffix: "(["}', 5, "not a regular expression"),
        ("kind: register", "kind: statistic", 1, "column `value`"),
    ],
)
def test_faults_are_named_with_their_line(tmp_path, old, new, line, words):
    message = fault(tmp_path, GOOD.replace(old, new))
    assert message.startswith(f"small.yml:{line}: ")
    assert words in message


@pytest.mark.parametrize(
    "text", ["", "- a\n", "id: [\n", "? [a]\n: b\n", "id: a\x01b\n", "id: !!python/name:os.system\n"]
)
def test_text_that_is_no_contract_is_refused_and_never_run(tmp_path, text):
    assert fault(tmp_path, text).startswith("small.yml:")


def test_all_faults_of_all_files_come_in_one_round(tmp_path):
    write(tmp_path, GOOD.replace("id: small", "id: other"))
    write(tmp_path, GOOD + "colour: red\n", "second.yml")
    with pytest.raises(ContractError) as caught:
        load_contracts(tmp_path)
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == ["second.yml", "small.yml"]


def test_any_change_of_content_changes_the_digest(tmp_path):
    before = contract_digest(read_contract(write(tmp_path, GOOD)))
    after = contract_digest(read_contract(write(tmp_path, GOOD.replace("integer", "number"))))
    same = contract_digest(read_contract(write(tmp_path, "# a remark\n" + GOOD)))
    assert before == same != after


EVENTS = textwrap.dedent(
    """\
    id: small
    name_zh: 小日志
    name_en: Small log
    kind: log
    layout: event
    department: statistics
    description: One row an event.
    landing: ["logs/small/*.csv"]
    columns:
      编号: {name: case_no, not_empty: true}
      环节: {name: activity}
      时间: {name: at, type: timestamp}
    log: {case: case_no, activity: activity, at: at}
    """
)


def test_a_log_of_events_is_read(tmp_path):
    contract = read_contract(write(tmp_path, EVENTS))
    assert (contract.log.case, contract.log.at, contract.log.corrections) == ("case_no", "at", "none")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("log: {case: case_no, activity: activity, at: at}", "", "a log, and only a log, has a section"),
        ("kind: log", "kind: register", "a log, and only a log, has a section"),
        ("activity: activity, ", "", "needs log.activity and log.at"),
        ("case: case_no,", "case: number,", "does not define: number"),
        ("type: timestamp", "type: text", "must be timestamps or dates: at"),
        ("layout: event\n", "", "`events` belongs to a table of cases"),
        ("at: at}", "at: at, corrections: row}", "need a `key`"),
        ("log: {", "key: [case_no]\nlog: {repeats: keep, ", "cannot be kept twice"),
        ("at: at}", "at: at, acceptance: accept}", "does not define: accept"),
        ("{name: activity}", "{name: activity, check: region}", "needs log.region_prefix"),
        ("{name: activity}", "{name: member}", "reserved column names: member"),
    ],
)
def test_a_log_section_that_cannot_be_right_is_refused(tmp_path, old, new, words):
    assert old in EVENTS
    assert words in fault(tmp_path, EVENTS.replace(old, new))
