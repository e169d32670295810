"""Bodies that issue documents: what looks like one, and its level of government."""

import re

from ingest.documents.model import squeeze

_SUFFIX = "院|厅|局|委|办|部|署|会|处|室|科|队|中心|政府|公司|银行|支行|分行|学校|大学|小组|专班|海关|政协|人大|新区"
_BODY = re.compile(rf"[\u4e00-\u9fffA-Za-z（）()·]{{1,38}}?(?:{_SUFFIX})(?:[（(][\u4e00-\u9fff]{{1,12}}[）)])?")
_NOT_A_BODY = re.compile(
    "^(?:附|抄送|抄报|主送|签发|联系|第.{1,3}[章节条]|[一二三四五六七八九十]+、|[（(]|关于|各|本)|以及|关于|的$"
)

# Zhejiang's county-level cities: 市 in the name, county in rank (GB/T 2260)
_COUNTY_CITY = re.compile(
    "(?:江山|建德|余姚|慈溪|瑞安|乐清|龙港|海宁|平湖|桐乡|诸暨|嵊州|兰溪|义乌|东阳|永康|玉环|温岭|临海|龙泉)市"
)
_PREFECTURES = "杭州|宁波|温州|嘉兴|湖州|绍兴|金华|衢州|舟山|台州|丽水"
_MUNICIPALITIES = re.compile("^(?:国家税务总局|国网|中共|中国人民银行)?(?:北京|上海|天津|重庆)市?")
_COUNTY = re.compile(
    r"[\u4e00-\u9fff]县|^县|智造新城|[\u4e00-\u9fff]旗|^区(?!域)|"
    r"[\u4e00-\u9fff](?<!自治)(?<!地)(?<!行政)(?<!开发)(?<!园)(?<!社)(?<!景)(?<!小)(?<!试验)(?<!示范)(?<!保护)区(?!域)"
)
_CITY = re.compile(rf"(?<!城)市(?!场)|(?:{_PREFECTURES})|[\u4e00-\u9fff]{{2}}(?:地区|自治州|盟)")
_PROVINCE = re.compile(r"省|自治区|特别行政区|生产建设兵团")
_NATIONAL = re.compile(
    "^(?:国务院|中共中央|中央|全国|国家|中华人民共和国|最高人民|海关总署|中国(?![（(])|审计署)|总局$|^(?:外交|国防|教育|科学技术"
    "|工业和信息化|公安|国家安全|民政|司法|财政|人力资源和?社会保障|自然资源|生态环境|住房和?城乡建设|交通运输|水利|农业农村"
    "|商务|文化和旅游|应急管理)部(?:办公厅|、|$)"
)

_PARTY = re.compile(
    "^(?:中国共产党|中共|政协|中国人民政治协商会议|共青团|国家税务总局|国网|中国人民银行|国家统计局|中华人民共和国)"
)
_PROVINCE_NAME = re.compile("^[\u4e00-\u9fff]{2,8}?(?:省|自治区|特别行政区|生产建设兵团)")
_CITY_NAME = re.compile("^[\u4e00-\u9fff]{2,8}?(?:市(?!场)|自治州|盟|地区)")
_COUNTY_NAME = re.compile("^[\u4e00-\u9fff]{1,8}?(?:县|旗|新城|市(?!场)|区(?!域))")


def is_body(text: str) -> bool:
    """Whether a short line names an issuing body: no sentence, no heading, and it ends as bodies do."""
    name = squeeze(text)
    return 2 <= len(name) <= 40 and bool(_BODY.fullmatch(name)) and not _NOT_A_BODY.search(name)


def bodies_of(line: str) -> list[str]:
    """The bodies a signature line names: several may stand side by side, the letters of one apart."""
    parts = line.split()
    if len(parts) > 1 and all(len(part) > 2 and is_body(part) for part in parts):
        return [squeeze(part) for part in parts]
    return [squeeze(line)] if is_body(line) else []


def level_of(issuer: str | None) -> str:
    """``national``, ``province``, ``city``, ``county`` or ``unknown``, by the (first) issuer's name.

    The smallest place in the name decides: the tax bureau 国家税务总局衢州市税务局 is a city's. A
    municipality directly under the central government ranks as a province.
    """
    if not issuer:
        return "unknown"
    name = squeeze(issuer).split("、")[0]
    if _COUNTY.search(name) or _COUNTY_CITY.search(name):
        return "county"
    name = _MUNICIPALITIES.sub("省", name)
    for level, pattern in (("city", _CITY), ("province", _PROVINCE), ("national", _NATIONAL)):
        if pattern.search(name):
            return level
    return "unknown"


def place_of(issuer: str | None) -> str | None:
    """The place that the (first) issuer's name holds, as text: 衢州市, 龙游县, 浙江省; 全国 for national bodies.

    Its level is that of :func:`level_of`; None when the name holds no place (市财政局 does not say of which city).
    """
    level = level_of(issuer)
    if not issuer or level in ("national", "unknown"):
        return "全国" if level == "national" else None
    name = _PARTY.sub("", squeeze(issuer).split("、")[0])
    if municipality := re.match("(北京|上海|天津|重庆)市?", name):
        if level == "province":
            return f"{municipality[1]}市"
        name = name[municipality.end() :]
    province = _PROVINCE_NAME.match(name)
    if level == "province":
        return province[0] if province else None
    name = name[province.end() :] if province else name
    if prefecture := re.match(f"(?:{_PREFECTURES})市?", name):
        if level == "city":
            return prefecture[0].removesuffix("市") + "市"
        name = name[prefecture.end() :]
    city = _CITY_NAME.match(name)
    if level == "city":
        return city[0] if city else None
    if city and not _COUNTY_CITY.match(name) and _COUNTY_NAME.match(name[city.end() :]):
        name = name[city.end() :]
    county = _COUNTY_NAME.match(name)
    return county[0] if county else None
