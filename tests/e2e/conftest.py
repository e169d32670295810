"""Two histories of the sample's home, each run once and at the same time; tests read what they recorded."""

import shutil
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import SampleRun
from tests.e2e.child import Offline
from tests.e2e.histories import Interrupted, Troubled, interrupted, troubled


@pytest.fixture(scope="session")
def histories(
    sample_home: SampleRun, offline_environment: Offline, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Future[Troubled], Future[Interrupted]]]:
    """Both histories under way: on two cores they take the time of one."""
    assert sample_home.outcome.code == 0, sample_home.outcome.err
    with ThreadPoolExecutor(max_workers=2) as pool:
        yield tuple(
            pool.submit(live, offline_environment, copy_of(sample_home, tmp_path_factory.mktemp(live.__name__)))
            for live in (troubled, interrupted)
        )


@pytest.fixture(scope="session")
def troubled_history(histories: tuple[Future[Troubled], Future[Interrupted]]) -> Troubled:
    """Bad deliveries, their correction, and an empty landing zone."""
    return histories[0].result()


@pytest.fixture(scope="session")
def interrupted_history(histories: tuple[Future[Troubled], Future[Interrupted]]) -> Interrupted:
    """The same deliveries with the power cut three times, then a damaged batch."""
    return histories[1].result()


def copy_of(sample: SampleRun, folder: Path) -> Path:
    """A folder with the sample's landing zone and home, as its run left them."""
    shutil.copytree(sample.landing, folder / "landing")
    shutil.copytree(sample.home, folder / "home", symlinks=True)
    return folder
