"""The parts of a document as records: pages, blocks, tables and figures, personal numbers masked."""

import json
from collections import Counter, defaultdict
from dataclasses import asdict

from ingest.documents.figures import figures_of
from ingest.documents.model import Block, Box, DocumentText
from ingest.privacy import mask_text

_NO_BOX = dict.fromkeys(("box_left", "box_top", "box_right", "box_bottom"))


def parts_of(document: DocumentText) -> tuple[dict[str, list[dict]], int]:
    """``pages``, ``blocks``, ``tables`` and ``figures`` as in :data:`ingest.documents.schema.PARTS`.

    The second value says how many personal numbers were masked.
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
    }
    return parts, masked.total()


def _pages(document: DocumentText) -> list[dict]:
    characters: defaultdict[int, int] = defaultdict(int)
    for block in document.blocks:
        characters[block.page] += len(block.text)
    return [
        {
            "page": page.number,
            "width": page.width,
            "height": page.height,
            "text_source": page.text_source,
            "characters": characters[page.number],
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
            **asdict(figure),
            # what only OCR has seen is of low reliability until a second reading agrees
            "status": "A" if block.confidence is None else "U",
            **_box(block.box),
        }
        for number, (at, block, figure) in enumerate(found, start=1)
    ]


def _box(box: Box | None) -> dict:
    return {f"box_{side}": share for side, share in asdict(box).items()} if box else _NO_BOX
