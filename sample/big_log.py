"""One invented log of government services at any size: ``python -m sample.big_log FOLDER --events 10000000``.

Names, numbers and cases are invented and say so. The same arguments give the same rows.
"""

import argparse
from pathlib import Path

from sample.logs.deliver import SUFFIX, Format, write_service
from sample.logs.service import ServiceLog

_LARGEST = 100_000_000


def write_big_log(folder: Path, events: int, form: Format, log: ServiceLog | None = None) -> Path:
    """Write ``events`` rows below ``folder``; the file's path. Raises ValueError for an impossible number."""
    if not 1 <= events <= _LARGEST:
        raise ValueError(f"--events {events}: 1 … {_LARGEST} 之间 / between 1 and {_LARGEST}")
    path = folder / f"样例_政务服务办件_{events}{'_gb18030' if form == 'gb18030' else ''}{SUFFIX[form]}"
    return write_service(path, (log or ServiceLog()).tables(events), form)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Write one large invented log of government services.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--format", choices=tuple(SUFFIX), default="csv")
    parser.add_argument("--seed", type=int, default=ServiceLog().seed)
    parser.add_argument("--dirt", type=float, default=ServiceLog().dirt, help="share of rows with each kind of fault")
    arguments = parser.parse_args()
    log = ServiceLog(seed=arguments.seed, dirt=arguments.dirt)
    try:
        path = write_big_log(arguments.folder, arguments.events, arguments.format, log)
    except ValueError as error:
        parser.error(str(error))
    print(f"样例日志（内容为虚构） / invented log: {path} ({path.stat().st_size / 1e6:,.1f} MB)")


if __name__ == "__main__":
    main()
