"""Whole files: encoding, header, quoting, presence, and the declaration itself."""

from pathlib import Path

import pytest

from methodology.check import SeedFault, check_seeds


def only(folder: Path) -> SeedFault:
    faults = check_seeds(folder)
    assert len(faults) == 1, "\n".join(map(str, faults))
    return faults[0]


def test_file_saved_as_gbk_names_the_line_and_the_remedy(seeds) -> None:
    path = seeds.path("unit")
    path.write_bytes(path.read_text(encoding="utf-8").encode("gbk"))
    fault = only(seeds.folder)
    assert (fault.file, fault.line) == ("methodology/unit.csv", 2)
    assert fault.message_en == "saved as GBK: choose CSV UTF-8 in Excel"
    assert "CSV UTF-8" in fault.message_zh
    assert str(fault).startswith("methodology/unit.csv:2: ")


def test_one_broken_byte_names_its_line(seeds) -> None:
    path = seeds.path("region")
    lines = path.read_bytes().splitlines(keepends=True)
    lines[5] = lines[5].replace("开".encode(), "开".encode()[:2])
    path.write_bytes(b"".join(lines))
    fault = only(seeds.folder)
    assert (fault.file, fault.line) == ("methodology/region.csv", 6)


def test_byte_order_mark_and_windows_line_ends_are_read(seeds) -> None:
    path = seeds.path("region")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert check_seeds(seeds.folder) == []


def test_columns_may_stand_in_any_order(seeds) -> None:
    path = seeds.path("score_tolerance")
    lines = [text.split(",", 4) for text in path.read_text(encoding="utf-8").splitlines()]
    moved = "".join(",".join([*cells[3:4], *cells[:3], *cells[4:]]) + "\n" for cells in lines)
    path.write_text(moved, encoding="utf-8", newline="")
    assert check_seeds(seeds.folder) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "decimals\n",
            "decimal\n",
            {("decimal", "column not declared in _seeds.yml"), ("decimals", "column missing")},
        ),
        ("decimals\n", "unit\n", {("unit", "column twice: remove one"), ("decimals", "column missing")}),
    ],
)
def test_header_must_be_the_declared_one(seeds, old: str, new: str, expected: set[tuple[str, str]]) -> None:
    seeds.replace("unit", old, new)
    faults = check_seeds(seeds.folder)
    assert {(f.column, f.message_en) for f in faults} == expected
    assert {(f.file, f.line) for f in faults} == {("methodology/unit.csv", 1)}


def test_short_row_and_open_quote_name_their_line(seeds) -> None:
    line = seeds.replace("department", "taxation,税务局,", "taxation,")
    assert (only(seeds.folder).line, only(seeds.folder).message_en) == (line, "2 cells, not 3")
    line = seeds.replace("department", "taxation,", 'taxation,"')
    assert only(seeds.folder).line == line
    assert "broken quoting" in only(seeds.folder).message_en


def test_line_numbers_count_line_breaks_inside_cells(seeds) -> None:
    seeds.replace("unit", "count,个,count,1", 'count,个,"count\nof things",1')
    line = seeds.replace("unit", "days,天,calendar days,1", "days,天,calendar days,one")
    assert line == 4
    assert "is not a whole number" in seeds.messages("unit", 4, "decimals")


@pytest.mark.parametrize("content", [b"", b"unit,name_zh,name_en,decimals\n"])
def test_empty_file(seeds, content: bytes) -> None:
    seeds.path("unit").write_bytes(content)
    assert {f.file for f in check_seeds(seeds.folder)} == {"methodology/unit.csv"}


def test_absent_and_undeclared_files(seeds) -> None:
    seeds.path("unit").rename(seeds.path("units"))
    shown = [str(fault) for fault in check_seeds(seeds.folder)]
    assert any("methodology/units.csv" in text and "not declared" in text for text in shown)
    assert any("unit.csv:1" in text and "does not exist" in text for text in shown)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("        coverage_threshold: double", "        coverage_treshold: double", "do not list the same"),
        ("        coverage_threshold: double", "        coverage_threshold: decimal", "unknown type decimal"),
        ("        coverage_threshold: double", "        coverage_threshold: varchar", "rules need"),
        (
            "  - name: score_tolerance\n",
            "  - name: score_tolerance\n    desciption: x\n",
            "unknown key: desciption",
        ),
        ("            columns: [source_id, activity]", "            columns: [source_id, activty]", "no key"),
        ("\nseeds:\n", "\nseeds: [\n", "cannot be read"),
    ],
)
def test_mistakes_in_the_declaration_are_faults(seeds, old: str, new: str, words: str) -> None:
    path = seeds.folder / "_seeds.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    faults = [f for f in check_seeds(seeds.folder) if f.file == "_seeds.yml"]
    assert words in "\n".join(f.message_en for f in faults)


def test_folder_without_seeds_is_not_a_pass(tmp_path: Path) -> None:
    assert check_seeds(tmp_path) != []
    assert check_seeds(tmp_path / "absent") != []
