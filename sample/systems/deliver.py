"""All source systems of the invented city."""

from pathlib import Path

from sample.systems import (
    checklists,
    company_opening,
    construction_project,
    court_case,
    credit_application,
    customs_declaration,
    electricity_outage,
    government_procurement,
    hotline_case,
    insolvency_case,
    ip_pledge,
    labour_dispute,
    penalty_publication,
    property_registration,
    random_inspection,
    service_rating,
    surveys,
    tariff_notice,
    tax_refund,
    tendering,
    trade_costs,
    trade_firms,
    water_gas_connection,
)

SYSTEMS = (
    company_opening,
    government_procurement,
    customs_declaration,
    court_case,
    insolvency_case,
    tax_refund,
    credit_application,
    property_registration,
    water_gas_connection,
    tendering,
    service_rating,
    hotline_case,
    ip_pledge,
    checklists,
    surveys,
    random_inspection,
    penalty_publication,
    construction_project,
    labour_dispute,
    electricity_outage,
    tariff_notice,
    trade_costs,
    trade_firms,
)


def write_systems(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the deliveries of every system below ``landing``; the files."""
    return [path for system in SYSTEMS for path in system.write(landing, seed, scale)]
