"""Word binary files (.doc, and .wps that are the same): by ourselves, else by antiword or LibreOffice where present."""

import shutil
import struct
import tempfile
from pathlib import Path

from ingest.documents import programs
from ingest.documents.archive import damaged, open_archive
from ingest.documents.docx import read_docx
from ingest.documents.labels import take_labelled_lines
from ingest.documents.model import DocumentText, UnreadableDocument, blocks_of, tidy
from ingest.documents.ole2 import streams_of
from ingest.documents.word_binary import MEDIA_TYPE, can_read, read_word_binary
from ingest.documents.word_pieces import STREAMS

_ENCRYPTED = 0x0100
# a profile of its own: no macros, no links followed, no settings of the machine
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""


def read_old_word(data: bytes) -> DocumentText:
    """Text of a Word binary file.

    Word 97 and later are read here. For older ones, and where that fails, antiword is asked, then LibreOffice, each as
    a separate program. Raises :class:`UnreadableDocument`: `encrypted`, `damaged`, `too_large`, or
    `unsupported_format` when none of them is there.
    """
    streams = streams_of(data, STREAMS)
    main = streams.get("WordDocument", b"")
    if len(main) > 12 and struct.unpack_from("<H", main, 10)[0] & _ENCRYPTED:
        raise UnreadableDocument(
            "encrypted", "Word 文件已加密，请去除密码后报送", "password-protected Word file; remove the password"
        )
    fault: UnreadableDocument | None = None
    if can_read(streams):
        try:
            return read_word_binary(streams)
        except UnreadableDocument as error:
            fault = error
    readers = [(path, read) for name, read in _PROGRAMS.items() if (path := shutil.which(name))]
    for path, read in readers:
        with tempfile.TemporaryDirectory(prefix="bizenv-word-") as folder:
            (Path(folder) / "in.doc").write_bytes(data)
            if document := read(path, Path(folder)):
                return document
    if readers or fault:
        raise fault or damaged("antiword, LibreOffice")
    raise UnreadableDocument(
        "unsupported_format",
        "Word 95 或更早的文件需要 antiword 或 LibreOffice，本机未安装；请另存为 .docx",
        "Word 95 or older needs antiword or LibreOffice, and this machine has neither; save as .docx",
    )


def _by_antiword(program: str, folder: Path) -> DocumentText | None:
    output = programs.output_of([program, "-m", "UTF-8.txt", "-w", "0", "in.doc"], folder)
    lines = [line for raw in (output or b"").decode("utf-8", "replace").splitlines() if (line := _line(raw))]
    if not lines:
        return None
    labelled, paragraphs = take_labelled_lines(lines)
    return DocumentText(MEDIA_TYPE, None, None, blocks_of(paragraphs), labelled, reader="antiword")


def _line(raw: str) -> str:
    """A line of antiword's: rows of a table stand between bars."""
    return tidy(raw.replace("|", " ") if raw.startswith("|") and raw.endswith("|") else raw)


def _by_libreoffice(program: str, folder: Path) -> DocumentText | None:
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    where = f"-env:UserInstallation={profile.parent.as_uri()}"
    programs.output_of([program, "--headless", "--norestore", where, "--convert-to", "docx", "in.doc"], folder)
    made = folder / "in.docx"
    if not made.is_file():
        return None
    with open_archive(made) as archive:
        document = read_docx(archive)
    return DocumentText(
        MEDIA_TYPE,
        None,
        document.title_hint,
        document.blocks,
        document.labelled,
        document.notes,
        "libreoffice",
        tables=document.tables,
        properties=document.properties,
    )


_PROGRAMS = {"antiword": _by_antiword, "soffice": _by_libreoffice}
