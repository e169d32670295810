"""Documents that are nearly the same: a second version, a copy in another format, a notice passed on word for word.

Fingerprints are cut into 16 bands of 4 places; only documents that share a band are compared (locality-sensitive
hashing). A pair with similarity s shares one with probability 1 - (1 - s⁴)¹⁶: 0.998 at 0.75, 0.01 at 0.15.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from ingest.documents.fingerprint import PLACES, places_of
from search.index import refresh
from search.store import reading
from warehouse.home import Home

THRESHOLD = 0.75
BANDS = 16
# in a larger group of candidates each is compared with the first alone: a form filled in ten thousand times would
# otherwise be fifty million pairs
_ALL_PAIRS_UP_TO = 200
_FIELDS = ("source_id", "file_name", "row_number", "title", "document_number", "issuer", "issued_on", "page_count")
_SELECT = (
    "select document.id, fingerprint, source_id, file_name, row_number, title, document_number, issuer, issued_on,"
    " page_count from document join file on file.id = document.file_id where fingerprint is not null order by 3, 4, 5"
)

Pair = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Two documents, each as a record of source, file, row number and official fields.

    ``similarity``: estimated share of common groups of four characters, with a standard error of at most 0.06.
    """

    first: dict
    second: dict
    similarity: float


def near_duplicates(home: Home, threshold: float = THRESHOLD) -> list[NearDuplicate]:
    """Pairs of documents in force that are alike to ``threshold`` or more, the most alike first.

    The same content delivered twice is one batch already and no pair. Raises
    :class:`search.index.IndexNotUpdated` and :class:`search.store.IndexUnusable`.
    """
    refresh(home)
    with reading(home) as index:
        rows = index.execute(_SELECT).fetchall()
    documents = [dict(zip(_FIELDS, row[2:], strict=True)) for row in rows]
    pairs = sorted(similar_pairs([row[1] for row in rows], threshold), key=lambda pair: (-pair[2], pair))
    return [NearDuplicate(documents[left], documents[right], similarity) for left, right, similarity in pairs]


def similar_pairs(fingerprints: list[str], threshold: float) -> Iterator[Pair]:
    """Places in ``fingerprints`` of pairs that are alike to ``threshold`` or more, and how much. No pair twice."""
    if not fingerprints:
        return
    places = np.stack([places_of(digits) for digits in fingerprints])
    seen: set[tuple[int, int]] = set()
    for candidates in _groups(places):
        is_small = len(candidates) <= _ALL_PAIRS_UP_TO
        for at, left in enumerate(candidates[:-1] if is_small else candidates[:1]):
            others = [right for right in candidates[at + 1 :] if (left, right) not in seen]
            if not others:
                continue
            seen.update((left, right) for right in others)
            shares = (places[others] == places[left]).sum(axis=1) / PLACES
            yield from (
                (left, right, float(share)) for right, share in zip(others, shares, strict=True) if share >= threshold
            )


def _groups(places: np.ndarray) -> Iterable[list[int]]:
    """Documents that share a band, in the order of their places."""
    width = PLACES // BANDS
    for band in range(BANDS):
        groups: dict[bytes, list[int]] = defaultdict(list)
        for document, part in enumerate(np.ascontiguousarray(places[:, band * width : (band + 1) * width])):
            groups[part.tobytes()].append(document)
        yield from (group for group in groups.values() if len(group) > 1)
