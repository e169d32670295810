"""The parts of an OFD container (GB/T 33190-2016): found by the places that its XML names, and bounded together."""

import posixpath
import zipfile
from xml.etree.ElementTree import Element

from ingest.documents.archive import read_part, too_large
from ingest.documents.xml_part import tree_of

# pages may name one part again and again: what is parsed is counted, not what is packed
MAX_PARSED_BYTES = 128 * 1024 * 1024


class OfdPackage:
    """An opened OFD. Places are those of the container alone: nothing outside it can be named."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._parsed = 0
        self._names: dict[str, str] = {}
        for name in archive.namelist():
            self._names.setdefault(_plain(name).casefold(), name)

    def find(self, place: str | None, base: str = "") -> str | None:
        """The part at ``place``, seen from the part ``base``; None when there is none.

        ``/Doc_0/a.xml`` is absolute. Writers differ in whether others are relative to the part or to the root.
        """
        if not place or not place.strip():
            return None
        place = place.strip().replace("\\", "/")
        from_base = posixpath.join(posixpath.dirname(base), place)
        for candidate in (place,) if place.startswith("/") else (from_base, place):
            if found := self._names.get(_plain(candidate).casefold()):
                return found
        return None

    def tree(self, name: str) -> Element:
        """A part as a tree; raises :class:`ingest.documents.model.UnreadableDocument` (`damaged`, `too_large`)."""
        self._parsed += self._archive.getinfo(name).file_size
        if self._parsed > MAX_PARSED_BYTES:
            raise too_large(f"more than {MAX_PARSED_BYTES:,} bytes of XML")
        return tree_of(self._archive, name)

    def data(self, name: str) -> bytes:
        """The bytes of a part; raises :class:`ingest.documents.model.UnreadableDocument` (`damaged`, `too_large`)."""
        return read_part(self._archive, name)

    def tree_at(self, place: str | None, base: str = "") -> tuple[Element | None, str]:
        """Tree and name of the part at ``place``; (None, "") when it is missing."""
        name = self.find(place, base)
        return (self.tree(name), name) if name else (None, "")


def _plain(name: str) -> str:
    """``name`` without ``.``, ``..`` and doubled slashes: what would climb out of the container stays at its root."""
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/")
