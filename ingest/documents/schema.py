"""Columns of a document in the raw zone: its fields, and its parts as lists of records.

A document and its parts are one row of one file, so that none stands without the others.
"""

import pyarrow as pa


def _texts(*names: str) -> list[pa.Field]:
    return [pa.field(name, pa.string()) for name in names]


def _counts(*names: str) -> list[pa.Field]:
    return [pa.field(name, pa.int64()) for name in names]


def _numbers(*names: str) -> list[pa.Field]:
    return [pa.field(name, pa.float64()) for name in names]


def _list(name: str, fields: list[pa.Field]) -> pa.Field:
    return pa.field(name, pa.list_(pa.struct(fields)))


# shares of the page, from its top left corner; empty where the format has no places
_BOX = _numbers("box_left", "box_top", "box_right", "box_bottom")

PARTS = [
    _list("pages", [*_counts("page"), *_numbers("width", "height"), *_texts("text_source"), *_counts("characters")]),
    _list("blocks", [*_counts("page", "block_number"), *_texts("kind", "text"), *_numbers("confidence"), *_BOX]),
    _list("tables", [*_counts("page", "table_number", "rows", "columns"), *_texts("cells"), *_BOX]),
    _list(
        "figures",
        [
            *_counts("page", "figure_number", "block_number"),
            *_texts("written", "kind"),
            *_numbers("value", "value_upto"),
            *_texts("unit", "sentence", "status"),
            *_BOX,
        ],
    ),
]
DOCUMENT = [
    *_texts("title", "document_number", "document_number_from", "issuer", "issuer_from", "level"),
    *_texts("media_type", "reader", "body"),
    pa.field("issued_on", pa.date32()),
    *_texts("issued_on_from"),
    pa.field("published_on", pa.date32()),
    *_counts("characters", "page_count", "masked"),
    *PARTS,
]
