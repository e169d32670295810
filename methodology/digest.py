"""Fingerprints of the methodology, for the manifest of a release."""

import hashlib
from pathlib import Path

from methodology.check import seed_paths


def seed_digests(seeds_dir: Path) -> dict[str, str]:
    """SHA-256 in hex of the bytes of each seed file, by file name (`frontier.csv`), in order of the path.

    Raises OSError when a file cannot be read and ValueError when there is none, so that an empty
    result never stands for a methodology.
    """
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in seed_paths(seeds_dir)}
    if not digests:
        raise ValueError(f"{seeds_dir}: 没有种子文件 / no seed file; give the folder that holds _seeds.yml")
    return digests
