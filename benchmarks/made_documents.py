"""Invented documents straight into a raw zone: as many as one likes, of three pages with about 1,500 characters each.

Sentences are made of the clauses of the sample's notices and of words that only some documents share, so that there
are words of every frequency. The bytes depend on the seed alone.
"""

import hashlib
import random
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.contract_file import load_contracts
from ingest.documents.fingerprint import fingerprint
from ingest.raw_zone import SOURCE_FILE, RawZone, batch_schema
from sample import notices

SOURCE = "policy_document"
PAGES, CHARACTERS = 3, 1500
_TOPICS, _OF_TOPIC = 200, 40
_DAY = datetime(2022, 6, 22)


def write_documents(root: Path, count: int, seed: int = 1) -> None:
    """Write ``count`` batches of one document each, and their register, into the raw zone ``root``."""
    zone = RawZone(root)
    contract = load_contracts()[SOURCE]
    zone.prepare([contract])
    register = []
    for number, (fields, blocks) in enumerate(made_documents(count, seed), start=1):
        sha256 = hashlib.sha256(f"{seed} {number}".encode()).hexdigest()
        provenance = {"source_id": SOURCE, "file_sha256": sha256, "ingested_at": _DAY}
        # not flushed to the disk one by one, as intake does: these files prove nothing
        row = {**fields, "blocks": blocks, **provenance, "row_number": 1}
        table = pa.Table.from_pylist([row], schema=batch_schema(contract))
        pq.write_table(table, zone.batch_path(SOURCE, sha256), compression="zstd")
        register.append(
            {"source_id": SOURCE, "file_name": f"documents/{number:06d}.txt", "file_sha256": sha256}
            | {"outcome": "written", "delivery_no": number, "received_on": _DAY.date(), "ingested_at": _DAY}
        )
    pq.write_table(pa.Table.from_pylist(register, schema=SOURCE_FILE), root / "source_file" / f"{SOURCE}.parquet")


def made_documents(count: int, seed: int) -> Iterator[tuple[dict, list[dict]]]:
    """Fields and blocks of each document."""
    chance = random.Random(seed)  # noqa: S311
    clauses = _clauses()
    signs = sorted({sign for clause in clauses for sign in clause if "\u4e00" <= sign <= "\u9fff"})
    topics = [[_new_clause(chance, clauses, signs) for _ in range(_OF_TOPIC)] for _ in range(_TOPICS)]
    for number in range(1, count + 1):
        topic = topics[int(chance.paretovariate(0.6)) % _TOPICS]
        day = date(2018, 1, 1) + timedelta(days=chance.randrange(1600))
        title = f"关于{chance.choice(topic)}的通知"
        lines = [
            (page, line)
            for page in range(1, PAGES + 1)
            for line in _page(chance, clauses, topic, signs, title if page == 1 else None)
        ]
        blocks = [
            {"page": page, "block_number": at, "kind": "paragraph", "text": line}
            for at, (page, line) in enumerate(lines, start=1)
        ]
        fields = {
            "title": title,
            "document_number": f"衢政办发〔{day.year}〕{number}号",
            "issuer": "衢州市人民政府办公室",
            "issued_on": day,
            "page_count": PAGES,
            "body": "\n".join(line for _, line in lines),
        }
        yield fields | {"fingerprint": fingerprint(fields["body"]), "characters": len(fields["body"])}, blocks


def _page(
    chance: random.Random, clauses: list[str], topic: list[str], signs: list[str], title: str | None
) -> Iterator[str]:
    length = 0
    if title:
        yield title
        length = len(title)
    while length < CHARACTERS:
        parts = [
            chance.choice(topic) if chance.random() < 0.6 else chance.choice(clauses)
            for _ in range(chance.randrange(6, 16))
        ]
        # a name and a number that hardly any other document has
        parts.append("".join(chance.choices(signs, k=4)) + f"公司{chance.randrange(100_000) / 10}万元")
        line = "，".join(parts) + "。"
        length += len(line)
        yield line


def _new_clause(chance: random.Random, clauses: list[str], signs: list[str]) -> str:
    """A clause of the notices with words of its own in it."""
    clause = chance.choice(clauses)
    at = chance.randrange(len(clause))
    return clause[:at] + "".join(chance.choices(signs, k=chance.randrange(2, 6))) + clause[at:]


def _clauses() -> list[str]:
    texts = (notices._POWER, notices._COST, notices._COUNTY, "，".join(notices._TARIFF_BODY))
    plain = re.sub(r"<[^>]*>|\s", "，", "，".join(texts))
    found = {clause for clause in re.split(r"[，。、；：（）“”《》]", plain) if 4 <= len(clause) <= 30}
    return sorted(clause for clause in found if not re.search(r"[a-z{]", clause))
