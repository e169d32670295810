"""Invented documents in the forms that departments deliver: a PDF, an OFD, an archive, a screenshot.

Each says that it is invented. The bytes are the same on every machine and every day.
"""

import io
import zipfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from sample.notices import MARKER

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_LEFT, _TOP, _LEADING, _SIZE = 72, 770, 26, 12  # points

_REPAIR = (
    MARKER,
    "衢州市住房和城乡建设局文件",
    "衢住建发〔2022〕18号",
    "衢州市住房和城乡建设局",
    "关于推行工程建设项目联合验收的通知",
    "各县（市、区）住房城乡建设局，市级有关单位：",
    "一、联合验收时限压减至10个工作日以内，2022年6月底前全面推行。",
    "二、全市工程建设项目联合验收比例达到90%以上。",
    "三、本通知自2022年5月1日起施行，有效期3年。《衢州市竣工验收备案办法》（衢住建发〔2018〕7号）同时废止。",
    "衢州市住房和城乡建设局",
    "2022年4月12日",
    "（此件公开发布）",
)
_LETTER = (
    MARKER,
    "衢州市市场监督管理局",
    "衢市监函〔2021〕9号",
    "关于报送企业开办情况的函",
    "市营商办：",
    "2021年全市新设企业1.2万户，企业开办平均用时0.6个工作日，全程网办率达到百分之九十六点五。",
    "衢州市市场监督管理局",
    "2021年12月20日",
)
_DRAFT = """样例文件，内容为虚构

关于优化跨境贸易环境的实施方案（征求意见稿）

一、进口整体通关时间压缩至30小时以内，出口整体通关时间压缩至1小时以内。
二、提前申报比例达到60%以上。
"""
_COUNTY = """样例文件，内容为虚构

常山县人民政府办公室
常政办发〔2022〕5号
关于推进高频事项就近办的通知

各乡镇人民政府：
一、高频政务服务事项就近办比例达到100%。

常山县人民政府办公室
2022年3月28日
"""


def write_forms(folder: Path) -> list[Path]:
    """Write the documents into ``folder`` (made when absent); their paths, in the order of their names."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = {
        "06_联合验收.pdf": _pdf(_REPAIR),
        "07_企业开办情况.ofd": _ofd(_LETTER),
        "08_县区与征求意见材料.zip": _packed({"征求意见稿.txt": _DRAFT, "常山县_就近办.txt": _COUNTY}),
        "I17-1-S1-01-S-政务服务网截图-无-20220610.png": _screenshot(),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]


def _pdf(lines: tuple[str, ...]) -> bytes:
    """One page of text in a font that every reader of PDF knows by name (Adobe-GB1), so that none is embedded."""
    shown = "\n".join(
        f"BT /F1 {_SIZE} Tf {_LEFT} {_TOP - _LEADING * number} Td <{line.encode('utf-16-be').hex()}> Tj ET"
        for number, line in enumerate(lines)
    )
    system = "<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo {system}"
        " /FontDescriptor 7 0 R >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
        " /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    )
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return f"{out}startxref\n{out.index('xref')}\n%%EOF\n".encode("ascii")


def _ofd(lines: tuple[str, ...]) -> bytes:
    """One page of text after GB/T 33190, in millimetres."""
    texts = "".join(
        f'<ofd:TextObject ID="{number + 10}" Boundary="25 {20 + 9 * number} 160 6" Font="2" Size="4.2">'
        f'<ofd:TextCode X="0" Y="4.2" DeltaX="g {len(line) - 1} 4.2">{line}</ofd:TextCode></ofd:TextObject>'
        for number, line in enumerate(lines)
    )
    about = "<ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    pages = '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
    common = f"<ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID>{area}</ofd:CommonData>"
    layer = f'<ofd:Content><ofd:Layer ID="3">{texts}</ofd:Layer></ofd:Content>'
    return _packed(
        {
            "OFD.xml": _xml("OFD", f"<ofd:DocBody>{about}</ofd:DocBody>", ' Version="1.0" DocType="OFD"'),
            "Doc_0/Document.xml": _xml("Document", common + pages),
            "Doc_0/Pages/Page_0/Content.xml": _xml("Page", layer),
        }
    )


def _xml(root: str, content: str, attributes: str = "") -> str:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:{root} {space}{attributes}>{content}</ofd:{root}>'


def _packed(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_DATE), content.encode("utf-8"))
    return out.getvalue()


def _screenshot() -> bytes:
    """A picture as of a system's page: figures and a date, which OCR must read."""
    image = Image.new("RGB", (640, 200), "white")
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(("SAMPLE qz.zjzwfw.gov.cn", "2022-06-10 09:30", "ONLINE 98.6%")):
        draw.text((40, 30 + 50 * number), line, fill="black", font=ImageFont.load_default(30))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
