"""What cities of a province typically publish for each measure: the invented figures scatter around it.

Measures that national law decides (the rights of creditors and shareholders, the framework of insolvency) are the same
everywhere: the points that Doing Business 2020 published for China.
"""

import random
from typing import NamedTuple


class Typical(NamedTuple):
    """``unit`` as a card writes it; ``spread``: standard deviation over ``mean``; ``most``: the end of the scale."""

    unit: str
    mean: float
    spread: float
    digits: int
    most: float = float("inf")

    def drawn(self, source: random.Random) -> str:
        """A figure around the mean, as its publisher writes it."""
        value = self.mean * (1 + self.spread * source.gauss(0, 1))
        return f"{min(max(value, self.mean / 2), self.most):.{self.digits}f}"


def _share(mean: float, spread: float, digits: int = 1) -> Typical:
    return Typical("%", mean, spread, digits, 100)


def _index(mean: float, spread: float = 0.05, most: float = 100, digits: int = 1) -> Typical:
    return Typical("指数", mean, spread, digits, most)


TYPICAL = {
    "I01-1": Typical("个", 2.2, 0.3, 1), "I01-2": Typical("工作日", 1.2, 0.4, 1),
    "I01-3": Typical("人均收入的%", 0.2, 0.5, 2), "I01-4": _index(78, 0.1),
    "I02-1": _index(84), "I02-2": _index(82), "I02-3": _index(80), "I02-4": Typical("周工资", 24, 0.1, 1),
    "I02-5": _index(84),
    "I03-1": Typical("个", 11, 0.2, 0), "I03-2": Typical("工作日", 45, 0.25, 1),
    "I03-3": Typical("仓库价值的%", 2.1, 0.3, 2), "I03-4": _index(13, 0.06, 15, 0), "I03-5": _index(82),
    "I04-1": _index(88), "I04-2": Typical("天", 28, 0.2, 1), "I04-3": Typical("天", 12, 0.3, 1), "I04-4": _index(82),
    "I04-5": Typical("天", 6, 0.4, 1), "I04-6": Typical("天", 14, 0.3, 1),
    "I05-1": _share(90, 0.06), "I05-2": _share(70, 0.2), "I05-3": _share(45, 0.25), "I05-4": _index(85),
    "I06-1": Typical("个", 3.4, 0.12, 1), "I06-2": Typical("天", 26, 0.25, 1),
    "I06-3": Typical("人均收入的%", 60, 0.4, 1), "I06-4": _index(7, 0.1, 8, 0), "I06-5": _index(86),
    "I07-1": Typical("个", 3.2, 0.2, 1), "I07-2": Typical("工作日", 7, 0.3, 1),
    "I07-3": Typical("人均收入的%", 20, 0.5, 1), "I07-4": _index(82),
    "I08-1": Typical("个", 2, 0.3, 1), "I08-2": Typical("工作日", 1.5, 0.4, 1),
    "I08-3": Typical("财产价值的%", 3.3, 0.1, 2), "I08-4": _index(24, 0.06, 30), "I08-5": _index(86),
    "I09-1": _index(4, 0, 12, 0), "I09-2": _index(8, 0, 8, 0), "I09-3": _share(82, 0.08), "I09-4": _share(76, 0.1),
    "I10-1": _index(10, 0, 10, 0), "I10-2": _index(4, 0, 10, 0), "I10-3": _index(5, 0, 10, 0),
    "I10-4": _index(5, 0, 6, 0), "I10-5": _index(6, 0, 7, 0), "I10-6": _index(6, 0, 7, 0),
    "I11-1": Typical("件/万人", 24, 0.35, 2), "I11-2": _index(83), "I11-3": Typical("个", 9, 0.35, 0),
    "I11-4": Typical("元", 4.5e9, 0.4, 0),
    "I12-1": Typical("小时", 14, 0.3, 1), "I12-2": Typical("美元", 150, 0.25, 1), "I12-3": Typical("小时", 6, 0.3, 1),
    "I12-4": Typical("美元", 60, 0.25, 1), "I12-5": Typical("小时", 26, 0.3, 1), "I12-6": Typical("美元", 210, 0.2, 1),
    "I12-7": Typical("小时", 9, 0.3, 1), "I12-8": Typical("美元", 70, 0.25, 1), "I12-9": _index(80),
    "I13-1": Typical("次", 7, 0.1, 0), "I13-2": Typical("小时", 105, 0.15, 0), "I13-3": Typical("利润的%", 57, 0.04, 1),
    "I13-4-a": Typical("小时", 6, 0.3, 1), "I13-4-b": Typical("周", 3.5, 0.3, 1),
    "I13-4-c": Typical("小时", 3, 0.3, 1), "I13-4-d": Typical("周", 4, 0.3, 1),
    "I14-1": Typical("天", 320, 0.2, 0), "I14-2": Typical("索赔额的%", 15, 0.15, 1), "I14-3": _index(16.5, 0, 18),
    "I15-1": Typical("年", 1.3, 0.25, 1), "I15-2": Typical("破产财产价值的%", 14, 0.25, 1),
    "I15-3": Typical("每一元债权收回的分数", 42, 0.2, 1), "I15-4": _index(13.5, 0, 16),
    "I16-1": _share(95, 0.03), "I16-2": _share(92, 0.04), "I16-3": _index(88), "I16-4": _index(85),
    "I16-5": _share(95, 0.03),
    "I17-1": _index(90, 0.03), "I17-2-a": _share(14, 0.25), "I17-2-b": _share(74, 0.08), "I17-2-c": _share(64, 0.08),
    "I17-3": _share(98, 0.008), "I17-4": _share(95, 0.03),
    "I18-1-a": Typical("户/万人", 95, 0.2, 1), "I18-1-b": _share(2.6, 0.2, 2),
    "I18-1-c": Typical("家/万家", 70, 0.25, 1),
    "I18-2": _index(80), "I18-3-a": _share(42, 0.4), "I18-3-b": _share(1.2, 0.4, 2), "I18-4": _index(82),
    "I18-5-a": _share(94, 0.03), "I18-5-b": Typical("微克/立方米", 26, 0.12, 1), "I18-5-c": _share(96, 0.03),
    "I18-5-d": _share(95, 0.03), "I18-5-e": _share(58, 0.2),
    "I18-6-a": _share(20, 0.2), "I18-6-b": Typical("公里/万平方公里", 320, 0.25, 0),
    "I18-6-c": Typical("标台/万人", 12, 0.2, 1),
}  # fmt: skip
