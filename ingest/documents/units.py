"""Units behind figures, as written, and the code that the methodology has for them (seed ``unit``).

The table stands here because ``ingest`` reads no seeds; a test compares its codes with the seed.
"""

import re

# code -> names; behind ! stand the characters with which the name would be another word: 户籍, 人民
_NAMES = {
    "working_days": "个工作日 工作日 个工作天",
    "days": "个自然日 自然日 个日历日 日历天 天!然津气",
    "hours": "个小时 小时",
    "minutes": "分钟",
    "weeks": "个星期 星期 周!岁年边",
    "years": "周年 年!代度级",
    "pct": "%",
    "usd": "美元",
    "cny": "元人民币 元!旦素",
    "cny_per_usd": "元/美元",
    "us_cents_per_kwh": "美分/千瓦时",
    "points": "分!之类别部布局公支析钟",
    "ug_per_m3": "微克/立方米",
    "persons": "人!大民社保力才事均格工 名!单称录",
    "count": (
        "个!体别性 个环节 个部门 个事项 个指标 个项目 个案例 环节 事项 件!套 件次 户!籍口均 户次 例 例次 班次 车次 "
        "场次 批次 家!庭长属乡 项 条!例件款 宗 起!来 笔 份!额 张 张床位 批!准复 种!植 类!别 次!序日年要 场!所景 轮 "
        "期!间限货工 处!室长罚理 所!有在需属以 座!谈 台!账阶湾 套!餐路 辆 艘 架 栋 幢 间!隔接 门!槛 本!级市县省区办 "
        "部!门委分署队 册 篇 头 只 株 枚 组!织 支!持部行 步 层!级 站"
    ),
    "": (
        "人次 个百分点 百分点 ‰ 个月 个季度 个学期 周岁 岁 秒 千瓦时 千伏安 千伏 千瓦 兆瓦时 兆瓦 兆伏安 "
        "kWh kVA kW kV MW GB TB Mbps 平方公里 平方千米 平方米 立方米 公里 千米 厘米 毫米 米 公顷 亩 "
        "吨标准煤 标准箱 标箱 吨 公斤 千克 毫克 克!服 升!级至到 ℃ 欧元 日元 港元 英镑 车位 泊位 "
        "元/千瓦时 元/平方米 元/立方米 元/吨 元/亩 元/月 元/年 元/次 元/人 元/户 元/件 小时/户 次/户 吨/年 人/日"
    ),
}
# alone, 日 is the day of a month
_DAYS = "日(?=以?内|之内|后|以上|以下|的?期限|届满)"


def _read() -> tuple[dict[str, str | None], str]:
    codes: dict[str, str | None] = {"日": "days"}
    patterns = {"日": _DAYS}
    for code, names in _NAMES.items():
        for entry in names.split():
            name, _, guard = entry.partition("!")
            codes[name] = code or None
            patterns[name] = re.escape(name) + (f"(?![{guard}])" if guard else "")
    return codes, "(?:" + "|".join(patterns[name] for name in sorted(patterns, key=len, reverse=True)) + ")"


_CODE_OF, UNIT = _read()
# units of time: 一年 means one year, where 一个平台 means a platform
TIMES = frozenset(name for name, code in _CODE_OF.items() if code in {"working_days", "days", "hours", "minutes"}) | {
    "个星期", "星期", "周", "年", "周年", "个月", "个季度",
}  # fmt: skip


def unit_code(unit: str | None) -> str | None:
    """The methodology's code of a unit as written (``个工作日`` → ``working_days``), None where it has none."""
    return _CODE_OF.get(unit) if unit else None


def unit_codes() -> set[str]:
    """All codes that this table can give."""
    return {code for code in _CODE_OF.values() if code}
