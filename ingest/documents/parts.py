"""Rows of the tables that hold the parts of documents: pages, blocks, tables and figures, numbers masked."""

import json
from collections import Counter
from dataclasses import asdict

from ingest.documents.figures import figures_of
from ingest.documents.model import Block, Box, DocumentText
from ingest.privacy import mask_text

_NO_BOX = dict.fromkeys(("box_left", "box_top", "box_right", "box_bottom"))


def parts_of(document: DocumentText, row_number: int) -> tuple[dict[str, list[dict]], int]:
    """Rows of ``document_page``, ``_block``, ``_table`` and ``_figure``, and how many personal numbers were masked.

    ``row_number`` is the document's place in its file: 1, or the number of a member of an archive.
    """
    masked: Counter[str] = Counter()

    def mask(text: str) -> str:
        shown, found = mask_text(text)
        masked.update(found)
        return shown

    blocks = [(number, block, mask(block.text)) for number, block in enumerate(document.blocks, start=1)]
    masked_before_tables = masked.total()
    tables = [
        {
            "row_number": row_number,
            "page": table.page,
            "table_number": number,
            "rows": len(table.rows),
            "columns": max(map(len, table.rows), default=0),
            # the cells are blocks too, and counted there
            "cells": json.dumps([[mask(cell) for cell in row] for row in table.rows], ensure_ascii=False),
            **_box(table.box),
        }
        for number, table in enumerate(document.tables, start=1)
    ]
    parts = {
        "document_page": [_page(document, page.number, row_number) for page in document.pages],
        "document_block": [
            {
                "row_number": row_number,
                "page": block.page,
                "block_number": number,
                "kind": block.kind,
                "text": text,
                **_box(block.box),
                "confidence": block.confidence,
            }
            for number, block, text in blocks
        ],
        "document_table": tables,
        "document_figure": [
            {
                "row_number": row_number,
                "page": block.page,
                "figure_number": number,
                "block_number": at,
                "written": figure.written,
                "kind": figure.kind,
                "value": figure.value,
                "value_upto": figure.value_upto,
                "unit": figure.unit,
                "sentence": figure.sentence,
                # what only OCR has seen is of low reliability until a second reading agrees
                "status": "A" if block.confidence is None else "U",
                **_box(block.box),
            }
            for number, (at, block, figure) in enumerate(
                ((at, block, figure) for at, block, text in blocks for figure in figures_of(text)), start=1
            )
        ],
    }
    return parts, masked_before_tables


def _page(document: DocumentText, number: int, row_number: int) -> dict:
    page = next(page for page in document.pages if page.number == number)
    blocks: list[Block] = [block for block in document.blocks if block.page == number]
    sure = [block.confidence for block in blocks if block.confidence is not None]
    return {
        "row_number": row_number,
        "page": number,
        "width": page.width,
        "height": page.height,
        "text_source": page.text_source,
        "characters": sum(len(block.text) for block in blocks),
        "confidence": sum(sure) / len(sure) if sure else None,
    }


def _box(box: Box | None) -> dict:
    return {f"box_{side}": share for side, share in asdict(box).items()} if box else _NO_BOX
