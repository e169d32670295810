"""Fingerprints follow the bytes of the files and nothing else."""

import hashlib
from pathlib import Path

import pytest

from methodology.digest import seed_digests


def test_one_digest_per_seed(seeds) -> None:
    digests = seed_digests(seeds.folder)
    assert len(digests) == 63
    assert digests["frontier.csv"] == hashlib.sha256(seeds.path("frontier").read_bytes()).hexdigest()


def test_only_the_changed_file_changes(seeds) -> None:
    before = seed_digests(seeds.folder)
    seeds.replace("frontier", "GE-time,18,248", "GE-time,17,248")
    after = seed_digests(seeds.folder)
    assert [name for name in before if before[name] != after[name]] == ["frontier.csv"]


def test_no_seed_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"_seeds\.yml"):
        seed_digests(tmp_path)
