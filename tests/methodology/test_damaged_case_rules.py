"""Calendars, vocabularies and limits that contradict each other are refused at their place."""

import pytest

from methodology.check import check_seeds

# damage: (seed, text that occurs once, its replacement, column of the fault, words of the message)
DAMAGES = {
    "ordinary weekday": (
        "calendar_exception",
        "2022-05-04,false",
        "2022-05-05,true",
        "is_workday",
        "ordinary Thursday",
    ),
    "holiday worked": ("calendar_exception", "2022-10-07,false", "2022-10-07,true", "is_workday", "ordinary Friday"),
    "weekend off": ("calendar_exception", "2022-05-07,true", "2022-05-07,false", "is_workday", "ordinary Saturday"),
    "day of no year": ("calendar_exception", "2026-10-07", "2027-10-07", "calendar_day", "2027 has no row"),
    "day twice": ("calendar_exception", "2022-10-06,", "2022-10-05,", "calendar_day", "again"),
    "notice too late": ("calendar_notice", "2021-10-25", "2022-10-25", "issued_on", "the year before"),
    "year misread": ("calendar_notice", "\n2022,", "\n2O22,", "calendar_year", "not a whole number"),
    "break before morning": (
        "working_hours",
        "national,540,720,810",
        "national,540,480,810",
        "morning_from",
        "in order",
    ),
    "break reversed": ("working_hours", "national,540,720,810", "national,540,720,700", "morning_from", "in order"),
    "night": ("working_hours", "national,540,720,810,1050", "national,540,720,810,1500", "morning_from", "in order"),
    "unknown role": ("activity_role", "3,受理,accept", "3,受理,accepted", "role", "none of"),
    "pause without kind": (
        "activity_role",
        "补正开始,pause_begin,correction",
        "补正开始,pause_begin,",
        "pause_kind",
        "all of",
    ),
    "kind without pause": ("activity_role", "部门开始办理,step,", "部门开始办理,step,special", "pause_kind", "all of"),
    "outcome of a step": (
        "activity_role",
        "部门开始办理,step,,",
        "部门开始办理,step,,granted",
        "outcome",
        "ends a case",
    ),
    "end without outcome": ("activity_role", "撤件,withdraw,,withdrawn", "撤件,withdraw,,", "outcome", "no outcome"),
    "codes of nothing": ("result_code", "service_stage,13", "service_stages,13", "vocabulary", "not in activity_role"),
    "clock of nothing": (
        "case_clock",
        "government_service,service_stage",
        "government_service,service_steps",
        "vocabulary",
        "not in activity_role",
    ),
    "unknown calendar": (
        "case_clock",
        "process_log,unlisted,national",
        "process_log,unlisted,local",
        "calendar_code",
        "not in",
    ),
    "publishes single cases": (
        "case_clock",
        "service_hall,work_days,5,",
        "service_hall,work_days,0,",
        "minimum_cases",
        "above 0",
    ),
    "stage of another vocabulary": (
        "stage_rule",
        "accept,finish,supplier",
        "3,finish,supplier",
        "start_activity",
        "not in service_stage",
    ),
    "stage without end": (
        "stage_rule",
        "accept,finish,supplier",
        "accept,accept,supplier",
        "end_activity",
        "begins it",
    ),
    "stage of two owners": ("stage_rule", "3,12,supplier", "3,12,customer", "owner", "the same stage"),
    "stage without source": (
        "stage_rule",
        "government_service,",
        "government_services,",
        "source_id",
        "not in case_clock",
    ),
    "promise above law": (
        "matter_limit",
        "施工许可证核发,7,3",
        "施工许可证核发,7,8",
        "promised_work_days",
        "statutory 7",
    ),
    "statutory limit below 1": (
        "matter_limit",
        "公司设立登记,20,",
        "公司设立登记,-20,",
        "statutory_work_days",
        "above 0",
    ),
    "step of nothing": (
        "customer_step",
        "government_service,collect",
        "government_service,pick_up",
        "activity",
        "not in service_stage",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_named_at_its_place(seeds, damage: str) -> None:
    name, old, new, column, words = DAMAGES[damage]
    line = seeds.replace(name, old, new) + old.startswith("\n")
    assert words in seeds.messages(name, line, column)


def test_a_hole_between_published_years(seeds) -> None:
    path = seeds.path("calendar_notice")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("2020,")), encoding="utf-8")
    assert "2020 is missing" in seeds.messages("calendar_notice", 7, "calendar_year")
    assert {fault.message_en for fault in check_seeds(seeds.folder)} > {"2020 has no row in calendar_notice"}


def test_a_vocabulary_without_an_end_of_its_pause(seeds) -> None:
    seeds.replace("activity_role", "特别程序结束,pause_end,special", "特别程序结束,step,")
    assert "construction_status has no pause_end special" in seeds.messages("activity_role", 2, "role")


def test_hours_that_begin_too_late(seeds) -> None:
    seeds.replace("working_hours", "national,540,720,810,1050,2015-01-01", "national,540,720,810,1050,2016-01-01")
    assert "no hours from 2015-01-01 on" in seeds.messages("working_hours", 1, "effective_from")


def test_values_that_cannot_be_read_are_faults_not_errors(seeds) -> None:
    seeds.replace("working_hours", "national,540,720,810,1050,2015-01-01", "national,nine,720,810,1050,2015")
    path = seeds.path("calendar_notice")
    header, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(header + "".join("MM" + line[2:] for line in lines), encoding="utf-8")
    assert "not a whole number" in seeds.messages("working_hours", 2, "morning_from")
    assert "not a date" in seeds.messages("working_hours", 2, "effective_from")
    assert "not a whole number" in seeds.messages("calendar_notice", 2, "calendar_year")
