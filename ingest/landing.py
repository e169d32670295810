"""The landing zone: which files are there, what they hold (SHA-256), and which contract each belongs to.

Nothing below the landing folder is ever written, moved or deleted.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from ingest.contract import SourceContract

# lock files, partial downloads and system litter are not deliveries
_LITTER = re.compile(r"^(\.|~\$)|^(Thumbs\.db|desktop\.ini)$|\.(tmp|part|crdownload|swp)$", re.IGNORECASE)
_DATED = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
_CHUNK = 1 << 20


class LandingUnreadable(Exception):
    """The landing folder itself cannot be read."""


@dataclass(frozen=True, slots=True)
class LandingFile:
    """One delivered file. ``name`` is its path below the landing folder, with forward slashes."""

    name: str
    path: Path
    size: int
    mtime_ns: int
    sha256: str | None
    problem: str | None = None  # why it could not be hashed

    @property
    def stated_date(self) -> date | None:
        """The delivery date, where a folder of the path states one (``…/2022-06-15/…``)."""
        for part in PurePosixPath(self.name).parts[:-1]:
            if match := _DATED.match(part):
                try:
                    return date(*map(int, match.groups()))
                except ValueError:
                    continue
        return None


@dataclass(frozen=True, slots=True)
class Recognised:
    """The files of a landing zone, each under the contracts whose pattern it meets."""

    by_source: dict[str, tuple[LandingFile, ...]]
    unmatched: tuple[LandingFile, ...]
    ambiguous: tuple[tuple[LandingFile, tuple[str, ...]], ...]


def scan(landing: Path, cache: Path | None = None) -> list[LandingFile]:
    """Every file below ``landing``, hashed, in the order of its name.

    ``cache`` (a JSON file) remembers hashes by name, size and times, so that an unchanged file costs a stat.
    Links that lead outside the landing folder are not followed. Raises :class:`LandingUnreadable`.
    """
    if not landing.is_dir():
        raise LandingUnreadable(f"{landing}: 不是可读的文件夹 / not a readable folder")
    root = landing.resolve()
    known = _read_cache(cache)

    def refuse(error: OSError) -> None:
        # a folder that cannot be listed would otherwise look like one whose files were withdrawn
        raise LandingUnreadable(f"{error.filename}: {error.strerror}")

    found = []
    for folder, folders, names in os.walk(root, onerror=refuse):
        folders[:] = sorted(name for name in folders if not _LITTER.search(name))
        # a link to a folder is not walked into, and must not vanish without a word
        links = [name for name in folders if Path(folder, name).is_symlink()]
        found += [Path(folder, name) for name in (*names, *links) if not _LITTER.search(name)]
    stamps: dict[str, list] = {}
    files = [_look(path, root, known, stamps) for path in found]
    files.sort(key=lambda file: file.name)
    _write_cache(cache, stamps)
    return files


def recognise(files: Iterable[LandingFile], contracts: Iterable[SourceContract]) -> Recognised:
    """Sort files under the contracts: none, one, or several (which is nobody's)."""
    patterns = [(c.id, [_glob(pattern) for pattern in c.landing]) for c in contracts]
    by_source: dict[str, list[LandingFile]] = {source: [] for source, _ in patterns}
    unmatched, ambiguous = [], []
    for file in files:
        sources = tuple(source for source, globs in patterns if any(g.fullmatch(file.name) for g in globs))
        if len(sources) == 1:
            by_source[sources[0]].append(file)
        elif sources:
            ambiguous.append((file, sources))
        else:
            unmatched.append(file)
    return Recognised({source: tuple(group) for source, group in by_source.items()}, tuple(unmatched), tuple(ambiguous))


def fingerprint(files: Iterable[LandingFile]) -> str:
    """One hash over names and contents: two landing zones with the same fingerprint deliver the same."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.name}\0{file.sha256 or file.problem}\n".encode())
    return digest.hexdigest()


def hash_file(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _look(path: Path, root: Path, known: dict[str, list], stamps: dict[str, list]) -> LandingFile:
    name = _readable(path.relative_to(root).as_posix())
    try:
        if not path.resolve(strict=True).is_relative_to(root):
            return LandingFile(name, path, 0, 0, None, "a link that leads outside the landing folder")
        if not path.is_file():
            return LandingFile(name, path, 0, 0, None, "not a regular file")
        stat = path.stat()
        # a copy may keep the time of modification; the time of the inode's change it cannot
        stamp = [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]
        entry = known.get(name)
        remembered = entry[4] if isinstance(entry, list) and len(entry) == 5 and entry[:4] == stamp else None
        sha256 = remembered or hash_file(path)
        after = path.stat()
    except OSError as error:
        return LandingFile(name, path, 0, 0, None, error.strerror or str(error))
    if (after.st_size, after.st_mtime_ns) != (stat.st_size, stat.st_mtime_ns):
        return LandingFile(name, path, after.st_size, after.st_mtime_ns, None, "changing")
    stamps[name] = [*stamp, sha256]
    return LandingFile(name, path, stat.st_size, stat.st_mtime_ns, sha256)


def _readable(name: str) -> str:
    """A name that can be written down: archives packed on Windows leave names in GB18030."""
    try:
        name.encode()
        return name
    except UnicodeEncodeError:
        raw = os.fsencode(name)
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "backslashreplace")


def _glob(pattern: str) -> re.Pattern[str]:
    """``**/`` any depth of folders, ``*`` within one name, ``{a,b}`` either; in any letter case."""
    translate: dict[str, Callable[[re.Match], str]] = {
        "**/": lambda _: "(?:[^/]+/)*",
        "*": lambda _: "[^/]*",
        "?": lambda _: "[^/]",
    }

    def part(match: re.Match) -> str:
        text = match[0]
        if text.startswith("{"):
            return "(?:" + "|".join(re.escape(option) for option in text[1:-1].split(",")) + ")"
        return translate[text](match) if text in translate else re.escape(text)

    return re.compile(re.sub(r"\*\*/|\{[^{}]*\}|[\s\S]", part, pattern), re.IGNORECASE)


def _read_cache(cache: Path | None) -> dict[str, list]:
    if cache is None or not cache.is_file():
        return {}
    try:
        content = json.loads(cache.read_text(encoding="utf-8"))
    except ValueError:
        return {}  # a torn cache only costs hashing once more
    return content if isinstance(content, dict) else {}


def _write_cache(cache: Path | None, content: dict[str, list]) -> None:
    if cache is None:
        return
    temporary = cache.with_name(f"{cache.name}.{os.getpid()}.tmp")
    cache.parent.mkdir(parents=True, exist_ok=True)
    temporary.write_text(json.dumps(content, ensure_ascii=False, indent=0), encoding="utf-8")
    os.replace(temporary, cache)
