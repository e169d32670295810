"""Tables of a web page that hold data: those that only lay the page out are none."""

from collections.abc import Callable, Iterator

from lxml import html as lxml_html

from ingest.documents.model import DocumentTable
from ingest.documents.tables import table_of

_MAX_COLUMNS = 1_000  # as browsers have it
_LONGEST_CELL = 2_000  # characters: a cell that holds a whole article lays it out

Lines = Callable[[lxml_html.HtmlElement], list[str]]


def data_tables(
    root: lxml_html.HtmlElement, skip: set[lxml_html.HtmlElement], lines_of: Lines
) -> dict[lxml_html.HtmlElement, DocumentTable]:
    """Tables below ``root`` by their elements; those with a cell in ``skip`` are left out.

    A table of data holds no other table, has two columns somewhere, and no cell of the length of an article.
    """
    found: dict[lxml_html.HtmlElement, DocumentTable] = {}
    for element in root.iter("table"):
        if element.find(".//table") is not None:
            continue
        rows = list(element.iter("tr"))
        cells = [cell for row in rows for cell in _cells(row)]
        if any(cell in skip for cell in cells):
            continue
        texts = {cell: "\n".join(lines_of(cell)) for cell in cells}
        if max((sum(bool(texts[cell]) for cell in _cells(row)) for row in rows), default=0) < 2:
            continue
        if max(map(len, texts.values())) > _LONGEST_CELL:
            continue
        if table := table_of(_rows(rows, texts)):
            found[element] = table
    return found


def _cells(row: lxml_html.HtmlElement) -> list[lxml_html.HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _rows(rows: list[lxml_html.HtmlElement], texts: dict[lxml_html.HtmlElement, str]) -> Iterator[list[str]]:
    """Rows in which a merged cell repeats its text in every place that it covers."""
    from_above: dict[int, tuple[int, str]] = {}  # column -> rows still covered, text
    for row in rows:
        laid_out: list[str] = []
        covered = dict(from_above)
        from_above.clear()
        for cell in _cells(row):
            _lay_covered(laid_out, covered, from_above)
            down = _span(cell, "rowspan", len(rows))
            for _ in range(min(_span(cell, "colspan", _MAX_COLUMNS), _MAX_COLUMNS - len(laid_out))):
                if down > 1:
                    from_above[len(laid_out)] = (down - 1, texts[cell])
                laid_out.append(texts[cell])
        _lay_covered(laid_out, covered, from_above)
        yield laid_out


def _lay_covered(
    laid_out: list[str], covered: dict[int, tuple[int, str]], from_above: dict[int, tuple[int, str]]
) -> None:
    """Add the cells that reach down from the rows above, as far as they follow each other."""
    while (found := covered.pop(len(laid_out), None)) is not None:
        left, text = found
        if left > 1:
            from_above[len(laid_out)] = (left - 1, text)
        laid_out.append(text)


def _span(cell: lxml_html.HtmlElement, name: str, most: int) -> int:
    stated = (cell.get(name) or "").strip()
    return min(max(int(stated), 1), most) if stated.isdecimal() and len(stated) < 6 else 1
