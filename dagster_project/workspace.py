"""The resource that tells a run where it reads, where it writes, and as of which date."""

from datetime import date
from pathlib import Path

import dagster as dg

from ingest.raw_zone import RawZone
from warehouse.home import Build, Home
from warehouse.run_facts import RunFacts, fix_facts

VARIABLES = {
    "landing": "BIZENV_LANDING",
    "home": "BIZENV_HOME",
    "as_of": "BIZENV_AS_OF",
    "indicator_sets": "BIZENV_INDICATOR_SETS",
}


class Workspace(dg.ConfigurableResource):
    """Folders and options of a run. ``as_of`` empty means today in Shanghai; ``indicator_sets`` empty means all."""

    landing: str
    home: str
    as_of: str = ""
    indicator_sets: str = ""

    @property
    def landing_folder(self) -> Path:
        return Path(self.landing)

    @property
    def home_folder(self) -> Home:
        return Home(Path(self.home).resolve())

    @property
    def zone(self) -> RawZone:
        return RawZone(self.home_folder.raw)

    def build(self, run_id: str) -> Build:
        """The private build of a run."""
        return self.home_folder.build(run_id)

    def facts(self, run_id: str) -> RunFacts:
        """What the run is about; fixed by whichever step asks first."""
        day = date.fromisoformat(self.as_of) if self.as_of else None
        sets = [name for name in self.indicator_sets.split(";") if name]
        return fix_facts(self.build(run_id), self.landing_folder, day, sets)
