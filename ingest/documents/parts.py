"""The parts of a document as records: pages, blocks, tables and figures, personal numbers masked."""

import json
from collections import Counter, defaultdict
from dataclasses import asdict
from datetime import date
from statistics import fmean

from ingest.documents.commitments import Commitment, commitments_of
from ingest.documents.figures import figures_of
from ingest.documents.model import FURNITURE, Block, Box, DocumentText
from ingest.documents.units import unit_code
from ingest.privacy import mask_text

_NO_BOX = dict.fromkeys(("box_left", "box_top", "box_right", "box_bottom"))


def parts_of(document: DocumentText, issued_on: date | None = None) -> tuple[dict[str, list[dict]], int]:
    """The lists of :data:`ingest.documents.schema.PARTS` by name, and how many personal numbers were masked.

    ``issued_on`` (成文日期) gives the year to deadlines without one.
    """
    masked: Counter[str] = Counter()
    blocks = []
    for number, block in enumerate(document.blocks, start=1):
        text, found = mask_text(block.text)
        masked.update(found)
        blocks.append((number, block, text))
    parts = {
        "pages": _pages(document),
        "blocks": [
            {
                "page": block.page,
                "block_number": number,
                "kind": block.kind,
                "text": text,
                "confidence": block.confidence,
                **_box(block.box),
            }
            for number, block, text in blocks
        ],
        "tables": _tables(document),
        "figures": _figures(blocks),
        "commitments": _commitments(document, blocks, issued_on),
    }
    return parts, masked.total()


def _pages(document: DocumentText) -> list[dict]:
    characters: defaultdict[int, int] = defaultdict(int)
    sure: defaultdict[int, list[float]] = defaultdict(list)
    for block in document.blocks:
        characters[block.page] += len(block.text)
        if block.confidence is not None:
            sure[block.page].append(block.confidence)
    return [
        {
            "page": page.number,
            "width": page.width,
            "height": page.height,
            "text_source": page.text_source,
            "characters": characters[page.number],
            "confidence": fmean(sure[page.number]) if sure[page.number] else None,
        }
        for page in document.pages
    ]


def _tables(document: DocumentText) -> list[dict]:
    """Tables with their cells as JSON; the cells are blocks too, so what is masked in them is counted there."""
    return [
        {
            "page": table.page,
            "table_number": number,
            "rows": len(table.rows),
            "columns": max(map(len, table.rows), default=0),
            "cells": json.dumps([[mask_text(cell)[0] for cell in row] for row in table.rows], ensure_ascii=False),
            **_box(table.box),
        }
        for number, table in enumerate(document.tables, start=1)
    ]


def _figures(blocks: list[tuple[int, Block, str]]) -> list[dict]:
    found = ((at, block, figure) for at, block, text in blocks for figure in figures_of(text))
    return [
        {
            "page": block.page,
            "figure_number": number,
            "block_number": at,
            **{name: value for name, value in asdict(figure).items() if name != "start"},
            "status": _status(block),
            **_box(block.box),
        }
        for number, (at, block, figure) in enumerate(found, start=1)
    ]


def _commitments(document: DocumentText, blocks: list[tuple[int, Block, str]], issued_on: date | None) -> list[dict]:
    running = [(number, text) for number, block, text in blocks if block.kind not in FURNITURE]
    return [
        {
            "page": document.blocks[promise.block - 1].page,
            "commitment_number": number,
            **_commitment(promise),
            "status": _status(document.blocks[promise.block - 1]),
            **_box(document.blocks[promise.block - 1].box),
        }
        for number, promise in enumerate(commitments_of(running, issued_on), start=1)
    ]


def _commitment(promise: Commitment) -> dict:
    return {
        "block_number": promise.block,
        "item": promise.item,
        "sentence": promise.sentence,
        "kind": promise.kind,
        "target_written": promise.written,
        "target_value": promise.value,
        "target_value_upto": promise.value_upto,
        "target_unit": promise.unit,
        "target_unit_code": unit_code(promise.unit),
        "bound": promise.bound,
        "deadline_written": promise.deadline and promise.deadline.written,
        "due_on": promise.deadline and promise.deadline.due_on,
        "recurrence": promise.recurrence,
        "lead_bodies": "；".join(promise.lead) or None,
        "responsible_bodies": "；".join(promise.others) or None,
    }


def _status(block: Block) -> str:
    """What only OCR has seen is of low reliability until a second reading agrees."""
    return "A" if block.confidence is None else "U"


def _box(box: Box | None) -> dict:
    return {f"box_{side}": share for side, share in asdict(box).items()} if box else _NO_BOX
