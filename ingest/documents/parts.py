"""Rows of the tables that hold the parts of documents: pages, blocks, tables and figures, numbers masked."""

import json
from collections import Counter
from dataclasses import asdict
from datetime import date

from ingest.documents.commitments import Commitment, commitments_of
from ingest.documents.figures import figures_of
from ingest.documents.model import FURNITURE, Block, Box, DocumentText
from ingest.documents.units import unit_code
from ingest.privacy import mask_text

_NO_BOX = dict.fromkeys(("box_left", "box_top", "box_right", "box_bottom"))


def parts_of(
    document: DocumentText, row_number: int, issued_on: date | None = None
) -> tuple[dict[str, list[dict]], int]:
    """Rows of the tables ``DOCUMENT_PARTS`` by their names, and how many personal numbers were masked.

    ``row_number`` is the document's place in its file: 1, or the number of a member of an archive. ``issued_on``
    (成文日期) gives the year to deadlines without one.
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
    running = [(at, text) for at, block, text in blocks if block.kind not in FURNITURE]
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
                "unit_code": figure.unit_code,
                "bound": figure.bound,
                "sentence": figure.sentence,
                "status": _status(block),
                **_box(block.box),
            }
            for number, (at, block, figure) in enumerate(
                ((at, block, figure) for at, block, text in blocks for figure in figures_of(text)), start=1
            )
        ],
        "document_commitment": [
            {
                "row_number": row_number,
                "page": document.blocks[promise.block - 1].page,
                "commitment_number": number,
                **_commitment(promise),
                "status": _status(document.blocks[promise.block - 1]),
                **_box(document.blocks[promise.block - 1].box),
            }
            for number, promise in enumerate(commitments_of(running, issued_on), start=1)
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
