"""Chinese words for the codes that only the two benchmark indicators have."""

_CLOCKS: dict[str, str] = {
    "supplier": "供电企业计时", "whole_process": "办电全程", "permit": "外线行政许可",
    "approval": "受理至核准", "payment": "受理至退库到账",
}  # fmt: skip
_STAGES: dict[str, str] = {
    "plan": "供电方案答复", "design_review": "设计审查", "works": "用户设计与施工", "mid_check": "中间检查",
    "check": "竣工检验", "connect": "装表接电", "permit": "外线行政许可", "external_works": "外部工程施工",
    "rest": "其余等待", "supplier": "供电企业全部环节", "all": "全部节点",
    "declaration": "到港(运抵)后申报", "acceptance": "接受申报", "inspection": "查验", "tax": "缴税",
    "release": "放行", "removal": "提离", "departure": "装运离港",
}  # fmt: skip
_REASONS: dict[str, str] = {
    "too_few": "件数不足", "no_inspection": "没有查验", "field_absent": "该字段未填报", "already_reached": "已达到",
    "no_comparison": "没有可比单", "no_gain_seen": "未见缩短",
    "no_source": "没有来源", "part_unknown": "某组成部分不详", "no_exchange_rate": "缺汇率",
    "no_customers_served": "缺供电用户数", "no_threshold": "缺重大事件日界限",
    "measure_not_scored": "二级指标未计分", "topic_not_scored": "一级指标未计分",
    "scored_by_another_figure": "按另一数值计分", "profile_only": "只含标准情形", "other_source": "来源不同",
    "by_container": "按箱计", "inspection_below_share": "查验占比未达门槛", "part_below_share": "某部分占比未达门槛",
    "longest_beside": "并行部分取最长", "typical_inspection": "取典型查验", "mean_of_parts": "各部分平均之和",
}  # fmt: skip

DEPTH_CODES: dict[str, dict[str, str]] = {
    "period_kind": {"year": "年", "quarter": "季", "month": "月", "rolling_year": "滚动十二个月"},
    "group_kind": {
        "all": "全部", "voltage": "电压等级", "class": "客户类别", "source_count": "电源数", "profile": "标准情形",
        "lane": "通关地", "transport_mode": "运输方式", "supervision_mode": "监管方式", "company_size": "企业规模",
        "aeo": "企业信用", "inspection": "是否查验", "place": "企业属地", "customs_district": "申报关区",
        "border_port": "进出境关别", "port": "口岸", "feeder": "线路", "area_class": "地区特征",
        "packing": "装箱方式", "preparer": "制单人",
    },
    "group_code": {
        "all": "全部", "lv": "低压", "hv": "高压", "single": "单电源", "dual": "双电源", "resident": "居民",
        "hv_dual": "高压双电源", "hv_single": "高压单电源", "lv_three_zero": "低压“三零”", "lv_other": "其他低压",
        "doing_business": "世行案例", "unknown": "不详", "unstated": "未注明",
        "centre": "市中心区", "urban": "市区", "town": "城镇", "rural": "农村",
        "mv": "中压", "home": "本地关区", "ningbo": "宁波", "shanghai": "上海", "other": "其他", "aeo": "高级认证企业",
        "air": "航空", "rail": "铁路", "road": "公路", "water": "水路", "mail": "邮件", "inspected": "查验",
        "not_inspected": "未查验", "large": "大型企业", "medium": "中型企业", "small": "小型企业", "micro": "微型企业",
        "registered_here": "本市企业", "registered_elsewhere": "外地企业", "no_code": "无有效信用代码",
        "broker": "报关行", "forwarder": "货代", "firm": "企业自办", "full_container": "整箱", "part_container": "拼箱",
        "loose": "散货",
    },
    "clock": _CLOCKS,
    "day_kind": {"work_days": "工作日", "calendar_days": "自然日", "work": "工作日", "calendar": "自然日"},
    "owner": {
        "supplier": "供电企业", "customer": "用户", "government": "政府部门", "shared": "多方", "nobody": "无人负责",
    },
    "limit_set": {
        "sg186": "供电企业考核", "supervision": "供电监管办法", "national_2022": "2022年底国家目标",
    },
    "stage_code": _STAGES, "node_code": _STAGES,
    "scope": {
        "all": "全部停电", "without_external": "不计外部影响", "without_limit": "不计系统电源不足限电",
        "fault": "故障停电", "planned": "预安排停电", "limit": "限电",
    },
    "med": {"with": "含重大事件日", "without": "剔除重大事件日"},
    "kind": {"points": "得分项", "derived": "推算项", "input": "输入值", "index": "指数合计"},
    "basis": {"log": "停电日志", "checklist": "清单填报", "register": "公告台账"},
    "notice_kind": {
        "sales_price": "销售电价", "agency_price": "代理购电价格", "network_price": "输配电价",
        "time_of_use": "峰谷分时", "surcharge": "政府性基金及附加", "service_charge": "收费项目",
    },
    "customer_class": {
        "all": "全部用户", "resident": "居民", "business": "工商业", "small_business": "一般工商业",
        "large_industry": "大工业", "agriculture": "农业",
    },
    "flow": {"export": "出口", "import": "进口", "unknown": "未注明"},
    "definition_code": {"overall": "货物整体通关时间", "logistics": "通关物流全程时间"},
    "baseline_kind": {"own": "本地基线", "reference": "全国基线", "none": "无基线"},
    "component": {"border": "边境合规", "documentary": "单证合规"},
    "quantity": {"time": "耗时", "cost": "费用"},
    "source_code": {
        "customs_declaration": "报关单日志", "port_charge": "口岸收费明细", "broker_survey": "报关代理调查",
        "enterprise_survey": "企业问卷",
    },
    "firm_class": {
        "all": "全部", "class_1": "一类", "class_2": "二类", "class_3": "三类", "class_4": "四类", "unknown": "不详",
    },
    "aeo_level": {"advanced": "高级认证", "general": "一般", "discredited": "失信"},
    "reason": _REASONS, "difference_reason": _REASONS, "score_reason": _REASONS,
    "state": {
        "counted": "计入", "below_share": "占比未达门槛，不计", "shorter_beside": "并行较短，不计", "unknown": "不详",
    },
    "unit": {"days": "天", "hours": "小时", "usd": "美元", "cny": "元"},
}  # fmt: skip
