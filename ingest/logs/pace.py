"""How fast a long file is being read, said every few seconds."""

import logging
import time

log = logging.getLogger("bizenv.ingest")

REPORT_SECONDS = 5.0


class Pace:
    """Says every few seconds how far a long file is."""

    def __init__(self, name: str, unit_zh: str = "行", unit_en: str = "rows") -> None:
        self._name = name
        self._units = (unit_zh, unit_en)
        self._begun = self._told = time.monotonic()

    def report(self, done: int) -> None:
        """``done``: units read so far."""
        now = time.monotonic()
        if now - self._told >= REPORT_SECONDS:
            self._told = now
            zh, en = self._units
            so_far, pace = f"{done:,}", f"{done / (now - self._begun):,.0f}"
            log.info("%s: 已读 %s %s / %s read, %s %s/秒 %s per second", self._name, so_far, zh, en, pace, zh, en)
