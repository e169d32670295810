"""The benchmark of the search index on a few documents: all figures are there, and no scan finds more."""

from pathlib import Path

from benchmarks.made_documents import made_documents
from benchmarks.search import QUESTIONS, made_questions, markdown, run
from warehouse.home import Home


def test_a_small_run(tmp_path: Path) -> None:
    results = run(30, Home(tmp_path))
    assert results["documents"] == 30
    assert results["questions_where_the_scan_found_more"] == 0
    assert results["matching"]["p50"] >= 1
    assert results["milliseconds"].keys() == {"index", "like_over_files", "like_over_one_file"}
    assert "| `search.find`" in markdown(results)


def test_documents_and_questions_depend_on_the_seed_alone() -> None:
    assert list(made_documents(3, seed=1)) == list(made_documents(5, seed=1))[:3]
    assert list(made_documents(3, seed=1)) != list(made_documents(3, seed=2))
    assert made_questions(10) == made_questions(10) and len(made_questions(10)) == QUESTIONS
    fields, blocks = next(made_documents(1, seed=1))
    assert {block["page"] for block in blocks} == {1, 2, 3} and 4000 < len(fields["body"]) < 6500
