"""Web pages: the text of the document in them, and its metadata table."""

import codecs
import re

from lxml import etree
from lxml import html as lxml_html

from ingest.documents.html_tables import data_tables
from ingest.documents.labels import label_of, labelled_line, take_labelled_blocks
from ingest.documents.model import Block, DocumentText, UnreadableDocument, tidy
from ingest.encoding import decode, is_ordinary_chinese

# a tree costs some hundred bytes per tag, whatever the file's size
MAX_TAGS = 500_000

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
# GB18030 contains the older sets that pages still name; any other claim is left to the bytes
_CHARSETS = {name: "gb18030" for name in ("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk")} | {
    "utf-8": "utf-8",
    "utf8": "utf-8",
}
_DROPPED = re.compile(
    "del|s|strike|script|style|nav|noscript|template|iframe|object|svg|button|select|option|textarea|footer|head"
)
_INLINE = re.compile(
    "a|abbr|b|bdi|bdo|big|cite|code|dfn|em|font|i|img|ins|kbd|label|mark|o:p|q|samp|small|span|strong|sub|sup"
    "|tt|u|var|wbr"
)
# where government sites keep the document itself
_CONTAINERS = (
    "//*[@id='UCAP-CONTENT' or @id='zoom' or @id='Zoom']",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' TRS_Editor ')]",
    "//article",
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# references that pages write wrongly, so that no parser resolves them
_BROKEN_BLANK = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|sp);?")


def read_html(data: bytes) -> DocumentText:
    """Text of a web page by paragraphs, each line of a table cell one of them; tables of data beside it.

    Scripts, styles, navigation, hidden and struck-out parts are dropped. Entities are only those of HTML;
    nothing is fetched. Raises :class:`UnreadableDocument` (`too_large`, `empty`) or ``UndecodableText``.
    """
    text, encoding, notes = _decode(data)
    if text.count("<") > MAX_TAGS:
        raise UnreadableDocument(
            "too_large",
            f"网页标签超过 {MAX_TAGS:,} 个，请另存为 DOCX 或 TXT",
            f"more than {MAX_TAGS:,} tags; save as DOCX or TXT",
        )
    tree = _tree(text)
    labelled, cells = _metadata_table(tree)
    main = _main(tree)
    tables = data_tables(main, cells, lambda cell: [block.text for block in _blocks(cell, set(), set())])
    labelled, blocks = take_labelled_blocks(_blocks(main, cells, set(tables)), labelled)
    if not labelled:
        labelled, _ = take_labelled_blocks(_blocks(tree, cells, set()))
    title = tidy(tree.findtext(".//title") or "") or None
    return DocumentText("text/html", encoding, title, blocks, labelled, notes, "html", tables=tuple(tables.values()))


def _decode(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    stated = None
    if not data.startswith(_MARKS) and (match := _META.search(data[:8192])):
        stated = _CHARSETS.get(match[1].decode("ascii").lower())
    if stated:
        try:
            text = data.decode(stated)
        except UnicodeDecodeError:
            text = ""
        # UTF-8 bytes often pass as the GB18030 that the page announces, and give nonsense
        if text and (stated == "utf-8" or is_ordinary_chinese(text)):
            return text, stated, ()
    text, encoding = decode(data)
    notes = (f"the page says {stated}, its bytes are {encoding}",) if stated and stated != encoding else ()
    return text, encoding, notes


def _tree(text: str) -> lxml_html.HtmlElement:
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        tree = lxml_html.document_fromstring(text.replace("\0", "").encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, UnicodeEncodeError) as error:
        raise UnreadableDocument("empty", "网页没有内容，请重新保存", "an empty page; save it again") from error
    # the parser drops what lies deeper than its limit and says so only here
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableDocument(
            "damaged", "网页嵌套过深，请另存为 DOCX 或 TXT", "tags nested too deep; save as DOCX or TXT"
        )
    return tree


def _main(tree: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    """The element that holds the document, or the whole page."""
    for path in _CONTAINERS:
        found = [(len("".join(e.itertext()).strip()), -at, e) for at, e in enumerate(tree.xpath(path))]
        if found and max(found)[0] > 0:
            return max(found, key=lambda item: item[:2])[2]
    return tree


def _metadata_table(tree: lxml_html.HtmlElement) -> tuple[dict[str, str], set[lxml_html.HtmlElement]]:
    """Pairs of the metadata table, and the cells that held them."""
    pairs: dict[str, str] = {}
    used: set[lxml_html.HtmlElement] = set()
    for row in tree.iter("tr", "dl"):
        cells = [cell for cell in row if cell.tag in ("td", "th", "dt", "dd")]
        if any(cell.find(".//table") is not None for cell in cells):
            continue
        texts = [tidy("".join(cell.itertext())) for cell in cells]
        for at, text in enumerate(texts):
            if cells[at] in used:
                continue
            if (label := label_of(text)) and at + 1 < len(cells):
                pairs.setdefault(label, texts[at + 1])
                used |= {cells[at], cells[at + 1]}
            elif pair := labelled_line(text):
                pairs.setdefault(*pair)
                used.add(cells[at])
    # a single pair may be an ordinary table that happens to use the word
    if len(pairs) < 2:
        return {}, set()
    return {label: value for label, value in pairs.items() if value}, used


def _blocks(
    root: lxml_html.HtmlElement, skip: set[lxml_html.HtmlElement], tables: set[lxml_html.HtmlElement]
) -> list[Block]:
    """Lines of text below ``root``: an element that is not inline begins and ends one.

    What stands in ``tables`` is of the kind `cell`. No recursion: pages nest deep.
    """
    blocks: list[Block] = []
    line: list[str] = []
    inside: list[tuple[lxml_html.HtmlElement, str]] = []  # elements that give their lines a kind

    def close() -> None:
        if text := tidy(_BROKEN_BLANK.sub(" ", "".join(line))):
            blocks.append(Block(text, inside[-1][1] if inside else "paragraph"))
        line.clear()

    dropped = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            if dropped is None and (element in skip or _is_dropped(element)):
                dropped = element
            if dropped is None:
                if not _INLINE.fullmatch(element.tag):
                    close()
                if element in tables:
                    inside.append((element, "cell"))
                elif element.tag in _HEADINGS:
                    inside.append((element, "heading"))
                line.append(element.text or "")
            continue
        if dropped is None and not _INLINE.fullmatch(element.tag):
            close()
        if inside and inside[-1][0] is element:
            inside.pop()
        if dropped is element:
            dropped = None
            if not _INLINE.fullmatch(element.tag):
                close()
        if dropped is None and element is not root:
            line.append(element.tail or "")
    close()
    return blocks


def _is_dropped(element: lxml_html.HtmlElement) -> bool:
    return (
        not isinstance(element.tag, str)
        or bool(_DROPPED.fullmatch(element.tag))
        or element.get("hidden") is not None
        or bool(_HIDDEN.search(element.get("style") or ""))
    )
