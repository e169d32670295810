"""Writing so that a crash leaves either the old state or the new one."""

import contextlib
import os
import shutil
from pathlib import Path

ASIDE_PREFIX = ".writing-"
CURRENT = "current"
_NEXT_CURRENT = ".current-next"


def sync_directory(path: Path) -> None:
    """Flush one directory entry list to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(root: Path) -> None:
    """Flush every file below `root`, then every directory from the bottom up."""
    for folder, _, names in os.walk(root, topdown=False):
        for name in names:
            handle = os.open(Path(folder, name), os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        sync_directory(Path(folder))


def remove_stale(releases: Path) -> None:
    """Remove what a killed run left behind. Call it under the lock only: it removes any folder aside."""
    for path in releases.glob(f"{ASIDE_PREFIX}*"):
        if path.is_symlink() or path.is_file():
            path.unlink()
        else:
            shutil.rmtree(path)
    with contextlib.suppress(FileNotFoundError):
        (releases / _NEXT_CURRENT).unlink()


def point_current(releases: Path, release_id: str) -> None:
    """Make `current` a relative link to `release_id`, in one step for every reader."""
    temporary = releases / _NEXT_CURRENT
    # Relative, so that the whole home can be moved or mounted elsewhere.
    temporary.symlink_to(release_id, target_is_directory=True)
    os.replace(temporary, releases / CURRENT)
    sync_directory(releases)
