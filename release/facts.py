"""What the caller knows about a build and the build itself cannot tell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from release.errors import ReleaseRefused

# The id becomes a folder name and part of a page footer: no separators, no '&', no leading dot.
RELEASE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
RESERVED_IDS = frozenset({"current"})


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """Identity and inputs of one release.

    `methodology` maps each seed file to its SHA-256; `inputs` holds one mapping with `file_name` and `sha256`
    per delivered file; `created_at` is ISO 8601 text, given by the caller so that the same facts give the
    same bytes. `focus_region` is the region the page is about; without it the region of the evaluation
    round is taken. Raises ReleaseRefused when `release_id` cannot be a folder name.
    """

    release_id: str
    run_id: str
    as_of: date
    indicator_sets: Sequence[str]
    methodology: Mapping[str, str]
    inputs_fingerprint: str
    inputs: Sequence[Mapping[str, str]]
    code_version: str
    created_at: str
    focus_region: str | None = None

    def __post_init__(self) -> None:
        if not RELEASE_ID.fullmatch(self.release_id) or self.release_id in RESERVED_IDS:
            raise ReleaseRefused(
                f"发布编号 release_id {self.release_id!r} 不能作文件夹名;请用字母、数字、点、横线。"
                f" / release_id {self.release_id!r} cannot name a folder: use letters, digits, '.', '-', '_'."
            )
