"""Names of the sheets that only the two benchmark indicators have, and what stands on them."""

DEPTH_SHEETS: dict[str, tuple[str, str]] = {
    "depth_charts": (
        "图 Charts",
        "网页上的图，附数据与可编辑的图表；其余各表的分组只列年度，全部见 tables/*.parquet"
        " / the page's pictures with their data; sheets list groups by year, all periods are in tables/*.parquet",
    ),
    "benchmark_value": ("标杆公布值 Published", "标杆城市与最优值，附出处 / published values with their source"),
    "electricity_connection_time": (
        "获得电力 用时 Time",
        "三种计时口径的办电用时与环节数，按客户分组 / connection times on three clocks, and steps",
    ),
    "electricity_stage": ("获得电力 环节 Stages", "每个环节的用时与占全程时间 / where connections wait"),
    "electricity_limit": ("获得电力 时限 Limits", "各节点对照三套时限的达标率 / nodes against three sets of limits"),
    "electricity_cost": ("获得电力 费用 Cost", "接入费用由谁承担，占人均收入多少 / who pays, and how much"),
    "electricity_reliability": (
        "获得电力 可靠性 Reliability",
        "停电时间与频次，含与不含重大事件日 / indices of reliability, with and without major event days",
    ),
    "electricity_major_event_day": (
        "获得电力 重大事件日 MED",
        "有持续停电的日子及重大事件日界限 / days with interruptions against the threshold",
    ),
    "electricity_reliability_index": (
        "获得电力 指数 Index",
        "供电可靠性和电费透明度指数：逐项得失分与原因 / the index: points won and lost, and why",
    ),
    "electricity_tariff_notice": (
        "获得电力 电价公告 Notices",
        "电价公告提前几天、可否网上查阅 / tariff notices: days ahead of their effect, and whether they are online",
    ),
    "cross_border_clearance": (
        "跨境贸易 通关 Clearance",
        "两种官方口径的通关时间，比上年、比基线 / clearance time by its two definitions",
    ),
    "cross_border_stage": ("跨境贸易 环节 Stages", "每个环节平均几小时 / where the hours of a shipment go"),
    "cross_border_rate": ("跨境贸易 比率 Rates", "提前申报、两步申报、查验等比率 / rates of declarations"),
    "cross_border_simulation": (
        "跨境贸易 测算 Simulation",
        "采取措施后用时、得分、名次 / what a measure would be worth",
    ),
    "cross_border_charge": ("跨境贸易 收费 Charges", "每箱口岸收费、清单外收费 / port charges against the lists"),
    "cross_border_compliance": (
        "跨境贸易 合规 Compliance",
        "世行口径八项合规时间与费用，与计分值对照 / the eight components beside the scored values",
    ),
    "cross_border_compliance_part": ("跨境贸易 合规组成 Parts", "八项由哪些部分组成 / what components are made of"),
    "cross_border_broker_survey": (
        "跨境贸易 代理调查 Brokers",
        "报关代理所述单证耗时与费用 / hours and fees on paper as brokers tell them",
    ),
    "cross_border_refund": ("跨境贸易 退税 Refunds", "出口退税用时，按企业类别 / export refunds by class of firm"),
    "cross_border_aeo": ("跨境贸易 AEO", "高级认证企业通关快多少 / what AEO certification is worth"),
    "cross_border_aeo_firm": ("跨境贸易 AEO企业 Firms", "期末认证企业数 / certified firms at the end of a period"),
}
