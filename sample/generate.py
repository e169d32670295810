"""The sample landing zone: ``python -m sample.generate FOLDER``."""

import argparse
import shutil
from pathlib import Path

from sample.document_forms import write_forms
from sample.electricity import write_cases
from sample.indicator_cards import write_cards
from sample.logs.deliver import write_service
from sample.logs.deliveries import write_logs
from sample.logs.service import ServiceLog
from sample.notices import write_links, write_notices
from sample.systems.deliver import write_systems

DATA = Path(__file__).parent / "data"


def write_sample(landing: Path, cases: int = 600, seed: int = 20220622, events: int = 0) -> list[Path]:
    """Write the landing zone below ``landing`` and return its files. The same arguments give the same bytes.

    ``events``: so many events of government services on top, as one Parquet file.
    """
    big = landing / "logs" / "government_service" / "2022-06-17" / f"样例_政务服务办件_{events}.parquet"
    statistics = landing / "statistics" / "doing_business" / "doing_business_2019.csv"
    statistics.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(DATA / "doing_business_2019.csv", statistics)
    return [
        statistics,
        *write_cards(landing, seed),
        write_cases(landing / "logs" / "electricity_connection" / "样例_用电报装.csv", cases, seed),
        *write_logs(landing, seed),
        *([write_service(big, ServiceLog(seed, first_case=1_000_001).tables(events), "parquet")] if events > 0 else []),
        *write_systems(landing, seed),
        *write_notices(landing / "documents"),
        *write_forms(landing / "documents"),
        write_links(landing / "registers" / "佐证认定_样例.csv"),
    ]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Write the sample landing zone (invented data).")
    parser.add_argument("landing", type=Path)
    parser.add_argument("--cases", type=int, default=600, help="electricity-connection cases")
    parser.add_argument("--events", type=int, default=0, help="events of a large log of government services on top")
    parser.add_argument("--seed", type=int, default=20220622)
    arguments = parser.parse_args()
    files = write_sample(arguments.landing, arguments.cases, arguments.seed, arguments.events)
    print(f"样例报送目录 / sample landing zone: {arguments.landing} ({len(files)} 个文件 / files)")


if __name__ == "__main__":
    main()
