"""Finding and reading what is published."""

import json
import os
from pathlib import Path
from typing import Any

from release.durable import CURRENT
from release.errors import ReleaseError
from release.verify import MANIFEST


def current_release(releases: Path) -> Path | None:
    """Directory of the current release (its own name, not the link), or None when nothing was ever published.

    A reader that keeps the returned path stays on one release while a newer one is published.
    Raises ReleaseError when `current` points at something that is not a release of this folder.
    """
    link = releases / CURRENT
    if not os.path.lexists(link):
        return None
    target = link.resolve()
    if target.parent != releases.resolve() or not (target / MANIFEST).is_file():
        raise ReleaseError(
            f"{link}: 指向的不是完整的发布 {target};请重新运行发布"
            f" / points at {target}, which is no complete release here: publish again or re-point the link"
        )
    return target


def known_releases(releases: Path) -> list[str]:
    """Ids of the whole releases of a folder, in order: the oldest date first."""
    folders = (path.parent for path in releases.glob(f"[!.]*/{MANIFEST}"))
    return sorted(folder.name for folder in folders if not folder.is_symlink())


def read_manifest(release_dir: Path) -> dict[str, Any]:
    """Manifest of one release. Raises ReleaseError when it is absent or no JSON object."""
    path = release_dir / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{path}: 清单无法读取 / manifest cannot be read: {error}") from error
    if not isinstance(manifest, dict):
        raise ReleaseError(f"{path}: 清单不是 JSON 对象 / the manifest is not a JSON object")
    return manifest
