"""Every word the office sees for a column or a code, in one place: Chinese first, English beside it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """How one column is shown: Chinese head, width in characters, Excel number format (None: as it is)."""

    zh: str
    width: int = 12
    number_format: str | None = None


SCORE, POINTS, SHARE, PERCENT, WHOLE, DAY = "0.00", "0.000", "0.0000", "0.0%", "#,##0", "yyyy-mm-dd"

COLUMNS: dict[str, Label] = {
    "indicator_set": Label("指标体系", 20),
    "period": Label("期间", 9),
    "region_code": Label("地区代码", 11),
    "region_name_zh": Label("地区", 14),
    "indicator_code": Label("一级指标代码", 9),
    "indicator_name_zh": Label("一级指标", 18),
    "measure_code": Label("二级指标代码", 20),
    "measure_name_zh": Label("二级指标", 26),
    "level": Label("层级", 16),
    "code": Label("代码", 18),
    "name_zh": Label("名称", 24),
    "value": Label("数值", 12),
    "unit": Label("单位", 14),
    "unit_name_zh": Label("计量单位", 12),
    "status": Label("状态", 12),
    "best": Label("最优值", 10),
    "worst": Label("最差值", 10),
    "score": Label("得分", 10, SCORE),
    "score_basis": Label("得分依据", 26),
    "weight": Label("权重", 9, SHARE),
    "effective_weight": Label("实际权重", 9, SHARE),
    "weight_covered": Label("已覆盖权重", 10, SHARE),
    "n": Label("样本数", 10, WHOLE),
    "route": Label("取数方式", 16),
    "statistic": Label("统计量", 14),
    "department_code": Label("部门代码", 20),
    "department_name_zh": Label("责任部门", 20),
    "peer_group": Label("比较组", 20),
    "rank": Label("排名", 8, WHOLE),
    "rank_of": Label("参评数", 8, WHOLE),
    "rank_note": Label("排名说明", 24),
    "target_kind": Label("目标类型", 18),
    "target_gap": Label("距目标", 10, SCORE),
    "benchmark_gap": Label("距标杆", 10, SCORE),
    "points_to_second": Label("距第二名", 10, SCORE),
    "points_to_first": Label("距第一名", 10, SCORE),
    "places_to_second": Label("距第二名位次", 10, WHOLE),
    "places_to_first": Label("距第一名位次", 10, WHOLE),
    "score_previous": Label("上年得分", 10, SCORE),
    "rank_previous": Label("上年排名", 9, WHOLE),
    "score_change": Label("得分变化", 10, SCORE),
    "previous_period": Label("上年期间", 9),
    "measure_score_previous": Label("上年二级指标得分", 12, SCORE),
    "measure_score": Label("二级指标得分", 11, SCORE),
    "share_previous": Label("上年占比", 10, SHARE),
    "share": Label("占比", 10, SHARE),
    "own": Label("自身表现", 10, POINTS),
    "coverage": Label("覆盖变化", 10, POINTS),
    "points_per_unit": Label("每单位得分", 11, POINTS),
    "overall_points_per_unit": Label("每单位总分", 11, "0.00000"),
    "least_change": Label("进一位需变化", 12),
    "value_needed": Label("进一位需达到", 12),
    "note": Label("进一位说明", 26),
    "benchmark_least_change": Label("进标杆需变化", 12),
    "benchmark_value_needed": Label("进标杆需达到", 12),
    "benchmark_note": Label("进标杆说明", 26),
    "overall_least_change": Label("总分进一位需变化", 14),
    "overall_value_needed": Label("总分进一位需达到", 14),
    "overall_note": Label("总分进一位说明", 26),
    "value_id": Label("数值编号", 30),
    "source_id": Label("数据来源", 24),
    "file_name": Label("文件", 34),
    "file_sha256": Label("文件指纹", 20),
    "locator": Label("位置(行/单元格/页)", 28),
    "method": Label("计算方法", 28),
    "item_name_zh": Label("清单项", 36),
    "scoring_zh": Label("计分规则", 44),
    "state": Label("答复情况", 20),
    "points": Label("得分点", 9, "0.0#"),
    "max_points": Label("满分点", 9, "0.0#"),
    "figure": Label("填报数值", 10),
    "evidence": Label("佐证材料", 30),
    "evidence_page": Label("佐证页码", 10),
    "documents_named": Label("所列佐证份数", 11, WHOLE),
    "documents_delivered": Label("已报送份数", 11, WHOLE),
    "row_number": Label("行号", 8, WHOLE),
    "estimate": Label("估计值", 11, "0.00"),
    "interval_low": Label("95%区间下限", 11, "0.00"),
    "interval_high": Label("95%区间上限", 11, "0.00"),
    "minimum_n": Label("最少样本数", 10, WHOLE),
    "asked": Label("受访数", 9, WHOLE),
    "mean": Label("未加权平均", 11, "0.00"),
    "weighting": Label("加权方式", 16),
    "redistributed_weight": Label("重新分配的权重", 13, PERCENT),
    "conflict_id": Label("冲突编号", 18),
    "source_a": Label("来源甲", 20),
    "file_a": Label("文件甲", 26),
    "value_a": Label("数值甲"),
    "source_b": Label("来源乙", 20),
    "file_b": Label("文件乙", 26),
    "value_b": Label("数值乙"),
    "comparison": Label("可比性", 22),
    "difference": Label("差异", 12, "0.0000"),
    "tolerance": Label("容差", 10),
    "precedence_rule": Label("取舍规则", 26),
    "decision": Label("处理结论", 26),
    "reported_score": Label("报告得分", 11, "0.0000"),
    "computed_score": Label("计算得分", 11, "0.0000"),
    "reported_rank": Label("报告排名", 9, WHOLE),
    "source_name_zh": Label("系统日志", 20),
    "item_code": Label("事项", 20),
    "n_decided": Label("作出决定件数", 11, WHOLE),
    "mean_work_days": Label("平均工作日", 10, "0.00"),
    "median_work_days": Label("中位工作日", 10, "0.0"),
    "p90_work_days": Label("九成内工作日", 11, "0.0"),
    "median_calendar_days": Label("全程中位自然日", 12, "0.0"),
    "p90_calendar_days": Label("全程九成内自然日", 13, "0.0"),
    "on_time_share": Label("按时率", 9, PERCENT),
    "early_share": Label("提前率", 9, PERCENT),
    "instant_share": Label("即办率", 9, PERCENT),
    "online_share": Label("网办率", 9, PERCENT),
    "first_pass_share": Label("一次通过率", 10, PERCENT),
    "withdrawn_share": Label("撤回率", 9, PERCENT),
    "refused_share": Label("不予办理率", 10, PERCENT),
    "mean_corrections": Label("平均补正次数", 11, "0.00"),
    "mean_steps": Label("平均环节数", 10, "0.00"),
    "paused": Label("暂停中", 9, WHOLE),
    "overdue": Label("已超期", 9, WHOLE),
    "median_age_days": Label("在办中位天数", 11, "0.0"),
    "p90_age_days": Label("在办九成内天数", 12, "0.0"),
    "oldest_age_days": Label("最久在办天数", 11, WHOLE),
    "gap_id": Label("缺口编号", 22),
    "gap_code": Label("缺口类型", 20),
    "severity": Label("严重程度", 11),
    "title_zh": Label("缺口", 34),
    "title_en": Label("缺口(英文)", 30),
    "detail": Label("具体情况", 44),
    "remedy_zh": Label("怎么办", 40),
    "remedy_en": Label("怎么办(英文)", 36),
    "due_date": Label("办结期限", 12, DAY),
    "points_at_stake": Label("涉及分值", 11, POINTS),
    "first_seen": Label("首次发现", 12, DAY),
    "last_seen": Label("最近发现", 12, DAY),
    "waiver": Label("豁免", 24),
    "handling_status": Label("处理状态", 18),
    "handler": Label("办理人", 12),
    "handling_note": Label("办理说明", 40),
}

HANDLING_STATUSES: tuple[str, ...] = (
    "待处理 to do",
    "处理中 in progress",
    "已补报 supplied",
    "申请豁免 waiver asked",
    "有异议 disputed",
)

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
        "open": "未关闭", "closed": "已关闭", "waived": "已豁免", "A": "正常", "P": "初步", "E": "估计",
        "B": "口径变化",
        "U": "待核", "O": "缺数", "L": "有数未采集", "M": "不适用", "Q": "不公开", "NP": "无此实践",
    },
    "route": {"log": "系统日志", "statistic": "统计数据", "checklist": "清单核查", "survey": "问卷调查",
    "reported": "部门填报"},
    "statistic": {"median": "中位数", "mean": "平均数", "value": "单值", "share": "占比", "count": "计数",
    "ratio": "比值", "sum": "合计", "points": "得分点合计", "share_of_points": "得分点占比",
    "weighted_mean": "加权平均", "mean_of_parts": "分项平均"},
    "weighting": {"frame": "按抽样框加权", "none": "未加权"},
    "level": {"overall": "总分", "indicator": "一级指标", "measure": "二级指标", "set": "体系"},
    "target_kind": {"enter_benchmark": "进入标杆", "improve_rank": "争先进位", "reference": "参考"},
    "score_basis": {
        "own": "按数值计分", "parts": "分地区得分加权", "sub_measures": "下级分项平均",
        "no_practice": "无此实践,计0分",
        "not_applicable": "不适用,不计入", "missing": "缺数,不计分", "no_frontier": "无前沿值,不计分",
        "held": "待核,不计分",
    },
    "state": {
        "never": "从未报送", "on_time": "按时", "late": "逾期", "no_promise": "无约定周期",
        "missing": "缺证明", "proposed": "待确认", "out_of_window": "不在有效期",
        "answered": "已答", "no_practice": "无此做法", "not_applicable": "不适用", "open": "未答",
        "invalid": "答复无效",
    },
    "note": LEVER_NOTES, "benchmark_note": LEVER_NOTES, "overall_note": LEVER_NOTES,
    "outcome": {
        "written": "已入库", "duplicate": "重复文件", "unmatched": "无法识别", "ambiguous": "归属不明",
        "unreadable": "无法读取",
        "refused": "拒收",
    },
}  # fmt: skip

SHEETS: dict[str, tuple[str, str]] = {
    "read_me": ("读我 Read me", "怎样读这本工作簿 / how to read this workbook"),
    "summary": (
        "总览 Summary",
        "各体系、期间、地区的总分与一级指标得分、排名 / overall and indicator scores and ranks",
    ),
    "measures": ("指标", "二级指标:数值、最优与最差值、得分公式 / measures with a live score formula"),
    "lever": (
        "提分空间 Levers",
        "重点地区及其下辖地区:每单位值多少分,进一位、进标杆、总分进一位至少要变化多少(其余不变)"
        " / what a unit is worth, and the least change that wins a place or enters the benchmarks",
    ),
    "score_change": (
        "得分变化 Score change",
        "重点地区及其下辖地区与上年同期相比:自身表现与覆盖变化逐项相加等于得分变化;ALL 为总分"
        " / why scores differ from a year before: the parts add up to the change; ALL is the overall score",
    ),
    "checklist": (
        "清单得分 Checklists",
        "每个清单项的得分、规则与佐证 / points, rule and evidence of every item",
    ),
    "survey": ("问卷结果 Surveys", "样本数、加权平均与置信区间 / answers, weighted means and intervals"),
    "lineage": ("数据来源 Lineage", "每个数值出自哪个文件、哪个位置 / the file and place behind every value"),
    "conflict": ("冲突 Conflicts", "两个来源数值不一致之处及处理 / values on which two sources disagree"),
    "reported": ("报告值对照 Reported", "报告得分与本系统计算得分的差异 / reported against computed scores"),
    "case_statistic": (
        "办件时效 Case times",
        "各系统日志按年、按地区、按事项:件数、用时、按时率;样本过少的不显示"
        " / finished cases by year, region and item; withheld where too few",
    ),
    "case_backlog": ("在办件 Open cases", "尚未办结的办件:件数、已等天数、超期数 / cases still open, and how old"),
    "gaps": (
        "缺口清单 Gaps",
        "未关闭的缺口,按严重程度、涉及分值排列 / open gaps by severity, then points at stake",
    ),
    "closed": ("已关闭 Closed", "已关闭或已豁免的缺口 / gaps closed or waived"),
}


def shown(column: str, value: object) -> object:
    """Code with its Chinese word in front (`红 red`); what is no known code comes back unchanged."""
    word = CODES[column].get(value) if column in CODES and isinstance(value, str) else None
    return f"{word} {value}" if word else value
