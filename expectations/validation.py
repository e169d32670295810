"""Great Expectations at work: a frame, its rules, and one row of ``expectation_result`` for each rule.

The package is imported only when a suite runs: the import alone takes seconds.
"""

import json
import logging
import os
from datetime import datetime
from typing import TYPE_CHECKING, Any

from expectations.log_rules import GroupRule
from expectations.profile import ROWS_SHOWN, Finding, place
from expectations.suites.base import rule
from expectations.violations import arguments, mostly

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.expectations import Expectation

TEXT_SHOWN = 300


def validate(
    name: str,
    frame: "pd.DataFrame",
    rules: list["Expectation"],
    parameters: dict[str, datetime],
    index: tuple[str, ...] = ("row_number",),
) -> list[Any]:
    """Results of Great Expectations, in the order of ``rules``; ``index``: columns that name a row."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    logging.getLogger("great_expectations").setLevel(logging.CRITICAL)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    order = {expectation.meta["rule_id"]: place for place, expectation in enumerate(rules)}
    asset = context.data_sources.add_pandas("batches").add_dataframe_asset("batch")
    definition = gx.ValidationDefinition(
        name=name,
        data=asset.add_batch_definition_whole_dataframe("whole"),
        suite=context.suites.add(gx.ExpectationSuite(name=name, expectations=rules)),
    )
    done = context.validation_definitions.add(definition).run(
        batch_parameters={"dataframe": frame},
        expectation_parameters=parameters,
        result_format={
            "result_format": "COMPLETE",
            **({"unexpected_index_column_names": list(index)} if index else {}),
            "include_unexpected_rows": False,
        },
    )
    return sorted(done.results, key=lambda result: order[result.expectation_config.meta["rule_id"]])


def on_profile(asked: "Expectation | GroupRule") -> "Expectation":
    """The same rule of the profile's frame: the share in the column named like the rule is large enough."""
    if isinstance(asked, GroupRule):
        told = (asked.rule_id, asked.message_zh, asked.message_en)
        severity, least = asked.severity, asked.mostly
    else:
        told = (asked.meta["rule_id"], asked.meta["message_zh"], asked.meta["message_en"])
        severity, least = _severity(asked.severity), mostly(asked)
    return rule("ExpectColumnValuesToBeBetween", *told, severity=severity, column=told[0], min_value=least)


def row_of_batch(result: Any, present: set[str], personal: set[str]) -> dict:
    """The outcome of a rule that was judged on the rows of a batch."""
    config, found = result.expectation_config, result.result or {}
    kwargs = {key: value for key, value in config.kwargs.items() if key != "batch_id"}
    columns = _columns(kwargs)
    error = _exception(result.exception_info)
    if error is not None:
        outcome, observed = "error", _trouble(error, columns, present, personal)
    else:
        outcome = "pass" if result.success else "fail"
        observed = "" if personal & set(columns) else _observed(found)
    return {
        **_described(config.meta, config.type, columns, config.severity, kwargs),
        "outcome": outcome,
        "observed": observed[:TEXT_SHOWN] or None,
        "unexpected_count": found.get("unexpected_count"),
        "row_numbers": json.dumps(_row_numbers(found)),
    }


def row_of_profile(
    result: Any,
    asked: "Expectation | GroupRule",
    finding: Finding,
    parameters: dict[str, datetime],
    present: set[str],
    personal: set[str],
) -> dict:
    """The outcome of a rule that was judged on a batch's profile, in the words of the rule itself."""
    config = result.expectation_config
    if isinstance(asked, GroupRule):
        columns, kind, kwargs = list(asked.columns), config.type, {"mostly": asked.mostly}
    else:
        kind, kwargs = asked.configuration.type, arguments(asked, parameters)
        columns = _columns(kwargs)
    error = finding.error or _exception(result.exception_info)
    if error is not None:
        outcome, observed = "error", _trouble(error, columns, present, personal)
    else:
        outcome = "pass" if result.success else "fail"
        observed = "" if personal & set(columns) else finding.observed
    return {
        **_described(config.meta, kind, columns, config.severity, kwargs),
        "outcome": outcome,
        "observed": observed[:TEXT_SHOWN] or None,
        "unexpected_count": finding.unexpected,
        "row_numbers": json.dumps(finding.row_numbers[:ROWS_SHOWN] if outcome == "fail" else []),
    }


def _described(meta: dict, kind: str, columns: list[str], severity: Any, kwargs: dict) -> dict:
    return {
        "rule_id": meta["rule_id"],
        "expectation_type": kind,
        "column_name": ",".join(columns) or None,
        "severity": _severity(severity),
        "expected": _expected(kwargs),
        "message_zh": meta["message_zh"],
        "message_en": meta["message_en"],
    }


def _severity(severity: Any) -> str:
    return str(getattr(severity, "value", severity))


def _columns(kwargs: dict) -> list[str]:
    columns = [kwargs[key] for key in ("column", "column_A", "column_B") if key in kwargs]
    return columns + list(kwargs.get("column_list", []))


def _exception(info: dict) -> str | None:
    """The message of what a rule raised; GX gives one record, or one per metric that failed."""
    records = [info] if "raised_exception" in info else list(info.values())
    raised = [record for record in records if record.get("raised_exception")]
    return str(raised[0].get("exception_message")) if raised else None


def _trouble(message: str, columns: list[str], present: set[str], personal: set[str]) -> str:
    absent = [name for name in columns if name not in present]
    if absent:
        return f"column absent or not computable: {', '.join(absent)}"
    # a message may quote a cell
    return "the rule raised an exception" if personal else message


def _observed(found: dict) -> str:
    if "observed_value" in found:
        return str(found["observed_value"])
    if found.get("unexpected_count") is None:
        return ""
    return f"{found['unexpected_count']} of {found.get('element_count')} rows"


def _expected(kwargs: dict) -> str:
    told = {key: value for key, value in kwargs.items() if not key.startswith("column") or key == "column_set"}
    if "row_condition" in told:
        condition = told["row_condition"]
        told["row_condition"] = condition.get("pass_through_filter") if isinstance(condition, dict) else str(condition)
        told.pop("condition_parser", None)
    return json.dumps(told, ensure_ascii=False, default=str)[:TEXT_SHOWN]


def _row_numbers(found: dict) -> list[int | str]:
    """Places in the delivered file, each once: a wide row gives many rows of a batch."""
    return places(found.get("unexpected_index_list") or [])


def places(rows: list[dict]) -> list[int | str]:
    """Rows of a batch, each once and in order, by number and, in an archive, member."""
    # a frame fills absent texts with numbers
    found = {
        (row["member"] if isinstance(row.get("member"), str) else "", int(row["row_number"]))
        for row in rows
        if row.get("row_number") is not None
    }
    return [place(*one) for one in sorted(found)[:ROWS_SHOWN]]
