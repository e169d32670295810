"""Every word the office sees for a code: Chinese first, the code beside it."""

import re
from collections.abc import Callable

from release.depth.codes import DEPTH_CODES
from release.evidence_sheets import EVIDENCE_CODES

STATISTICS: dict[str, str] = {
    "median": "中位数", "mean": "平均数", "value": "单值", "share": "占比", "count": "计数", "ratio": "比值",
    "sum": "合计", "points": "得分点合计", "share_of_points": "得分点占比", "weighted_mean": "加权平均",
    "mean_of_parts": "分项平均",
}  # fmt: skip

ROUTES: dict[str, str] = {
    "log": "系统日志", "statistic": "统计数据", "checklist": "清单核查", "survey": "问卷调查", "reported": "部门填报",
}  # fmt: skip

# What a conflict sets against each other: routes, or a score as computed and as a report has it.
COMPARED: dict[str, str] = ROUTES | {"computed": "计算得分", "reported": "报告得分"}

LEVER_NOTES: dict[str, str] = {
    "full_marks": "已满分",
    "not_counted": "所在指标未计分",
    "no_peers": "无同组可比",
    "inside_benchmark": "已在标杆之列",
    "no_higher_place": "无更高位次",
    "out_of_reach": "凭此一项不可达",
}

# Codes of different columns never collide in meaning, except that `status` is used for values and for gaps.
CODES: dict[str, dict[str, str]] = {
    "rank_note": {
        "not ranked in this set": "本体系不排名", "no score: too little weight covered": "权重覆盖不足,无得分",
        "no peer has a score": "没有可比的得分",
    },
    "peer_group": {
        "prefecture_cities": "地级市", "counties_of_quzhou": "全市各县(市、区)", "sub_provincial_cities": "副省级城市",
        "economies": "经济体", "cities_of_two_city_economies": "双城市经济体的城市",
    },
    "decision": {"used: a": "采用甲", "scored: a": "按甲计分"},
    "precedence_rule": {
        "the vintage received last is used": "采用最后收到的版本",
        "the route that the catalogue names first is scored": "按目录中排在最前的途径计分",
        "the computed score is used; the reported one is never an input": "采用计算得分,报告得分只作对照",
    },
    "comparison": {"same_thing": "同一口径,相互矛盾", "other_method": "途径不同,供参考"},
    "severity": {"red": "红", "amber": "黄", "info": "提示"},
    "status": {
        "open": "未关闭", "closed": "已关闭", "waived": "已豁免",
        # the words of the seed observation_status
        "A": "正常值", "P": "初步值", "E": "估计值", "B": "序列中断", "U": "待核实", "O": "缺失", "L": "存在但未收集",
        "M": "不适用", "Q": "已隐去", "NP": "无此做法或未提供",
    },
    "route": ROUTES, "source_a": COMPARED, "source_b": COMPARED,
    "statistic": STATISTICS,
    "weighting": {"frame": "按抽样框加权", "none": "未加权"},
    "level": {"overall": "总分", "indicator": "一级指标", "measure": "二级指标", "set": "体系"},
    "target_kind": {"enter_benchmark": "进入标杆", "improve_rank": "争先进位", "reference": "参考"},
    "score_basis": {
        "own": "按数值计分", "parts": "分地区得分加权", "sub_measures": "下级分项平均",
        "no_practice": "无此做法,计0分",
        "not_applicable": "不适用,不计入", "missing": "缺失,不计分", "no_frontier": "无前沿值,不计分",
        "held": "待核实,不计分",
    },
    "state": {
        "never": "从未报送", "on_time": "按时", "late": "逾期", "no_promise": "无约定周期",
        "missing": "缺证明", "proposed": "待确认", "out_of_window": "不在有效期",
        "answered": "已答", "no_practice": "无此做法", "not_applicable": "不适用", "open": "未答",
        "invalid": "答复无效",
    },
    "note": LEVER_NOTES, "benchmark_note": LEVER_NOTES, "overall_note": LEVER_NOTES,
    "certainty": {
        "sourced": "有出处", "derived": "推算", "assumed": "暂定", "A": "与世行指标对应", "B": "公开清单常见",
        "C": "为补足总数而选",
    },
    # the codes of an item and of a region where a log names none, or where the row is of all items
    "item_code": {"all": "全部", "unstated": "未注明", "hv": "高压", "lv": "低压"},
    "region_code": {"unstated": "未注明"},
    "method": {
        "figure as delivered": "按报送数值", "denominator": "分母", "discount rate": "折现率", "weights": "权重",
        "points of the checklist": "清单得分点", "figure of the checklist": "清单填报数值",
        "evidence of the checklist": "清单佐证材料", "mean of the parts that apply": "适用分项平均",
        "what covers the list": "覆盖清单的检查",
        "what the working days were counted from": "据以计算工作日的事项",
        "duration and frequency of outages": "停电时长与频次", "customers served": "供电用户数",
        "tariff notices": "电价公告",
        "enforcement of the disputes": "各案的执行", "mean of the parts": "分项平均",
    },
    "outcome": {
        "written": "已入库", "duplicate": "重复文件", "unmatched": "无法识别", "ambiguous": "归属不明",
        "unreadable": "无法读取",
        "refused": "拒收", "withdrawn": "已撤回",
    },
}  # fmt: skip
for _column, _words in (DEPTH_CODES | EVIDENCE_CODES).items():
    CODES.setdefault(_column, {}).update(_words)

# What lineage says of a place in a file and of a method, in the words of the people who look it up there.
_PHRASES: dict[str, tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = {
    "locator": (
        (re.compile(r"^row (\d+)"), lambda found: f"第 {found[1]} 行 row"),
        (re.compile(r"^page ([^,]+)"), lambda found: f"第 {found[1]} 页 page"),
        (
            re.compile(r"^(\d+) ([a-z ]+), (.+) to (.+)$"),
            lambda found: f"{found[1]} 件 {found[2]}，{found[3]} 至 to {found[4]}",
        ),
        (re.compile(r"^(\d+) answers$"), lambda found: f"{found[1]} 个答案 answers"),
        (re.compile(r"^strata$"), lambda _: "各层 strata"),
    ),
    "method": (
        (re.compile(r"^(.+) over cases$"), lambda found: f"按办件 {shown('statistic', found[1])} over cases"),
        (
            re.compile(r"^(.+) over respondents$"),
            lambda found: f"按答卷 {shown('statistic', found[1])} over respondents",
        ),
        (
            re.compile(r"^figure as delivered, converted from (.+)$"),
            lambda found: f"按报送数值换算，原单位 converted from {found[1]}",
        ),
    ),
}


def shown(column: str, value: object) -> object:
    """Code with its Chinese word in front (`红 red`); what is no known code comes back unchanged."""
    if not isinstance(value, str):
        return value
    word = CODES.get(column, {}).get(value)
    if word is not None:
        return f"{word} {value}"
    for pattern, words in _PHRASES.get(column, ()):
        if pattern.search(value):
            return pattern.sub(words, value)
    return value
