"""A copy of the shipped seeds to damage, and a way to ask for the fault at one place."""

import shutil
from pathlib import Path

import pytest

from methodology.check import check_seeds

SHIPPED = Path(__file__).resolve().parents[2] / "dbt" / "seeds"


class SeedsCopy:
    """The shipped seeds under a temporary folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str) -> Path:
        return self.folder / "methodology" / f"{name}.csv"

    def replace(self, name: str, old: str, new: str) -> int:
        """Replace `old`, which must occur once, and return its line."""
        text = self.path(name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {name}"
        self.path(name).write_text(text.replace(old, new), encoding="utf-8", newline="")
        return text[: text.index(old)].count("\n") + 1

    def messages(self, name: str, line: int, column: str) -> str:
        """English messages at this place; fails, showing every fault, when there is none."""
        faults = check_seeds(self.folder)
        place = (f"methodology/{name}.csv", line, column)
        here = [f.message_en for f in faults if (f.file, f.line, f.column) == place]
        assert here, f"no fault at {place}, but: " + ("\n".join(map(str, faults)) or "none at all")
        return "; ".join(here)


@pytest.fixture
def seeds(tmp_path: Path) -> SeedsCopy:
    return SeedsCopy(Path(shutil.copytree(SHIPPED, tmp_path / "seeds")))
