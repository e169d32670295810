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
    _list(
        "pages",
        [
            *_counts("page"),
            *_numbers("width", "height"),
            *_texts("text_source"),
            *_counts("characters"),
            *_numbers("confidence"),
        ],
    ),
    _list("blocks", [*_counts("page", "block_number"), *_texts("kind", "text"), *_numbers("confidence"), *_BOX]),
    _list("tables", [*_counts("page", "table_number", "rows", "columns"), *_texts("cells"), *_BOX]),
    _list(
        "figures",
        [
            *_counts("page", "figure_number", "block_number"),
            *_texts("written", "kind"),
            *_numbers("value", "value_upto"),
            *_texts("unit", "unit_code", "bound", "sentence", "status"),
            *_BOX,
        ],
    ),
    _list(
        "commitments",
        [
            *_counts("page", "commitment_number", "block_number"),
            *_texts("item", "sentence", "kind", "target_written"),
            *_numbers("target_value", "target_value_upto"),
            *_texts("target_unit", "target_unit_code", "bound", "deadline_written"),
            pa.field("due_on", pa.date32()),
            *_texts("recurrence", "lead_bodies", "responsible_bodies", "status"),
            *_BOX,
        ],
    ),
]
# what a document states of itself: texts and dates, each with the place where it was read and how sure that is
STATED = {
    **dict.fromkeys(("title", "document_number", "issuer", "place", "signer", "addressee", "urgency"), pa.string()),
    **dict.fromkeys(("openness", "attachments", "printed_by", "draft_mark"), pa.string()),
    **dict.fromkeys(("repealed_numbers", "repealed_titles", "amended_numbers", "amended_titles"), pa.string()),
    **dict.fromkeys(("issued_on", "published_on", "printed_on", "effective_on", "expires_on"), pa.date32()),
}
DOCUMENT = [
    *_texts("member"),  # of an archive; empty for a file that is the document itself
    *_texts("level", "media_type", "reader", "body"),
    *(pa.field(name, kind) for name, kind in STATED.items()),
    *_texts(*(f"{name}_from" for name in STATED)),
    *_numbers(*(f"{name}_confidence" for name in STATED)),
    *_counts("characters", "page_count", "masked"),
    *_texts("fingerprint"),
    *PARTS,
]
