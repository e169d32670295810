"""By hand with Polars, for the government-service log alone: the same two tables as ``cases.sql``."""

from itertools import product
from pathlib import Path

import polars as pl

FOREVER = pl.datetime(9999, 12, 31)
C = pl.col


def case_tables(batches: str, seeds: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """``case_duration`` and ``case_statistic`` from the raw Parquet and the methodology's CSV files."""
    events = pl.scan_parquet(batches)
    calendar = _calendar(seeds).lazy()
    milestones = _milestones(events)
    pauses = _paused(events, milestones, calendar)
    durations = _durations(milestones, pauses, calendar, seeds).collect(engine="streaming")
    return durations, _statistics(durations, seeds)


def _calendar(seeds: Path) -> pl.DataFrame:
    years = pl.read_csv(seeds / "calendar_notice.csv")["calendar_year"].to_list()
    exceptions = pl.read_csv(seeds / "calendar_exception.csv", try_parse_dates=True).select(
        C("calendar_day").alias("day"), C("is_workday").cast(pl.String).str.to_lowercase().eq("true").alias("noticed")
    )
    days = pl.select(pl.date_range(pl.date(2015, 1, 1), pl.date(2029, 12, 31)).alias("day"))
    return (
        days.filter(C("day").dt.year().is_in(years))
        .join(exceptions, on="day", how="left", maintain_order="left")
        .with_columns(is_workday=pl.coalesce("noticed", C("day").dt.weekday() < 6))
        .with_columns(work_days=C("is_workday").cast(pl.Int32).cum_sum())
        .with_columns(minutes_before=420 * (C("work_days") - C("is_workday").cast(pl.Int32)))
        .drop("noticed")
    )


def _look_up(frame: pl.LazyFrame, calendar: pl.LazyFrame, moment: str, prefix: str) -> pl.LazyFrame:
    """Working days and minutes from the calendar's beginning to a moment: 9:00-12:00 and 13:30-17:30."""
    minute = C(moment).dt.hour().cast(pl.Int32) * 60 + C(moment).dt.minute()
    inside = (minute - 540).clip(0, 180) + (minute - 810).clip(0, 240)
    return (
        frame.with_columns(C(moment).dt.date().alias("_day"))
        .join(calendar, left_on="_day", right_on="day", how="left")
        .with_columns(
            C("work_days").alias(f"{prefix}_days"),
            (C("minutes_before") + pl.when("is_workday").then(inside).otherwise(0)).alias(f"{prefix}_minutes"),
        )
        .drop("_day", "is_workday", "work_days", "minutes_before")
    )


def _milestones(events: pl.LazyFrame) -> pl.LazyFrame:
    def at(*activities: str) -> pl.Expr:
        return C("occurred_at").filter(C("activity").is_in(activities))

    def has(*activities: str) -> pl.Expr:
        return C("activity").is_in(activities).any().cast(pl.Int32)

    counted = {"acceptances": "accept", "finishes": "finish", "corrections": "correction_notice"}
    outcome = C("result_code").replace_strict({"10": 1, "13": 3, "09": 4, "07": 5}, default=0, return_dtype=pl.Int64)
    finish = C("activity") == "finish"
    return events.group_by("case_id").agg(
        C("item_code", "region_code", "department_code", "channel").max(),
        C("promised_days", "statutory_days").max().cast(pl.Int32),
        C("is_instant").any(),
        pl.len().cast(pl.Int64).alias("events"),
        C("activity").n_unique().cast(pl.Int32).alias("activities"),
        _positive(
            has("apply", "pre_accept", "accept") + has("correction_notice", "correction_received") + has("collect")
        ).alias("steps"),
        C("occurred_at").min().alias("first_event_at"),
        C("occurred_at").max().alias("last_event_at"),
        at("apply").min().alias("applied_at"),
        at("accept").min().alias("accepted_at"),
        at("finish").max().alias("finished_at"),
        ((C("occurred_at").dt.epoch("us") * 16 + outcome).filter(finish).max() % 16).alias("outcome_no"),
        at("review", "collect").min().alias("first_handled_at"),
        at("special_request", "special_result").min().alias("first_special_at"),
        *((C("activity") == activity).sum().cast(pl.Int64).alias(name) for name, activity in counted.items()),
    )


def _positive(count: pl.Expr) -> pl.Expr:
    return pl.when(count > 0).then(count)


def _paused(events: pl.LazyFrame, milestones: pl.LazyFrame, calendar: pl.LazyFrame) -> pl.LazyFrame:
    begins = ("correction_notice", "special_request")
    marks = events.filter(C("activity").is_in([*begins, "correction_received", "special_result"]))
    spans = (
        marks.with_columns(kind=C("activity").str.starts_with("correction"))
        .sort("case_id", "kind", "occurred_at", "row_number")
        .with_columns(next_at=C("occurred_at").shift(-1).over("case_id", "kind"))
        .filter(C("activity").is_in(begins))
        .rename({"occurred_at": "paused_at"})
        .select("case_id", "paused_at", resumed_at=C("next_at").fill_null(FOREVER), unclosed=C("next_at").is_null())
    )
    united = (
        spans.sort("case_id", "paused_at", "resumed_at")
        .with_columns(covered_to=C("resumed_at").cum_max().shift(1).over("case_id"))
        .with_columns(island=(C("paused_at") <= C("covered_to")).fill_null(False).not_().cum_sum().over("case_id"))
        .group_by("case_id", "island")
        .agg(C("paused_at").min(), C("resumed_at").max(), C("unclosed").any())
    )
    clipped = united.join(milestones.select("case_id", "accepted_at", "finished_at"), on="case_id").with_columns(
        from_at=pl.max_horizontal("paused_at", "accepted_at"),
        to_at=pl.when(C("finished_at").is_not_null())
        .then(pl.min_horizontal("resumed_at", "finished_at"))
        .when(C("resumed_at") < FOREVER)
        .then("resumed_at"),
    )
    timed = _look_up(_look_up(clipped, calendar, "from_at", "a"), calendar, "to_at", "b")
    inside = C("from_at") < C("to_at")
    return timed.group_by("case_id").agg(
        (C("to_at").dt.epoch("us") - C("from_at").dt.epoch("us")).filter(inside).sum().alias("paused_us"),
        (C("b_days") - C("a_days")).filter(inside).sum().alias("paused_work_days"),
        (C("b_minutes") - C("a_minutes")).filter(inside).sum().alias("paused_work_minutes"),
        C("to_at").is_null().any().alias("has_open_pause"),
        C("unclosed").any().alias("has_unclosed_pause"),
    )


def _durations(milestones: pl.LazyFrame, pauses: pl.LazyFrame, calendar: pl.LazyFrame, seeds: Path) -> pl.LazyFrame:
    matter = pl.scan_csv(seeds / "matter_limit.csv").filter(C("source_id") == "government_service")
    limits = matter.select("item_code", "promised_work_days", "statutory_work_days")
    outcomes = {1: "granted", 3: "returned", 4: "void", 5: "not_accepted", 0: "unstated"}
    cases = (
        milestones.join(pauses, on="case_id", how="left")
        .join(limits, on="item_code", how="left")
        .with_columns(
            C("paused_us", "paused_work_days", "paused_work_minutes").fill_null(0),
            C("has_open_pause", "has_unclosed_pause").fill_null(False),
            begun_at=pl.min_horizontal("applied_at", "accepted_at"),
            promised_work_days=pl.coalesce("promised_days", "promised_work_days").cast(pl.Int32),
            statutory_work_days=pl.coalesce("statutory_days", "statutory_work_days").cast(pl.Int32),
            outcome=C("outcome_no").replace_strict(outcomes, default="open", return_dtype=pl.String),
        )
    )
    for moment, prefix in (("begun_at", "begun"), ("accepted_at", "accepted"), ("finished_at", "finished")):
        cases = _look_up(cases, calendar, moment, prefix)
    workdays = calendar.filter("is_workday").select("work_days", "day")
    for limit, due in (("promised_work_days", "due_on"), ("statutory_work_days", "statutory_due_on")):
        cases = (
            cases.with_columns((C("accepted_days") + C(limit) + C("paused_work_days")).cast(pl.Int32).alias("_due"))
            .join(workdays, left_on="_due", right_on="work_days", how="left")
            .with_columns(pl.max_horizontal("day", C("accepted_at").dt.date()).alias(due))
            .drop("_due", "day")
        )
    return _measured(cases)


def _measured(cases: pl.LazyFrame) -> pl.LazyFrame:
    def microseconds(first: str, last: str) -> pl.Expr:
        return C(last).dt.epoch("us") - C(first).dt.epoch("us")

    def minutes(length: pl.Expr) -> pl.Expr:
        # as DuckDB's //, which cuts towards zero
        return length.sign() * (length.abs() // 60_000_000)

    ordered = C("finished_at") >= C("accepted_at")
    handling = pl.when(ordered).then(microseconds("accepted_at", "finished_at"))
    handling_days = pl.when(ordered).then(C("finished_days") - C("accepted_days"))
    handling_minutes = pl.when(ordered).then(C("finished_minutes") - C("accepted_minutes"))
    finished_on = C("finished_at").dt.date()
    unpublished = pl.any_horizontal(
        C(f"{name}_at").is_not_null() & C(f"{name}_days").is_null() for name in ("begun", "accepted", "finished")
    )
    return cases.select(
        "case_id", "item_code", "region_code", "department_code", "channel", "outcome", "first_event_at",
        "last_event_at", "applied_at", "accepted_at", "finished_at", "events", "activities",
        process_microseconds=microseconds("first_event_at", "last_event_at"),
        whole_process_minutes=minutes(microseconds("begun_at", "finished_at")),
        whole_work_days=C("finished_days") - C("begun_days"),
        whole_work_minutes=C("finished_minutes") - C("begun_minutes"),
        paused_minutes=minutes(C("paused_us")),
        paused_work_days="paused_work_days",
        paused_work_minutes="paused_work_minutes",
        handling_minutes=minutes(handling),
        handling_work_days=handling_days,
        handling_work_minutes=handling_minutes,
        net_minutes=minutes(handling - C("paused_us")),
        net_work_days=handling_days - C("paused_work_days"),
        net_work_minutes=handling_minutes - C("paused_work_minutes"),
        promised_work_days="promised_work_days",
        statutory_work_days="statutory_work_days",
        due_on="due_on",
        statutory_due_on="statutory_due_on",
        is_late=finished_on > C("due_on"),
        is_late_by_law=finished_on > C("statutory_due_on"),
        is_early=finished_on < C("due_on"),
        is_instant=pl.coalesce("is_instant", C("promised_work_days") == 0),
        is_online=C("channel") == "online",
        steps="steps",
        corrections="corrections",
        is_first_pass=C("corrections") == 0,
        is_rework=(C("acceptances") > 1) | (C("finishes") > 1),
        has_open_pause="has_open_pause",
        has_unclosed_pause="has_unclosed_pause",
        is_off_system=C("first_handled_at") < C("accepted_at"),
        fault=pl.when(C("finished_at") < C("accepted_at"))
        .then(pl.lit("finish_before_acceptance"))
        .when(C("first_special_at") < C("accepted_at"))
        .then(pl.lit("event_before_acceptance"))
        .when(C("accepted_at").is_null() & C("outcome").is_in(["granted", "unstated"]))
        .then(pl.lit("no_acceptance"))
        .when(unpublished)
        .then(pl.lit("calendar_year_unpublished")),
    )  # fmt: skip


def _statistics(durations: pl.DataFrame, seeds: Path) -> pl.DataFrame:
    region = pl.read_csv(seeds / "region.csv", infer_schema=False).select("region_code", "parent_region_code")
    at = C("finished_at").dt
    ended = (
        durations.filter(C("finished_at").is_not_null() & C("fault").is_null())
        .join(region, on="region_code", how="left")
        .with_columns(
            item=C("item_code").fill_null("unstated"),
            department=C("department_code").fill_null("government_services"),
            county=pl.when(C("parent_region_code").is_not_null()).then("region_code"),
            city=pl.coalesce("parent_region_code", "region_code", pl.lit("unstated")),
            month=at.strftime("%Y-%m"),
            quarter=pl.format("{}-Q{}", at.year(), at.quarter()),
            year=at.year().cast(pl.String),
            decided=C("outcome").is_in(["granted", "unstated"]),
        )
    )
    levels = (("item", "department"), ("item",), ("department",), ())
    groups = product(levels, ("county", "city"), ("month", "quarter", "year"))
    return pl.concat([_group(ended, level, place, period) for level, place, period in groups])


def _group(ended: pl.DataFrame, level: tuple[str, ...], place: str, period: str) -> pl.DataFrame:
    decided, enough = C("decided"), C("n_decided") >= 5
    figures = {
        "calendar_days": ("whole_process_minutes", 1440),
        "work_days": ("net_work_days", 1),
        "work_minutes": ("net_work_minutes", 1),
    }
    shares = {
        "on_time_share": ~C("is_late"),
        "on_time_by_law_share": ~C("is_late_by_law"),
        **{f"{name}_share": C(f"is_{name}") for name in ("early", "instant", "online", "first_pass", "rework")},
    }
    averages = ("corrections", "steps")
    totals = ended.lazy().filter(C(place).is_not_null()).group_by(*level, place, period).agg(
        pl.len().cast(pl.Int64).alias("n"),
        decided.sum().cast(pl.Int64).alias("n_decided"),
        *(C(c).filter(decided).mean().truediv(by).alias(f"mean_{name}") for name, (c, by) in figures.items()),
        *(C(c).filter(decided).median().truediv(by).alias(f"median_{name}") for name, (c, by) in figures.items()),
        *(
            C(c).filter(decided).quantile(0.9, "linear").truediv(by).alias(f"p90_{name}")
            for name, (c, by) in figures.items()
        ),
        *(share.filter(decided).mean().alias(name) for name, share in shares.items()),
        C("outcome").is_in(["returned", "not_accepted"]).mean().alias("refused_share"),
        *(C(name).filter(decided).mean().alias(f"mean_{name}") for name in averages),
    )  # fmt: skip
    withheld = [f"{kind}_{name}" for name in figures for kind in ("mean", "median", "p90")]
    withheld += [*shares, *(f"mean_{name}" for name in averages)]
    star = pl.lit("*")
    return totals.select(
        (C("item") if "item" in level else star).alias("item_code"),
        C(place).alias("region_code"),
        (C("department") if "department" in level else star).alias("department_code"),
        C(period).alias("period"),
        "n",
        "n_decided",
        pl.when(enough).then(pl.lit("A")).otherwise(pl.lit("Q")).alias("status"),
        *(pl.when(enough).then(C(name)).alias(name) for name in withheld),
        pl.when(C("n") >= 5).then("refused_share").alias("refused_share"),
    ).collect()
