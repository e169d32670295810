"""What an Office Open XML file says of itself in ``docProps/core.xml``."""

import zipfile
from xml.sax import handler

from ingest.documents.model import tidy
from ingest.documents.xml_part import stream_part

_PART = "docProps/core.xml"
_NAMES = frozenset(("title", "creator", "created", "modified"))


class _Core(handler.ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._name: str | None = None

    def startElementNS(self, name: tuple[str | None, str], qname: str | None, attrs: object) -> None:
        self._name = name[1] if name[1] in _NAMES else None

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:
        self._name = None

    def characters(self, content: str) -> None:
        if self._name:
            self.found[self._name] = self.found.get(self._name, "") + content


def core_properties(archive: zipfile.ZipFile) -> dict[str, str]:
    """Title, creator, and when it was created and modified, as far as they are stated."""
    if _PART not in archive.namelist():
        return {}
    core = _Core()
    stream_part(archive, _PART, core)
    return {name: value for name, text in core.found.items() if (value := tidy(text))}
