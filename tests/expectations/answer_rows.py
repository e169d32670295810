"""Good rows of checklists and surveys, and the damage that each of their rules must find."""

from datetime import date

HASHED = "h:" + "0" * 24
_ANSWER = {
    "item_code": "I03-4-01",
    "region_code": "330800",
    "period": "2021",
    "value": 1.0,
    "status": "A",
    "declared_state": "A",
    "evidence": "衢建〔2021〕9号",
    "evidence_page": "3",
    "filled_in_by": "填报岗",
    "filled_in_on": date(2022, 1, 20),
    "note": None,
    "raw_text": "1",
}
_REPLY = {
    "respondent": HASHED,
    "uscc": HASHED,
    "county_code": "330802",
    "size_class": "small",
    "question_code": "I11-2-1",
    "value": 4.0,
    "status": "A",
    "answered_on": date(2021, 9, 1),
    "mode": "web",
    "raw_text": "4",
}
_STRATUM = {"period": "2021", "county_code": "330802", "size_class": "small", "enterprises": 120}
GOOD_ANSWERS = {
    "checklist_answer": [
        _ANSWER,
        {**_ANSWER, "item_code": "I03-4-02", "value": None, "status": "NP", "declared_state": "NP", "evidence": None},
    ],
    # five respondents of whom nobody refused more than the share allows
    "enterprise_survey": [{**_REPLY, "respondent": f"h:{number:024d}"} for number in range(5)],
    "survey_frame": [_STRATUM, {**_STRATUM, "size_class": "large"}],
}
ANSWER_DAMAGE = [
    ("checklist_answer", {"item_code": "第一项"}, "item_code.form"),
    ("checklist_answer", {"value": -3.0}, "value.plausible"),
    ("checklist_answer", {"declared_state": "M"}, "value.absent_by_state"),
    ("checklist_answer", {"evidence_page": None}, "evidence_page.given"),
    ("checklist_answer", {"filled_in_on": date(2022, 7, 2)}, "filled_in_on.not_in_future"),
    ("checklist_answer", {"value": None}, "value.present"),
    ("checklist_answer", {"item_code": "I03-4-02"}, "key.unique"),
    ("enterprise_survey", {"question_code": "第一题"}, "question_code.form"),
    ("enterprise_survey", {"value": -1.0}, "value.not_negative"),
    ("enterprise_survey", {"respondent": "YL20210001"}, "respondent.hashed"),
    ("enterprise_survey", {"answered_on": date(2022, 7, 2)}, "answered_on.not_in_future"),
    ("enterprise_survey", {"size_class": "huge"}, "size_class.codes"),
    ("survey_frame", {"period": "2021-Q1"}, "period.year"),
    ("survey_frame", {"enterprises": 0}, "enterprises.some"),
    ("survey_frame", {"size_class": "large"}, "key.unique"),
]
