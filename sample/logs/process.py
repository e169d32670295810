"""An invented process log in XES (IEEE 1849): setting up a company, with the beginning and end of every step."""

import random
from datetime import datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import quoteattr

import numpy as np

from sample.logs import city

_STEPS = (("名称申报", 20), ("提交材料", 15), ("核准登记", 150), ("刻制公章", 60), ("税务登记", 40), ("银行开户", 200))
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- 样例文件，内容为虚构 / invented -->
<log xes.version="1849-2016" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
"""


def write_process(path: Path, cases: int = 120, seed: int = 20220622) -> Path:
    """Write ``cases`` cases as one XES file; the same seed gives the same bytes."""
    draw = random.Random(seed)  # noqa: S311 - invented data, nothing secret
    traces = "".join(_trace(draw, number) for number in range(1, cases + 1))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{_HEAD}{traces}</log>\n", encoding="utf-8", newline="\n")
    return path


def _trace(draw: random.Random, number: int) -> str:
    lines = [
        "<trace>",
        _attribute("concept:name", f"YLKB{number:05d}"),
        _attribute("region", draw.choice(city.COUNTIES)),
    ]
    now = draw.uniform(0, (city.OFFICE_DAYS - 20) * city.OFFICE_MINUTES)
    for place, (name, minutes) in enumerate(_STEPS):
        if place == 5 and draw.random() < 0.2:
            continue  # an account can be opened later
        now += draw.lognormvariate(4, 1)
        lines += _event(draw, name, "start", now, f"{number}-{place}")
        now += minutes * draw.lognormvariate(0, 0.5)
        lines += _event(draw, name, "complete", now, f"{number}-{place}")
    return "\n".join([*lines, "</trace>\n"])


def _event(draw: random.Random, name: str, lifecycle: str, minutes: float, instance: str) -> list[str]:
    moment: datetime = city.wall_clock(np.array([minutes]))[0].item() + timedelta(seconds=draw.randrange(60))
    return [
        "<event>",
        _attribute("concept:name", name),
        _attribute("concept:instance", instance),
        _attribute("lifecycle:transition", lifecycle),
        _attribute("org:resource", f"样例经办人{draw.randrange(12):02d}"),
        _attribute("org:group", draw.choice(city.DEPARTMENTS[:6])),
        f'<date key="time:timestamp" value="{moment:%Y-%m-%dT%H:%M:%S}.000+08:00"/>',
        "</event>",
    ]


def _attribute(key: str, value: str) -> str:
    return f"<string key={quoteattr(key)} value={quoteattr(value)}/>"
