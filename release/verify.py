"""Is this release still what was published? `python -m release.verify DIR`, standard library only."""

import hashlib
import json
import os
import sys
from pathlib import Path, PurePosixPath
from typing import Any

MANIFEST = "manifest.json"
USAGE = "用法 / usage: python -m release.verify DIR"


def file_sha256(path: Path) -> str:
    """SHA-256 of a file as lower-case hexadecimal, read in pieces."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def verify_release(release_dir: Path) -> list[str]:
    """Faults of a release against its own manifest; an empty list means every file is there and unchanged.

    Names missing, changed and additional files, links (nothing in a release is one) and a manifest that
    cannot be read. It cannot see a manifest that was rewritten together with the files.
    """
    path = release_dir / MANIFEST
    try:
        listed = _listed_files(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        return [f"{path}: 清单无法读取 / manifest cannot be read: {error}"]
    present = {name.as_posix() for name in _present_files(release_dir)} - {MANIFEST}
    faults = [f"{name}: 缺失 / missing" for name in sorted(set(listed) - present)]
    faults += [f"{name}: 多出,不在清单中 / extra, not in the manifest" for name in sorted(present - set(listed))]
    for name in sorted(present & set(listed)):
        faults += _file_faults(release_dir / name, name, listed[name])
    return faults


def main(arguments: list[str]) -> int:
    """Print the verdict in plain words; 0 when the release is whole, else 1."""
    if len(arguments) != 1:
        print(USAGE, file=sys.stderr)
        return 1
    release_dir = Path(arguments[0])
    faults = verify_release(release_dir)
    if faults:
        print(f"不完整或已改动 / NOT as published: {release_dir}")
        print("\n".join(f"  - {fault}" for fault in faults))
        return 1
    print(f"完整无改动 / whole and unchanged: {release_dir}")
    return 0


def _listed_files(manifest: Any) -> dict[str, dict[str, Any]]:
    files = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(files, dict) or not files:
        raise ValueError("no list of files in it")
    for name, entry in files.items():
        parts = PurePosixPath(name)
        if parts.is_absolute() or ".." in parts.parts or not isinstance(entry, dict):
            raise ValueError(f"entry {name!r} is not a file of this release")
    return files


def _present_files(release_dir: Path) -> list[PurePosixPath]:
    found: list[PurePosixPath] = []
    for folder, folders, names in os.walk(release_dir):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        relative = Path(folder).relative_to(release_dir)
        found.extend(PurePosixPath((relative / name).as_posix()) for name in [*names, *links])
    return found


def _file_faults(path: Path, name: str, entry: dict[str, Any]) -> list[str]:
    if path.is_symlink() or not path.is_file():
        return [f"{name}: 不是普通文件 / not a regular file"]
    try:
        if path.stat().st_size != entry.get("bytes"):
            return [f"{name}: 大小改变 / size changed: {path.stat().st_size}, published {entry.get('bytes')}"]
        if file_sha256(path) != entry.get("sha256"):
            return [f"{name}: 内容改变 / content changed (SHA-256 differs)"]
    except OSError as error:
        return [f"{name}: 无法读取 / cannot be read: {error}"]
    return []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
