"""Four invented notices of Quzhou bodies, and a register of what they prove.

A TXT in GB18030, a web page, a Word file, one without a number. Each says in its first line that it is invented. The
bytes are the same on every machine and every day.
"""

import csv
import io
import zipfile
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

MARKER = "样例文件，内容为虚构"
_WRITTEN = datetime(2022, 5, 18, 9, 0, 0)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)

_POWER = f"""{MARKER}

衢州市营商环境建设办公室文件

衢营商办〔2022〕3号

衢州市营商环境建设办公室
关于进一步压减办电时间的通知

各县（市、区）营商办，国网衢州供电公司，市级有关单位：
　　为进一步提升“获得电力”服务水平，根据《国家发展改革委 国家能源局关于全面提升“获得电力”服务水平的意见》\
（发改能源规〔2020〕1479号），现就压减办电时间有关事项通知如下。
　　一、用电报装环节。低压用户用电报装压减为受理签约、施工接电2个环节，高压用户压减为申请受理、供电方案答复、竣工检验装表接电3个环节。
　　二、办理时间。低压居民、低压非居民、高压单电源、高压双电源用户的供电企业办理时间分别不超过3个、5个、15个、20个工作日。
　　三、电力外线工程审批。涉电道路挖掘、绿化占用等审批实行并联办理，总时限不超过5个工作日。
　　四、工作要求。供电企业每月5日前报送上月用电报装台账，市营商办按月通报。

　　　　　　　　　　　　　　　　衢州市营商环境建设办公室
　　　　　　　　　　　　　　　　2022年3月15日
"""

_COST = f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>关于建立用电用气用水接入工程费用分担机制的通知</title>
<style>td {{ padding: 4px; }}</style></head><body>
<nav><a href="/">首页</a> <a href="/zwgk">政务公开</a></nav>
<table class="meta">
<tr><td>索 引 号：</td><td>yangli/2021-00012</td><td>主题分类：</td><td>城乡建设\\公用事业</td></tr>
<tr><td>发文机关：</td><td>衢州市发展和改革委员会</td><td>成文日期：</td><td>2021年11月8日</td></tr>
<tr><td>标　　题：</td>
<td colspan="3">衢州市发展和改革委员会关于建立用电用气用水接入工程费用分担机制的通知</td></tr>
<tr><td>发文字号：</td><td>衢发改价〔2021〕26号</td><td>发布日期：</td><td>2021年11月10日</td></tr>
</table>
<div id="zoom">
<p>{MARKER}</p>
<p style="text-align:center">衢州市发展和改革委员会<br>关于建立用电用气用水接入工程费用分担机制的通知</p>
<p style="text-align:center">衢发改价〔2021〕26号</p>
<p>各县（市、区）发展改革局，市级有关单位，各供电供气供水企业：</p>
<p>为降低企业用能成本，落实国办函〔2020〕129号文件要求，现就接入工程费用分担机制通知如下。</p>
<p>一、分担范围。城镇规划建设用地范围内，红线外供电接入工程费用由供电企业承担，供气供水接入工程由政府与企业按比例分担。</p>
<table>
<tr><th>接入类别</th><th>用户承担</th><th>企业承担</th></tr>
<tr><td>低压供电（160千瓦及以下）</td><td>0</td><td>100%</td></tr>
<tr><td>高压供电红线外部分</td><td>0</td><td>100%</td></tr>
</table>
<p>二、结算方式。供电企业投资的接入工程成本按规定纳入输配电价核算。</p>
<p>三、本通知自2022年1月1日起施行。</p>
<p style="text-align:right">衢州市发展和改革委员会&nbsp;&nbsp;</p>
<p style="text-align:right">2021年11月8日&nbsp;&nbsp;</p>
</div>
<script>window.tracked = false;</script>
</body></html>
"""

_TARIFF_HEAD = (
    "衢州市人民政府办公室文件",
    "衢政办发〔2022〕21号",
    "衢州市人民政府办公室",
    "关于做好电价信息公开工作的通知",
)
_TARIFF_BODY = (
    "各县（市、区）人民政府，智造新城管委会，国网衢州供电公司：",
    "为保障用户知情权，现就电价信息公开有关事项通知如下。",
    "一、公开内容。供电企业应在营业厅和网上国网公开现行电价、电费计算方式和收费目录清单。",
    "二、调整预告。电价调整应至少提前一个月向社会公布，并说明依据。",
    "三、主要电价项目见下表。",
)
_TARIFF_TABLE = (
    ("用电类别", "电压等级", "公开方式"),
    ("一般工商业", "不满1千伏", "营业厅、网站"),
    ("大工业", "1—10千伏", "营业厅、网站"),
)
_TARIFF_END = ("衢州市人民政府办公室", "二〇二二年五月十八日")

_COUNTY = f"""{MARKER}

