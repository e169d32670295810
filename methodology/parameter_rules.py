"""Rules of the seeds that hold one number a row by its name."""

from collections.abc import Collection, Iterator, Mapping

from methodology.fault import SeedFault
from methodology.seed_file import SeedTable


def parameter_faults(
    table: SeedTable, limits: Mapping[str, tuple[float, float]], whole: Collection[str] = ()
) -> Iterator[SeedFault]:
    """Parameters that are missing, outside their least and most, or not whole where they count something."""
    named = {str(row.values["parameter"]) for row in table.rows}
    for parameter in sorted(set(limits) - named):
        yield SeedFault(table.file, 1, "parameter", f"缺少 {parameter}", f"{parameter} is missing")
    for row in table.rows:
        name, value = str(row.values["parameter"]), row.values["value"]
        if name not in limits or not isinstance(value, float):
            continue
        least, most = limits[name]
        if not least <= value <= most or (name in whole and not value.is_integer()):
            zh, en = f"须在 {least:g} 至 {most:g} 之间", f"must lie between {least:g} and {most:g}"
            yield table.fault(row, "value", zh, en)
