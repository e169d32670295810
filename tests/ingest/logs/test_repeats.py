"""Hashes of rows seen before: none is ever taken for new twice, however the bitmap grows."""

import numpy as np
import pytest

from ingest.logs import repeats
from ingest.logs.repeats import SeenHashes


@pytest.mark.parametrize("most_bits", [10, 24])
def test_no_hash_is_new_twice(monkeypatch: pytest.MonkeyPatch, most_bits: int) -> None:
    monkeypatch.setattr(repeats, "_FIRST_BITS", 8)
    monkeypatch.setattr(repeats, "_MOST_BITS", most_bits)
    chooser = np.random.default_rng(7)
    pool = chooser.integers(0, 2**64, 4_000, dtype=np.uint64)
    seen, known = SeenHashes(), set()
    for count in (1, 10, 300, 3_000, 3_000):
        hashes = chooser.choice(pool, count)
        new = seen.new(hashes)
        written = hashes[new].tolist()
        assert len(set(written)) == len(written)
        assert not known & set(written)
        known |= set(written)
    assert sorted(seen.all().tolist()) == sorted(known)


def test_a_sparse_bitmap_takes_no_new_row_for_a_repeat() -> None:
    hashes = np.random.default_rng(7).integers(0, 2**64, 10_000, dtype=np.uint64)
    seen = SeenHashes()
    assert sum(int(seen.new(part).sum()) for part in np.split(hashes, 10)) > 9_990