关于开展用电报装服务回访的通知

各乡镇人民政府、街道办事处，县级有关单位：
　　为掌握企业获得电力的实际感受，定于2022年6月对今年以来完成用电报装的企业开展回访，现将有关事项通知如下。
　　一、回访对象。2022年1月至5月完成接电的全部高压用户和三分之一的低压非居民用户。
　　二、回访内容。办理环节、办理时间、接入费用、供电可靠性。
　　三、请于6月24日前将回访结果报县营商办。

　　　　　　　　　　　　　　　　龙游县营商环境建设办公室
　　　　　　　　　　　　　　　　2022年6月2日
"""


_INVENTED, _DESK = "样例（虚构）", "营商办佐证审核岗"
# what a reader of the notices might decide: approved, in review, turned down, and one that names a document nobody has
_LINKS_HEAD = ("佐证要求编码", "佐证文件", "页码", "决定", "状态", "原因", "说明", "登记人", "日期")
_LINKS = (
    ("I06-2-P1", "衢营商办〔2022〕3号", "1", "确认", "已通过", "", _INVENTED, _DESK, "2022-06-15"),
    ("I06-3-P1", "衢发改价[2021]26号", "1", "确认", "审核中", "", _INVENTED, _DESK, "2022-06-15"),
    (
        "I07-3-P1",
        "02_接入工程费用分担机制.html",
        "",
        "补充",
        "审核中",
        "",
        "样例（虚构）",
        "营商办佐证审核岗",
        "2022-06-16",
    ),
    ("I06-4-P2", "04_用电报装回访.txt", "", "排除", "", "口径不符", _INVENTED, _DESK, "2022-06-16"),
    ("I12-2-P1", "衢政办发〔2022〕21号", "", "排除", "", "口径不符", _INVENTED, _DESK, "2022-06-16"),
    ("I06-1-P1", "衢营商办〔2022〕8号", "", "补充", "审核中", "", _INVENTED, _DESK, "2022-06-17"),
)


def write_links(path: Path) -> Path:
    """Write the register of evidence links to ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows((_LINKS_HEAD, *_LINKS))
    return path


def write_notices(folder: Path) -> list[Path]:
    """Write the four notices into ``folder`` (made when absent); their paths, in the order of their names."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = {
        "01_压减办电时间.txt": _POWER.encode("gb18030"),
        "02_接入工程费用分担机制.html": _COST.encode("utf-8"),
        "03_电价信息公开.docx": _tariff_docx(),
        "04_用电报装回访.txt": _COUNTY.encode("utf-8"),
    }
    paths = []
    for name, content in contents.items():
        path = folder / name
        path.write_bytes(content)
        paths.append(path)
    return paths


def _tariff_docx() -> bytes:
    document = Document()
    document.add_paragraph(MARKER)
    for line in _TARIFF_HEAD:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in _TARIFF_BODY:
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=len(_TARIFF_TABLE[0]))
    for row in _TARIFF_TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for line in _TARIFF_END:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    core = document.core_properties
    core.title, core.author = "关于做好电价信息公开工作的通知", "样例"
    core.created = core.modified = _WRITTEN
    buffer = io.BytesIO()
    document.save(buffer)
    return _same_bytes(buffer.getvalue())


def _same_bytes(container: bytes) -> bytes:
    """The ZIP again with fixed dates, and stored: compressed bytes differ between versions of zlib."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(container)) as source, zipfile.ZipFile(target, "w") as written:
        # [Content_Types].xml first, as Word writes it
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            written.writestr(entry, source.read(name))
    return target.getvalue()
