"""Archives of documents (ZIP): every member read by itself, so that one bad member never holds the others back."""

import errno
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.documents.archive import MAX_RATIO, check_directory, damaged, too_large
from ingest.documents.detect import detect, detect_zip
from ingest.documents.model import MAX_ARCHIVE_BYTES, DocumentText, UnreadableDocument
from ingest.documents.read import read_document
from ingest.logs.archive import LITTER, ZIP_FAULTS, is_unsafe, member_name

MAX_DOCUMENTS = 1_000  # of an archive and the archives in it
MAX_UNPACKED = 2 * 1024 * 1024 * 1024  # bytes of all of them
ALWAYS_ALLOWED = 64 * 1024 * 1024  # bytes: below this no ratio is asked for
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
_NAME_BYTES = 120

Member = tuple[str, DocumentText | UnreadableDocument]


@dataclass(slots=True)
class _Budget:
    """What all archives of one delivery may still hold."""

    documents: int = 0
    unpacked: int = 0

    def take(self, members: int, size: int, packed: int) -> None:
        """Count an archive by what its directory says: no member gives more than it states."""
        self.documents += members
        self.unpacked += size
        if self.documents > MAX_DOCUMENTS:
            raise UnreadableDocument(
                "too_many_members",
                f"压缩包内有 {self.documents:,} 个文件，超过 {MAX_DOCUMENTS:,} 个，请分包报送",
                f"{self.documents:,} files in the archive, more than {MAX_DOCUMENTS:,}; deliver several archives",
            )
        if self.unpacked > MAX_UNPACKED:
            raise too_large(f"{self.unpacked:,} bytes unpacked")
        if size > max(MAX_RATIO * packed, ALWAYS_ALLOWED):
            raise too_large(f"unpacks to {size // max(packed, 1):,} times its size")


def read_documents(path: Path) -> Iterator[Member]:
    """The documents in a file: (member's name, its text or the refusal of it alone), in the order of names.

    A file that is no archive gives itself under an empty name. An archive in an archive is opened once
    (``inner.zip/a.docx``), one inside that is refused. Programs' litter is passed over. Raises
    :class:`UnreadableDocument` when the file as a whole cannot be read: `damaged`, `too_large`, `too_many_members`,
    or what :func:`ingest.documents.read.read_document` raises for a single one.
    """
    if not _is_bundle(path):
        yield "", read_document(path)
        return
    with tempfile.TemporaryDirectory(prefix="bizenv-bundle-") as folder:
        yield from _members(path, Path(folder), _Budget(), "")


def _is_bundle(path: Path) -> bool:
    if detect(path) != "zip":
        return False
    check_directory(path)
    try:
        with zipfile.ZipFile(path) as archive:
            return detect_zip(set(archive.namelist())) == "archive"
    except ZIP_FAULTS as error:
        raise damaged(f"ZIP: {error}").of_file(path.name) from error


def _members(path: Path, folder: Path, budget: _Budget, outer: str) -> Iterator[Member]:
    with zipfile.ZipFile(path) as archive:
        listed = [(member_name(member), member) for member in archive.infolist() if not member.is_dir()]
        wanted = sorted(
            ((name, member) for name, member in listed if not LITTER.search(name)), key=lambda pair: pair[0]
        )
        budget.take(len(wanted), sum(member.file_size for _, member in wanted), path.stat().st_size)
        if not wanted:
            raise UnreadableDocument("empty", "压缩包内没有文件，请重新打包", "no file in the archive; pack it again")
        for name, member in wanted:
            try:
                unpacked = _unpack(archive, name, member, folder)
                if not _is_bundle(unpacked):
                    yield outer + name, read_document(unpacked)
                elif outer:
                    raise UnreadableDocument(
                        "unsupported_format",
                        "压缩包套了两层以上，请解压后报送",
                        "an archive within an archive within an archive; unpack it",
                    )
                else:
                    inner = folder / "inner"
                    inner.mkdir(exist_ok=True)
                    yield from _members(unpacked, inner, budget, f"{name}/")
            except UnreadableDocument as error:
                yield outer + name, _named(error, name)
            finally:
                for left in folder.glob("member*"):
                    shutil.rmtree(left, ignore_errors=True)


def _unpack(archive: zipfile.ZipFile, name: str, member: zipfile.ZipInfo, folder: Path) -> Path:
    """The member as a file of our own making: nothing is written under a name that the archive chose."""
    if is_unsafe(name, member):
        raise UnreadableDocument(
            "unsafe_path",
            "路径越出压缩包或为链接，请重新打包",
            "the path leads outside the archive or is a link; pack it again",
        )
    if member.flag_bits & 0x1:
        raise UnreadableDocument("encrypted", "文件已加密，请去除密码后报送", "encrypted; remove the password")
    if member.file_size > MAX_ARCHIVE_BYTES:
        raise too_large(f"{member.file_size:,} bytes")
    own = Path(tempfile.mkdtemp(prefix="member", dir=folder)) / _own_name(name)
    try:
        with archive.open(member) as source, own.open("wb") as target:
            shutil.copyfileobj(source, target)
    except (*ZIP_FAULTS, RuntimeError) as error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            raise  # our own disk
        raise damaged(str(error)) from error
    return own


def _named(error: UnreadableDocument, name: str) -> UnreadableDocument:
    """The refusal with the member named first: the readers have named the file themselves."""
    shown = repr(name)[1:-1]
    return error if error.message_en.startswith(f"{_own_name(name)}: ") else error.of_file(shown)


def _own_name(name: str) -> str:
    """The last part of a name, fit for a file: messages quote it."""
    last = _UNFIT.sub("_", name.rsplit("/", 1)[-1]).strip(". ") or "member"
    stem, dot, suffix = last.rpartition(".")
    kept = (stem or suffix).encode()[:_NAME_BYTES].decode("utf-8", "ignore")
    return f"{kept}{dot}{suffix[:10]}" if stem else kept
