"""How fast a long file is being read, said every few seconds."""

import logging
import time

log = logging.getLogger("bizenv.ingest")

REPORT_SECONDS = 5.0


class Pace:
    """Says every few seconds how far a long file is."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._begun = self._told = time.monotonic()

    def report(self, rows: int) -> None:
        """``rows``: read so far."""
        now = time.monotonic()
        if now - self._told >= REPORT_SECONDS:
            self._told = now
            pace = rows / (now - self._begun)
            log.info("%s: 已读 %s 行 / rows read, %s 行/秒 rows per second", self._name, f"{rows:,}", f"{pace:,.0f}")
