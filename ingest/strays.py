"""Files that belong to no source, or to more than one, and a landing zone that is empty."""

import logging
from datetime import date

from ingest.intake import blank_delivery
from ingest.landing import LandingFile, Recognised
from ingest.raw_zone import SOURCE_FILE, RawZone

log = logging.getLogger("bizenv.ingest")

STRAYS = "_unmatched"  # the register of files without a source
EMPTY_LANDING = "(landing)"


def record_strays(recognised: Recognised, zone: RawZone, as_of: date) -> list[dict]:
    """Replace the register of strays by those of this scan, keeping the date each was first seen."""
    with zone.locked(STRAYS):
        known = {(row["file_name"], row["file_sha256"]): row for row in zone.read_register(STRAYS)}
        rows = [
            _row(file, as_of, "unmatched", "没有来源合同与该路径相符", "no source contract matches this path")
            for file in recognised.unmatched
        ]
        rows += [
            _row(
                file,
                as_of,
                "ambiguous",
                f"同时符合多个来源合同：{', '.join(sources)}",
                f"several source contracts match: {', '.join(sources)}; move it below one of their folders",
            )
            for file, sources in recognised.ambiguous
        ]
        if not rows and not any(recognised.by_source.values()):
            nothing = LandingFile(EMPTY_LANDING, zone.root, 0, 0, None)
            rows = [_row(nothing, as_of, "empty_landing", "报送目录为空", "the landing folder holds no files")]
        for number, row in enumerate(rows, start=1):
            before = known.get((row["file_name"], row["file_sha256"]))
            if before is None:
                log.info("[landing] %s: %s", row["file_name"], row["message_en"])
            else:
                row |= {"received_on": before["received_on"], "ingested_at": before["ingested_at"]}
            row["delivery_no"] = number
        if rows != list(known.values()):
            zone.write_register(STRAYS, rows)
    return rows


def _row(file: LandingFile, as_of: date, outcome: str, message_zh: str, message_en: str) -> dict:
    # every column, or a row read back would never equal the row just made
    return (
        dict.fromkeys(SOURCE_FILE.names)
        | blank_delivery(file, STRAYS, as_of)
        | {
            "outcome": outcome,
            "message_zh": message_zh,
            "message_en": message_en,
        }
    )
