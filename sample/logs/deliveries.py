"""The logs of the default sample: some hundred cases of each platform, each in another format, with corrections."""

from pathlib import Path

import numpy as np
import pyarrow as pa

from sample.logs import construction
from sample.logs.deliver import pack, write_service
from sample.logs.process import write_process
from sample.logs.service import ServiceLog


def write_logs(landing: Path, seed: int = 20220622) -> list[Path]:
    """Write the logs of the three platforms below ``landing``; the files."""
    logs = landing / "logs"
    return [
        *_write_service_cases(logs / "government_service", seed),
        *construction.write_construction(logs / "construction_approval", seed=seed),
        write_process(logs / "process_log" / "样例_企业开办" / "样例_企业开办.xes", seed=seed),
    ]


def _write_service_cases(folder: Path, seed: int, cases: int = 720) -> list[Path]:
    """What was known by the end of May as JSON lines, and whole again every case that went on in June."""
    batch = ServiceLog(seed=seed, items=12, dirt=0.002).cases(cases)
    cut = np.datetime64(construction.CUT)
    went_on = np.unique(_numbers(batch, "case_number")[_numbers(batch, "occurred_at") > cut])
    former = write_service(
        folder / "2022-06-01" / "样例_政务服务办件.jsonl",
        [batch],
        "jsonl",
        f"occurred_at <= timestamp '{cut}'",
        threads=1,
    )
    corrected = f"case_number in ({', '.join(map(str, went_on))})"
    later = folder / "2022-06-16" / "样例_政务服务办件_6月更新.parquet"
    return [pack(former), write_service(later, [batch], "parquet", corrected, threads=1)]


def _numbers(batch: pa.RecordBatch, name: str) -> np.ndarray:
    return batch.column(name).to_numpy(zero_copy_only=False)
