"""The models' own unit tests (made-up rows in, rows out) all pass, and no rule is without one."""

import json
import shutil
from pathlib import Path

import pytest

from ingest.contract_file import load_contracts
from warehouse.audit import audit_build
from warehouse.home import Build

# models in which a rule of the evaluation lives
WITH_RULES = {
    "stg_source_file", "stg_current_batch", "stg_electricity_connection", "stg_waiver", "stg_sign_off",
    "int_statistic_observation", "int_statistic_current", "electricity_case", "getting_electricity_observation",
    "stg_case_overlap", "stg_construction_approval", "stg_government_service", "stg_process_log", "case_activity",
    "case_milestone", "case_stage_span", "case_pause", "case_supplier", "case_duration", "case_flag", "case_statistic",
    "case_backlog", "case_ended", "case_cell", "case_quantile_month",
    "evidence_demand", "evidence_term", "evidence_hit", "evidence_word", "evidence_place", "evidence_proposal",
    "evidence_decision", "evidence_pair", "evidence_standing", "document_profile", "document_validity",
    "evidence_coverage", "evidence_document", "gap_evidence", "gap_evidence_document", "evidence_figure",
    "starting_business", "statistic_measure", "delivered_value", "leaf_score",
    "parent_measure_value", "own_measure_score", "region_measure_score", "measure_weight", "scored_measure",
    "scored_indicator", "scored_overall", "indicator_score", "lever", "measure_value", "evidence", "gap", "conflict",
    "submission_readiness", "source_freshness", "gap_measure", "gap_source", "gap_unknown_code",
    "stg_quarantine", "gap_quarantine", "case_event", "case_group", "construction_handling",
    "starting_business_observation", "labour_market_regulation_observation", "construction_permits_observation",
    "government_procurement_observation", "tendering_and_bidding_observation", "getting_water_and_gas_observation",
    "registering_property_observation", "getting_credit_observation", "trading_across_borders_observation",
    "paying_taxes_observation", "enforcing_contracts_observation", "resolving_insolvency_observation",
    "market_supervision_observation", "government_services_observation", "stg_court_case", "stg_insolvency_case",
    "stg_tendering", "stg_checklist_answer", "int_checklist_item", "int_checklist_evidence", "checklist_measure",
    "survey_measure", "int_survey_answer", "int_survey_respondent", "int_survey_stratum", "int_survey_estimate",
    "gap_checklist", "gap_survey", "int_unit_factor", "int_statistic_doubt", "int_statistic_restatement",
    "int_statistic_interruption", "gap_plausibility", "lever_target", "score_change", "rank_change", "overall_score",
    "period_directory", "gap_status", "lever_share", "lineage_of_logs", "observation_support",
    "stg_electricity_outage", "electricity_interruption", "customers_served", "daily_saidi", "major_event_threshold",
    "major_event_day", "reliability_period", "outage_month", "distinct_customers", "reliability",
    "reliability_index_item", "electricity_reliability_index", "gap_outage", "lineage_of_outages",
    "getting_electricity", "tariff_notice", "tariff_notice_year", "tariff_transparency", "reliability_index_point",
    "gap_tariff",
    "clearance_declaration", "clearance_time", "clearance_minute", "clearance_figure", "clearance_effect",
    "gap_clearance", "cross_border_clearance", "cross_border_stage", "cross_border_rate", "cross_border_aeo",
    "cross_border_simulation",
    "charge_rate", "charge_line", "charge_shipment", "compliance_shipment", "compliance_part_mean",
    "compliance_figure", "refund_case", "cross_border_charge", "cross_border_compliance",
    "cross_border_compliance_part", "cross_border_refund", "cross_border_aeo_firm", "gap_trade_cost",
    "cross_border_broker_survey", "stg_port_charge_list",
    "hotline_observation", "intellectual_property_observation", "gap_conflict", "gap_case", "gap_expectation",
    "intellectual_property", "item_directory",
    "case_customer_span", "connection_flag", "int_electricity_case_event", "connection_case", "connection_member",
    "connection_stage", "electricity_connection_time", "electricity_stage", "electricity_limit", "electricity_cost",
    "benchmark_value", "stg_document_commitment", "stg_policy_document",
}  # fmt: skip


def test_every_unit_test_ran_and_passed(manifest: dict, unit_test_run: dict) -> None:
    outcome = {result["unique_id"]: result["status"] for result in unit_test_run["results"]}
    assert set(outcome) == set(manifest["unit_tests"])
    failed = {
        result["unique_id"]: result["message"] for result in unit_test_run["results"] if result["status"] != "pass"
    }
    assert failed == {}


def test_every_model_with_a_rule_has_a_unit_test(manifest: dict) -> None:
    tested = {test["model"] for test in manifest["unit_tests"].values()}
    assert WITH_RULES - tested == set()


def test_a_build_leaves_unit_tests_out_and_runs_all_else(sample_build: Build, manifest: dict) -> None:
    results = json.loads((sample_build.dbt_target / "run_results.json").read_text(encoding="utf-8"))
    ran = {result["unique_id"] for result in results["results"]}
    assert ran == {unique_id for unique_id, node in manifest["nodes"].items() if node["resource_type"] != "operation"}


@pytest.mark.parametrize(("status", "passed"), [(None, True), ("pass", True), ("fail", False), ("error", False)])
def test_the_audit_minds_a_unit_test_that_ran(
    sample_build: Build, tmp_path: Path, status: str | None, passed: bool
) -> None:
    build = Build(tmp_path / "run", sample_build.home)
    shutil.copytree(sample_build.dbt_target, build.dbt_target)
    path = build.dbt_target / "run_results.json"
    results = json.loads(path.read_text(encoding="utf-8"))
    unit_tests = json.loads((build.dbt_target / "manifest.json").read_text(encoding="utf-8"))["unit_tests"]
    name = next(iter(unit_tests))
    if status:
        results["results"].append({"unique_id": name, "status": status, "message": "differs"})
    path.write_text(json.dumps(results), encoding="utf-8")
    (check,) = [
        check for check in audit_build(build, load_contracts().values())["checks"] if check["name"] == "tests_passed"
    ]
    assert check["passed"] is passed
    if not passed:
        assert unit_tests[name]["name"] in check["message_en"]
