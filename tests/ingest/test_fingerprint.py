"""Fingerprints of documents: the same everywhere, and alike exactly when the texts are."""

import itertools
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents.fingerprint import PLACES, fingerprint, places_of
from ingest.documents.read import read_document

PROJECT = Path(__file__).resolve().parents[2]
RECORDED = "cf432cf1cbd0d6b7"  # the first two places
NOTICE = "各县（市、区）营商办：低压用户用电报装压减为受理签约、施工接电2个环节。" * 3


def alike(left: str, right: str) -> float:
    return float((places_of(fingerprint(left)) == places_of(fingerprint(right))).mean())


def jaccard(left: str, right: str) -> float:
    groups = [{text[at : at + 4] for at in range(len(text) - 3)} for text in (left, right)]
    return len(groups[0] & groups[1]) / len(groups[0] | groups[1])


def test_it_is_the_same_on_every_machine() -> None:
    """Fixed values, worked out in plain Python below: no seed of a process, no library's hash."""
    assert fingerprint("获得电力") == "".join(f"{value:08x}" for value in by_hand("获得电力"))
    assert fingerprint("获得电力服务") == "".join(f"{value:08x}" for value in by_hand("获得电力服务"))
    assert fingerprint("获得电力")[:16] == RECORDED
    code = "from ingest.documents.fingerprint import fingerprint; print(fingerprint('获得电力'))"
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", code],
            cwd=PROJECT, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert done.stdout.strip() == fingerprint("获得电力")


def by_hand(text: str) -> list[int]:
    mask = (1 << 64) - 1

    def mix(x: int) -> int:
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9 & mask
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB & mask
        return x ^ (x >> 31)

    step = 0x9E3779B97F4A7C15
    hashes = set()
    for at in range(len(text) - 3):
        value = 0
        for sign in text[at : at + 4]:
            value = mix((value ^ ord(sign)) + step & mask)
        hashes.add(value)
    seeds = [mix(n * step & mask) for n in range(1, PLACES + 1)]
    return [min(mix(value ^ seed) >> 32 for value in hashes) for seed in seeds]


def test_what_two_saves_of_one_text_change_does_not_count() -> None:
    assert fingerprint("Ａ１ 获得“电力”，\n服务") == fingerprint("a1获得电力服务")
    assert fingerprint("获得电力") != fingerprint("获得电网")
    assert fingerprint("　—（）\n") is None
    assert len(fingerprint("电")) == 512


@given(st.text(alphabet="获得电力服务水平办理环节", min_size=30, max_size=120), st.integers(0, 29))
def test_the_estimate_is_near_the_true_share(text: str, at: int) -> None:
    changed = text[:at] + "衢" + text[at + 1 :]
    # five standard errors
    assert abs(alike(text, changed) - jaccard(text, changed)) <= 5 / 16


def test_a_long_text_is_read_in_chunks() -> None:
    """Longer than one chunk of groups: what stands at the end counts too."""
    long = "".join(chr(0x4E00 + n % 20000) + chr(0x4E00 + n // 7 % 20000) for n in range(60_000))
    assert 0.3 < alike(long, long[: len(long) // 2]) < 0.7


def test_a_text_that_is_no_fingerprint_is_refused() -> None:
    with pytest.raises(ValueError, match="512"):
        places_of("abc")
    assert places_of(fingerprint(NOTICE)).dtype == np.uint32


def test_real_pages_are_told_apart_and_their_edits_are_not(shared_data: Path) -> None:
    texts = [read_document(path).text for path in sorted((shared_data / "policy_html" / "html").glob("*.html"))]
    assert len(texts) == 30
    for text in texts:
        middle = len(text) // 2
        assert alike(text, text[:middle] + "衢州" + text[middle + 2 :]) >= 0.9
    assert max(alike(left, right) for left, right in itertools.combinations(texts, 2)) < 0.2
