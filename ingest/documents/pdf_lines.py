"""Text of one PDF page as lines with their places; whether it can be read at all; pictures and rules on it."""

import ctypes
import re
import unicodedata

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.documents.model import Block, Box, tidy
from ingest.documents.page_lines import HAN, in_rows, is_disordered, merge_rows

MAX_CHARACTERS = 1_000_000
MAX_OBJECTS = 50_000
_GRAIN = 1_000_000
_BLANK = re.compile(rf"(?<=[0-9A-Za-z%]) (?=[{HAN}〔〕（）])|(?<=[{HAN}〔〕（）]) (?=[0-9A-Za-z])")
_HAN = re.compile(f"[{HAN}]")
# in heights of a line: what sets figures apart from ideographs, but not the cells of a row
_NARROW = 0.6
# fonts that every reader has, under their names
_WESTERN = re.compile(rb"(?:[A-Z]{6}\+)?(?:Helvetica|Times|Courier|Arial|Symbol|ZapfDingbats|Calibri|Verdana|Cambria)")
# a grid of two by two cells has six rules, of two points each
_RULE, _LEAST_SEGMENTS, _MAX_SEGMENTS, _MAX_CELLS = 8, 8, 6_000, 20_000
# pdfium's sign for a hyphen at a line's end
_HYPHEN = re.compile("[\x02\ufffe]")
_UNREADABLE = 0.2
_LATIN_SIGNS = re.compile("[\u0080-\u00bf\u00d7\u00f7\u0100-\u036f\u0e00-\u109f]")


def page_lines(page: pdfium.PdfPage, number: int) -> list[Block] | None:
    """Lines of the page in reading order; None when it holds more than ``MAX_CHARACTERS``.

    The order is the file's own, which is how it was written, unless it jumps about.
    """
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        if count > MAX_CHARACTERS:
            return None
        text = text_page.get_text_range()
        places = _Places(page, text_page, len(text) == count)
        lines: list[Block] = []
        at = 0
        for piece in re.split(r"(\r\n|\r|\n)", text):
            shown = _printable(tidy(_without_narrow_blanks(piece, at, places)))
            if shown and (box := places.of(piece, at)):
                lines.append(Block(shown, page=number, box=box))
            at += len(piece)
    finally:
        text_page.close()
    return merge_rows(in_rows(lines) if is_disordered(lines) else lines)


def is_readable(lines: list[Block]) -> bool:
    """Whether the lines hold text: "text found" is not "text read" where a font has no table of characters.

    Private-use, unassigned and replacement characters, and a page of odd Latin signs, are none.
    """
    signs = [sign for line in lines for sign in line.text if not sign.isspace()]
    odd = sum(unicodedata.category(sign) in ("Co", "Cn", "Cs") or sign == "\ufffd" for sign in signs)
    strange = sum(bool(_LATIN_SIGNS.match(sign)) for sign in signs)
    return bool(signs) and odd <= _UNREADABLE * len(signs) and strange <= 0.5 * len(signs)


def may_miss(lines: list[Block]) -> bool:
    """Whether an absent font may have cost text: pdfium has letters of its own, and no ideographs."""
    return not lines or any(_HAN.search(line.text) for line in lines)


class PageObjects:
    """What is drawn on a page. ``covered``: share of the page under its largest picture; ``pixels``: the most of one.

    ``segments``: lines and curves of all paths; ``is_hidden``: the page's text is there, and is not drawn;
    ``lacks_fonts``: some of the text is in a font that the file only names.
    """

    def __init__(self, page: pdfium.PdfPage) -> None:
        width, height = page.get_size()
        self.covered, self.pixels = 0.0, 0
        self.segments, self._more = 0, 0
        self._xs: set[int] = set()
        self._ys: set[int] = set()
        self.lacks_fonts = False
        drawn = hidden = 0
        for seen, thing in enumerate(page.get_objects(max_depth=3)):
            if seen > MAX_OBJECTS:
                break
            if thing.type == raw.FPDF_PAGEOBJ_PATH:
                self._rule(thing, max(0, raw.FPDFPath_CountSegments(thing)))
            elif thing.type == raw.FPDF_PAGEOBJ_TEXT:
                is_hidden = raw.FPDFTextObj_GetTextRenderMode(thing) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
                hidden, drawn = hidden + is_hidden, drawn + (not is_hidden)
                self.lacks_fonts = self.lacks_fonts or _is_absent(raw.FPDFTextObj_GetFont(thing))
            elif thing.type == raw.FPDF_PAGEOBJ_IMAGE:
                left, bottom, right, top = thing.get_bounds()
                self.covered = max(self.covered, (right - left) * (top - bottom) / max(width * height, 1.0))
                self.pixels = max(self.pixels, _pixels(thing))
        self.is_hidden = hidden > drawn

    @property
    def is_ruled(self) -> bool:
        """Whether the paths may be a table: rules both ways, no line below the head, and no grid beyond any table."""
        # the search for tables compares every cell with every other
        cells = (len(self._xs) + self._more) * (len(self._ys) + self._more)
        is_grid = bool(self._xs and self._ys) and self.segments >= _LEAST_SEGMENTS
        return is_grid and self.segments <= _MAX_SEGMENTS and cells <= _MAX_CELLS

    def _rule(self, path: pdfium.PdfObject, segments: int) -> None:
        left, bottom, right, top = map(round, path.get_bounds())
        self.segments += segments
        wide, tall = right - left > _RULE, top - bottom > _RULE
        # the two edges of a cell, or the one place of a rule
        self._ys |= ({bottom, top} if tall else {bottom}) if wide else set()
        self._xs |= ({left, right} if wide else {left}) if tall else set()
        # one path may hold a whole grid, half of its lines either way; a curve goes on without lifting the pen
        if wide and tall and 8 < segments <= _MAX_SEGMENTS:
            parts = (raw.FPDFPath_GetPathSegment(path, at) for at in range(segments))
            self._more += sum(raw.FPDFPathSegment_GetType(part) == raw.FPDF_SEGMENT_MOVETO for part in parts) // 2


