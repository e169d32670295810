"""Plain good rows of a table of cases, made from its contract alone, and the damage that any such table may have."""

from datetime import date, datetime, timedelta
from typing import Any

from ingest.contract import Column, SourceContract

HASHED = "h:" + "0" * 24
_FIRST = datetime(2022, 3, 1, 9)


def plain_row(contract: SourceContract, number: int, **other: Any) -> dict[str, Any]:
    """A row with the first code of each list, events a day apart in the contract's order, numbers inside their range.

    ``other``: values that this source's own rules ask for.
    """
    row = {
        column.name: _value(contract, column, number)
        for column in contract.columns.values()
        if column.personal != "drop"
    }
    return row | other


def plain_damage(contract: SourceContract) -> list[tuple[str, dict[str, Any], str]]:
    """(source, changed values, rule that must find them): another city, the future, a code outside the list."""
    if not contract.events:
        return []
    found = []
    for column in contract.columns.values():
        if column.check == "region" and column.not_empty:
            found.append((contract.id, {column.name: "110101"}, f"{column.name}.this_city"))
        elif column.codes and column.not_empty:
            found.append((contract.id, {column.name: "no such code"}, f"{column.name}.codes"))
    last = list(contract.events.values())[-1]
    typed = {column.name: column.type for column in contract.columns.values()}[last]
    future = datetime(2022, 9, 1) if typed == "timestamp" else date(2022, 9, 1)
    return [*found, (contract.id, {last: future}, f"{last}.not_in_future")]


def _value(contract: SourceContract, column: Column, number: int) -> Any:
    if column.personal == "hash":
        return HASHED
    if column.codes:
        return next(iter(column.codes.values()))
    if column.check == "region":
        return f"{contract.log.region_prefix}02" if contract.log else "330802"
    if column.check == "uscc":
        return None
    first = contract.log.acceptance if contract.log else None
    moments = [name for event, name in contract.events.items() if event != first]  # acceptance on the first day
    moment = _FIRST + timedelta(days=moments.index(column.name) + 1 if column.name in moments else 0)
    match column.type:
        case "timestamp":
            return moment
        case "date":
            return moment.date()
        case "boolean":
            return True
        case "integer":
            return int(column.minimum or 1)
        case "number":
            return float(column.minimum or 1) if column.maximum is None else float(column.maximum)
        case "period":
            return "2021"
    return f"{column.name}{number}" if column.name in contract.key else "样例"
