"""All source systems of the invented city."""

from pathlib import Path

from sample.systems import (
    company_opening,
)

SYSTEMS = (company_opening,)


def write_systems(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the deliveries of every system below ``landing``; the files."""
    return [path for system in SYSTEMS for path in system.write(landing, seed, scale)]
