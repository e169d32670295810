"""The labels of a document's own metadata table, and how its pairs are told from ordinary text."""

from collections.abc import Sequence

from ingest.documents.model import FURNITURE, Block, squeeze

ISSUER = ("发文机关", "发文机构", "发文单位", "制发机关", "发布机构", "发布机关", "发布单位")
NUMBER = ("发文字号", "公文文号", "文件编号", "文号", "字号")
TITLE = ("标题", "文件名称", "公文名称", "信息名称", "名称")
ISSUED = ("成文日期", "成文时间", "发文日期", "发文时间", "制发日期", "生成日期", "信息生成日期")
PUBLISHED = ("发布日期", "发布时间", "公开日期", "公开时间")
EFFECTIVE = ("施行日期", "实施日期", "生效日期")
EXPIRES = ("失效日期", "废止日期", "有效期至")
SECURITY = ("密级",)
_OTHER = (
    "索引号",
    "主题分类",
    "主题词",
    "有效性",
    "公开方式",
    "紧急程度",
    "公开范围",
    "组配分类",
    "信息分类",
    "统一编号",
)

_KNOWN = frozenset((*ISSUER, *NUMBER, *TITLE, *ISSUED, *PUBLISHED, *EFFECTIVE, *EXPIRES, *SECURITY, *_OTHER))
# these stand in ordinary tables too, and count only with a colon
_AMBIGUOUS = frozenset(("标题", "名称", "文号", "字号", "密级", "有效性", "公开范围"))
_HEAD = 40
_LONGEST = 300


def label_of(cell: str) -> str | None:
    """The label a cell holds (``标　　题：`` → ``标题``), or None."""
    text = squeeze(cell)
    bare = text.rstrip("：:").strip("【】[]")
    if bare not in _KNOWN or (bare == text and bare in _AMBIGUOUS):
        return None
    return bare


def labelled_line(line: str) -> tuple[str, str] | None:
    """Label and value of a line ``发文机关：国务院``, or None."""
    place = min((at for at in (line.find("："), line.find(":")) if at >= 0), default=-1)
    if place < 0 or len(line) > _LONGEST:
        return None
    label = label_of(line[: place + 1])
    return (label, line[place + 1 :].strip()) if label else None


def take_labelled_lines(paragraphs: list[str], found: dict[str, str] | None = None) -> tuple[dict[str, str], list[str]]:
    """Split the metadata lines at a document's head from its text: (pairs, remaining paragraphs).

    One such line alone proves nothing and stays text; two different ones, or one beside pairs already
    ``found`` in a table, are a metadata block. The first value of a label counts.
    """
    pairs, used = _labelled(paragraphs, found)
    return pairs, [line for at, line in enumerate(paragraphs) if at not in used]


def take_labelled_blocks(
    blocks: Sequence[Block], found: dict[str, str] | None = None
) -> tuple[dict[str, str], tuple[Block, ...]]:
    """The same for blocks, of which those that repeat on every page are passed over."""
    lines = [(at, block.text) for at, block in enumerate(blocks) if block.kind not in FURNITURE]
    pairs, used = _labelled([text for _, text in lines], found)
    taken = {lines[at][0] for at in used}
    return pairs, tuple(block for at, block in enumerate(blocks) if at not in taken)


def _labelled(paragraphs: Sequence[str], found: dict[str, str] | None) -> tuple[dict[str, str], set[int]]:
    """Pairs, and the places of the lines that held them."""
    pairs = dict(found or {})
    lines = {at: pair for at, line in enumerate(paragraphs[:_HEAD]) if (pair := labelled_line(line))}
    if len({label for label, _ in lines.values()} | set(pairs)) < 2:
        return pairs, set()
    for label, value in lines.values():
        if value:
            pairs.setdefault(label, value)
    return pairs, set(lines)
