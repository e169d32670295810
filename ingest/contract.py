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
LOG_PROVENANCE = ("folder", "member")  # folder of the file; its name inside an archive
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
    time_format: Literal["epoch_s", "epoch_ms", "excel"] | None = Field(
        None, description="bare numbers as times: seconds or milliseconds since 1970 (UTC), or Excel's day numbers"
    )
    scale: float = Field(1.0, gt=0, description="stored number = number in the file x scale (万元 -> 10000)")
    check: Literal["uscc", "region"] | None = Field(
        None, description="uscc: GB 32100 check digit, else the value alone is withheld; region: a place of this city"
    )
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


class LogRules(Strict):
    """How a log is read as cases and events. In a table of cases the contract's ``events`` name the activities."""

    case: Identifier = Field(description="column with the number of the case")
    activity: Identifier | None = Field(None, description="column with the activity (layout event)")
    at: Identifier | None = Field(None, description="column with the moment of the event, or its end (layout event)")
    started_at: Identifier | None = Field(None, description="column with the beginning, where a row has both")
    lifecycle: Identifier | None = Field(None, description="column that says start or complete (XES lifecycle)")
    order: tuple[Identifier, ...] = Field((), description="columns that decide when times tie; else the file's order")
    acceptance: Identifier | None = Field(None, description="activity that accepts the case (default: the first)")
    release: Identifier | None = Field(None, description="activity that ends the case (default: the last)")
    may_precede: tuple[Identifier, ...] = Field((), description="activities that before acceptance are only flagged")
    corrections: Literal["none", "case", "row"] = Field(
        "none",
        description="a later file with the same case: adds events (none), replaces the case, or rows with its key",
    )
    repeats: Literal["drop", "keep"] = Field(
        "drop", description="a row that a file says twice counts once (drop), or is two events (keep)"
    )
    region_prefix: str | None = Field(None, description="region codes of this city begin so, e.g. 3308")


class SourceContract(Strict):
    """Everything the pipeline knows about one source. See ``docs/add_a_source.md``."""

    id: Identifier
    name_zh: str
    name_en: str
    kind: Literal["log", "statistic", "document", "register"]
    layout: Literal["table", "event", "wide", "document"] = "table"
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
    log: LogRules | None = Field(None, description="every log has one: what its columns mean")
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
        added += LOG_PROVENANCE if self.kind == "log" else ()
        reserved = sorted(set(names) & {*PROVENANCE, *added})
        if reserved:
            raise ValueError(f"reserved column names: {', '.join(reserved)}")
        self._check_headers()
        self._check_references(names)
        self._check_layout()
        self._check_log()
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

    def _check_log(self) -> None:
        if (self.kind == "log") != (self.log is not None):
            raise ValueError("a log, and only a log, has a section `log`")
        if self.log is None:
            if self.layout == "event" or self.events:
                raise ValueError("events belong to a source of kind log")
            return
        rules, types = self.log, {column.name: column.type for column in self.columns.values()}
        named = (rules.case, rules.activity, rules.at, rules.started_at, rules.lifecycle, *rules.order)
        unknown = [name for name in named if name and name not in types]
        if unknown:
            raise ValueError(f"log names columns that `columns` does not define: {', '.join(unknown)}")
        if self.layout == "event" and not (rules.activity and rules.at):
            raise ValueError("a log of events needs log.activity and log.at")
        if (self.layout == "event") == bool(self.events):
            raise ValueError("`events` belongs to a table of cases, which needs it")
        wrong = [name for name in (rules.at, rules.started_at) if name and types[name] not in ("timestamp", "date")]
        if wrong:
            raise ValueError(f"event columns must be timestamps or dates: {', '.join(wrong)}")
        activities = [a for a in (rules.acceptance, rules.release, *rules.may_precede) if a]
        strange = [activity for activity in activities if activity not in self.events]
        if strange:
            raise ValueError(f"log names activities that `events` does not define: {', '.join(strange)}")
        if rules.repeats == "keep" and self.key:
            raise ValueError("rows with a `key` cannot be kept twice: leave out log.repeats")
        if rules.corrections == "row" and not self.key:
            raise ValueError("corrections by row need a `key`")
        if any(c.check == "region" for c in self.columns.values()) and not rules.region_prefix:
            raise ValueError("a column checked as a region needs log.region_prefix")
