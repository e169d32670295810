"""The source contract: what one source delivers, in which form, and what becomes of it."""

import codecs
import re
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

ColumnType = Literal["text", "integer", "number", "boolean", "date", "timestamp", "period"]
Concept = Literal["value", "reported_score", "reported_rank"]
Status = Literal["A", "P", "E", "B", "U", "O", "L", "M", "Q", "NP"]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]

PROVENANCE = ("source_id", "file_sha256", "row_number", "ingested_at")
_OBSERVATION = ("status", "raw_text")
_WIDE = ("series_code", "concept", "unit", "value", *_OBSERVATION)


class Strict(BaseModel):
    """A model in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(Strict):
    """One column of a file: its header is the key under which it stands in ``columns``."""

    name: Identifier
    type: ColumnType = "text"
    unit: str | None = None
    required: bool = Field(True, description="the file is refused when the column is absent")
    not_empty: bool = Field(False, description="a row is quarantined when the cell is empty")
    aliases: tuple[str, ...] = ()
    codes: dict[str, str] | None = Field(None, description="code list: text in the file -> stored code")
    minimum: float | None = None
    maximum: float | None = None
    personal: Literal["drop", "hash", "mask"] | None = None
    description: str | None = None

    @model_validator(mode="after")
    def _range_is_one(self) -> "Column":
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError(f"minimum {self.minimum:g} is above maximum {self.maximum:g}")
        return self


class ValueColumn(Strict):
    """One value column of a wide table: which series it holds."""

    header: str
    section: str | None = Field(None, description="the section a repeated header stands in")
    series: str = Field(description="measure or series code")
    concept: Concept = "value"
    unit: str | None = None
    required: bool = True


class HeaderRule(Strict):
    """How headers are recognised when a file repeats them."""

    strip_suffix: str | None = Field(None, description="regular expression cut off a header's end")
    section_marker: str | None = Field(
        None, description="regular expression with a group `section`: this header opens a section"
    )

    @field_validator("strip_suffix", "section_marker")
    @classmethod
    def _compiles(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                re.compile(value)
            except re.error as error:
                raise ValueError(f"not a regular expression: {error}") from error
        return value


class SourceContract(Strict):
    """Everything the pipeline knows about one source. See ``docs/add_a_source.md``."""

    id: Identifier
    name_zh: str
    name_en: str
    kind: Literal["log", "statistic", "document", "register"]
    layout: Literal["table", "wide", "document"] = "table"
    department: Identifier
    description: str
    landing: tuple[str, ...] = Field(min_length=1, description="globs below the landing folder; ** spans folders")
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header: HeaderRule = HeaderRule()
    columns: dict[str, Column] = {}
    values: tuple[ValueColumn, ...] = ()
    events: dict[Identifier, Identifier] = Field({}, description="activity -> timestamp column, in process order")
    key: tuple[Identifier, ...] = ()
    missing_values: dict[str, Status] = {}
    time_zone: str = "Asia/Shanghai"
    update_cycle_days: int | None = Field(None, gt=0)
    feeds: tuple[str, ...] = Field((), description="indicator codes or indicator sets that depend on the source")
    licence: str | None = None
    attribution: str | None = None

    @field_validator("landing")
    @classmethod
    def _stays_inside(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            if pattern.startswith("/") or ".." in pattern.split("/"):
                raise ValueError(f"landing pattern {pattern!r} leaves the landing folder")
        return patterns

    @field_validator("time_zone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (OSError, ValueError, KeyError) as error:
            raise ValueError(f"unknown time zone {value!r}; write e.g. Asia/Shanghai") from error
        return value

    @field_validator("encoding")
    @classmethod
    def _encoding_exists(cls, value: str | None) -> str | None:
        try:
            if value is not None:
                codecs.lookup(value)
        except LookupError as error:
            raise ValueError(f"unknown encoding {value!r}; write e.g. gb18030") from error
        return value

    @field_validator("delimiter")
    @classmethod
    def _one_character(cls, value: str | None) -> str | None:
        if value is not None and (len(value) != 1 or value in '"\r\n'):
            raise ValueError("a delimiter is one character, and no quotation mark or line break")
        return value

    @model_validator(mode="after")
    def _hangs_together(self) -> "SourceContract":
        names = [column.name for column in self.columns.values()]
        repeated = sorted({name for name in names if names.count(name) > 1})
        if repeated:
            raise ValueError(f"columns named twice: {', '.join(repeated)}")
        added = _WIDE if self.layout == "wide" else _OBSERVATION if self.kind == "statistic" else ()
        reserved = sorted(set(names) & {*PROVENANCE, *added})
        if reserved:
            raise ValueError(f"reserved column names: {', '.join(reserved)}")
        self._check_headers()
        self._check_references(names)
        self._check_layout()
        return self

    def _check_headers(self) -> None:
        owner: dict[str, str] = {}
        for header, column in self.columns.items():
            for name in {header, *column.aliases}:
                other = owner.setdefault(name.strip().casefold(), column.name)
                if other != column.name:
                    raise ValueError(f"header {name!r} stands for two columns: {other} and {column.name}")

    def _check_references(self, names: list[str]) -> None:
        unknown = [k for k in self.key if k not in names]
        unknown += [column for column in self.events.values() if column not in names]
        if unknown:
            raise ValueError(f"key or events name columns that `columns` does not define: {', '.join(unknown)}")
        dropped = {c.name for c in self.columns.values() if c.personal == "drop"}
        if dropped & set(self.key):
            raise ValueError("a key column cannot be dropped; use `personal: hash`")
        types = {c.name: c.type for c in self.columns.values()}
        wrong = [c for c in self.events.values() if types[c] not in ("timestamp", "date")]
        if wrong:
            raise ValueError(f"event columns must be timestamps or dates: {', '.join(wrong)}")

    def _check_layout(self) -> None:
        if self.layout == "wide" and not self.values:
            raise ValueError("a wide layout needs `values`")
        if self.layout != "wide" and self.values:
            raise ValueError("`values` belongs to the wide layout")
        if self.layout == "document" and self.columns:
            raise ValueError("a document source has no `columns`; its fields are those of the document reader")
        if self.layout != "document" and not self.columns:
            raise ValueError("a table source needs `columns`")
        if (
            self.layout == "table"
            and self.kind == "statistic"
            and ("value", "number") not in {(c.name, c.type) for c in self.columns.values()}
        ):
            raise ValueError("a statistic in rows needs a column `value` of type number")
        if self.layout == "wide" and {"region_code", "period"} - {c.name for c in self.columns.values()}:
            raise ValueError("a wide layout needs the columns region_code and period")
        if self.header.section_marker and "(?P<section>" not in self.header.section_marker:
            raise ValueError("section_marker needs a group (?P<section>...)")