class _Places:
    """Boxes of characters, as shares of the page as it is shown (turned and cropped)."""

    def __init__(self, page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, is_plain: bool) -> None:
        self._page, self._text_page, self._is_plain = page, text_page, is_plain
        self._rectangle = raw.FS_RECTF()
        self._x, self._y = ctypes.c_int(), ctypes.c_int()

    def of(self, piece: str, at: int) -> Box | None:
        """The box of a line: that of its first, middle and last character."""
        inner = len(piece) - len(piece.lstrip()), len(piece.rstrip()) - 1
        if inner[1] < inner[0]:
            return None
        middle = next((x for x in range(sum(inner) // 2, inner[1]) if not piece[x].isspace()), inner[1])
        found = [box for x in {*inner, middle} if (box := self.character(at + x))]
        if not found:
            return None
        corners = [self._shown(x, y) for left, bottom, right, top in found for x, y in ((left, bottom), (right, top))]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Box(_share(min(xs)), _share(min(ys)), _share(max(xs)), _share(max(ys)))

    def character(self, index: int) -> tuple[float, float, float, float] | None:
        """Left, bottom, right, top in points, with the room that the font gives the character."""
        index = self.index(index)
        rectangle = self._rectangle
        if index < 0 or not raw.FPDFText_GetLooseCharBox(self._text_page, index, rectangle):
            return None
        return rectangle.left, rectangle.bottom, rectangle.right, rectangle.top

    def is_added(self, index: int) -> bool:
        """Whether pdfium put the character in, and nobody wrote it."""
        return raw.FPDFText_IsGenerated(self._text_page, self.index(index)) == 1

    def index(self, index: int) -> int:
        """Characters that have no text are counted by pdfium, and left out of the text."""
        return index if self._is_plain else raw.FPDFText_GetCharIndexFromTextIndex(self._text_page, index)

    def _shown(self, x: float, y: float) -> tuple[int, int]:
        raw.FPDF_PageToDevice(self._page, 0, 0, _GRAIN, _GRAIN, 0, x, y, self._x, self._y)
        return self._x.value, self._y.value


def _without_narrow_blanks(piece: str, at: int, places: _Places) -> str:
    """``2022 年 6 月`` as it is printed, ``2022年6月``; a wide gap divides columns, and stays."""
    dropped = [match.start() for match in _BLANK.finditer(piece) if _is_narrow(match, at, places)]
    return "".join(sign for x, sign in enumerate(piece) if x not in dropped) if dropped else piece


def _is_narrow(match: re.Match[str], at: int, places: _Places) -> bool:
    before, after = places.character(at + match.start() - 1), places.character(at + match.end())
    if not before or not after:
        return False
    # a blank that somebody wrote between a word and ideographs may mean something
    is_figure = any(sign in "0123456789%" for sign in (match.string[match.start() - 1], match.string[match.end()]))
    if not is_figure and not places.is_added(at + match.start()):
        return False
    # along the line, whichever way it runs
    gap = max(after[0] - before[2], before[0] - after[2], after[1] - before[3], before[1] - after[3])
    return gap <= _NARROW * max(before[3] - before[1], after[3] - after[1])


def _printable(text: str) -> str:
    return "".join(sign for sign in _HYPHEN.sub("-", text) if unicodedata.category(sign) != "Cc").strip()


def _share(value: int) -> float:
    return min(1.0, max(0.0, round(value / _GRAIN, 5)))


def _is_absent(font: object) -> bool:
    if not font or raw.FPDFFont_GetIsEmbedded(font) != 0:
        return False
    name = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, name, 128)
    return not _WESTERN.match(name.value)


def _pixels(picture: pdfium.PdfObject) -> int:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    known = raw.FPDFImageObj_GetImagePixelSize(picture, width, height)
    return width.value * height.value if known else 0
