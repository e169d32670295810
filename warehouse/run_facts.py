"""What a run is about, fixed by its first step and the same for all later ones: date, sets, deliveries, fingerprint."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from ingest.landing import LandingFile, scan
from warehouse.home import Build, read_json, today, write_json
from warehouse.inputs import inputs_fingerprint, known_indicator_sets


class UnknownIndicatorSet(ValueError):
    """An option names an indicator set that the methodology does not have."""


@dataclass(frozen=True, slots=True)
class RunFacts:
    """Facts of one run. ``fingerprint`` is over deliveries, code, methodology, date and sets."""

    run_id: str
    as_of: date
    indicator_sets: tuple[str, ...]
    files: tuple[LandingFile, ...]
    fingerprint: str
    started_at: str


def fix_facts(build: Build, landing: Path, as_of: date | None, indicator_sets: Sequence[str]) -> RunFacts:
    """The facts of a run: those on record, or, at its first step, those of this moment.

    A run that passes midnight keeps its date; a file that arrives while it works belongs to the next run.
    """
    if build.facts.is_file():
        return read_facts(build, landing)
    files = scan(landing, build.home.landing_cache)
    day = as_of or today()
    sets = chosen_sets(indicator_sets)
    facts = RunFacts(
        run_id=build.run_id,
        as_of=day,
        indicator_sets=tuple(sets),
        files=tuple(files),
        fingerprint=inputs_fingerprint(files, day, sets),
        started_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    record = asdict(facts) | {"files": [asdict(file) | {"path": None} for file in files]}
    write_json(build.facts, record)
    return facts


def read_facts(build: Build, landing: Path) -> RunFacts:
    """The facts on record of a run."""
    record = read_json(build.facts)
    files = (LandingFile(**entry | {"path": landing.resolve() / entry["name"]}) for entry in record["files"])
    return RunFacts(
        **record
        | {
            "as_of": date.fromisoformat(record["as_of"]),
            "indicator_sets": tuple(record["indicator_sets"]),
            "files": tuple(files),
        }
    )


def chosen_sets(names: Sequence[str]) -> list[str]:
    """The indicator sets asked for, or all. Raises :class:`UnknownIndicatorSet` naming those that exist."""
    known = known_indicator_sets()
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UnknownIndicatorSet(
            f"未知的指标体系 / unknown indicator set: {', '.join(unknown)}; 可用 / available: {', '.join(known)}"
        )
    return [name for name in known if name in names] or known
