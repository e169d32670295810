"""What OCR has read, kept by the picture's hash, so that no page is read twice.

The folder is private to the home (0700, files 0600), and keeps neither personal numbers nor secrets: a page on which
``ingest.privacy`` finds a number, and every page of a document with a secrecy mark, is read anew each time instead.
"""

import json
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ingest.documents.model import DocumentText
from ingest.documents.official_fields import official_fields
from ingest.privacy import mask_text

VARIABLE = "BIZENV_OCR_CACHE"

# text, confidence, and left, top, right, bottom as shares of the page
Reading = tuple[str, float, float, float, float, float]


class OcrCache:
    """Readings of pages in a folder; without a folder it keeps nothing.

    What is new waits until :meth:`keep` has seen the whole document.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """``folder``: where readings are kept; None: what ``BIZENV_OCR_CACHE`` names, if anything."""
        named = os.environ.get(VARIABLE, "").strip()
        self._folder = folder or (Path(named) if named else None)
        self._new: dict[str, tuple[int, list[Reading]]] = {}

    def get(self, key: str) -> tuple[int, list[Reading]] | None:
        """Turn and readings of the picture with this hash; None when unknown, or when its file is damaged."""
        if not self._folder:
            return None
        try:
            kept = json.loads(self._path(key).read_text(encoding="utf-8"))
            lines = [(str(text), *map(float, numbers)) for text, *numbers in kept["lines"]]
            if any(len(line) != 6 for line in lines):
                return None
            return int(kept["turn"]), lines
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def add(self, key: str, turn: int, lines: Sequence[Reading]) -> None:
        """Remember a reading until :meth:`keep`."""
        if self._folder:
            self._new[key] = turn, list(lines)

    def keep(self, document: DocumentText) -> None:
        """Write what was read for ``document``, unless it is secret; pages with personal numbers are left out."""
        if self._new and official_fields(document).security_mark is None:
            for key, (turn, lines) in self._new.items():
                texts = [line[0] for line in lines]
                # a number may be broken over two lines
                if not any(mask_text(joint.join(texts))[1] for joint in ("\n", "")):
                    self._write(key, json.dumps({"turn": turn, "lines": lines}, ensure_ascii=False))
        self._new.clear()

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"

    def _write(self, key: str, text: str) -> None:
        path = self._path(key)
        aside = path.with_name(f".{key}.{os.getpid()}-{secrets.token_hex(4)}")
        # a full disk, or a folder that may not be written, costs time and no reading
        with suppress(OSError):
            for folder in (self._folder, path.parent):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                    stream.write(text)
                aside.replace(path)
            except OSError:
                aside.unlink(missing_ok=True)
