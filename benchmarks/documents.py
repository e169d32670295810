"""Documents made of pages: ``python -m benchmarks.documents --folder ../shared/data --out benchmarks/results``.

The project's reader beside the bare libraries that it stands on, on the same files, in one process, in turns.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from benchmarks.report import machine
from ingest.documents.image import read_image
from ingest.documents.model import DocumentText, UnreadableDocument
from ingest.documents.ocr import engine
from ingest.documents.ocr_cache import OcrCache
from ingest.documents.pdf import read_pdf
from ingest.documents.pdf_lines import PageObjects

PACKAGES = ("pypdfium2", "pdfplumber", "rapidocr", "onnxruntime", "Pillow")
# OCR takes seconds a page: what the project adds to it must not be felt
OCR_AIM = 1.15
_DOTS_A_POINT = 200 / 72


def run(folder: Path, rounds: int) -> dict:
    """Seconds of both ways for every file, the fastest of ``rounds``; files that need a password are left out."""
    pdfs = [*sorted((folder / "pdf_difficult").glob("*.pdf")), *sorted((folder / "word_doc").glob("*.pdf"))]
    results: dict = {"text": [], "ruled": [], "ocr": []}
    for path in pdfs:
        try:
            with pdfium.PdfDocument(path) as pdf:
                has_text = all(page.get_textpage().count_chars() for page in pdf)
                is_ruled = any(PageObjects(page).is_ruled for page in pdf)
            document = read_pdf(path) if has_text else None
        except (pdfium.PdfiumError, UnreadableDocument):
            continue
        if document and document.reader == "pdfium":
            kind = "ruled" if is_ruled else "text"
            row = _both(path, document, lambda: read_pdf(path), lambda: _bare_text(path), rounds)  # noqa: B023
            results[kind].append(row)
    engine()
    for path in (folder / "scans" / "通知_p1.png", folder / "scans" / "通知_scan.pdf"):
        read, bare = (read_image, _bare_ocr) if path.suffix == ".png" else (read_pdf, _bare_ocr_of_pdf)
        document = read(path, OcrCache())
        row = _both(path, document, lambda: read(path, OcrCache()), lambda: bare(path), rounds)  # noqa: B023
        results["ocr"].append(row)
    return results


def _both(
    path: Path, document: DocumentText, own: Callable[[], object], bare: Callable[[], object], rounds: int
) -> dict:
    seconds: dict[str, list[float]] = {"own": [], "bare": []}
    for _ in range(rounds):
        for name, task in (("own", own), ("bare", bare)):
            begun = time.perf_counter()
            task()
            seconds[name].append(time.perf_counter() - begun)
    fastest = {name: min(found) for name, found in seconds.items()}
    print(f"{path.name}: {fastest['own']:.3f} s, bare {fastest['bare']:.3f} s", flush=True)
    return {"file": path.name, "pages": len(document.pages), **fastest}


def _bare_text(path: Path) -> list[str]:
    with pdfium.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def _bare_ocr(path: Path) -> object:
    with Image.open(path) as image:
        return engine()(np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1]))


def _bare_ocr_of_pdf(path: Path) -> list:
    with pdfium.PdfDocument(path) as pdf:
        return [engine()(page.render(scale=_DOTS_A_POINT).to_numpy()) for page in pdf]


def summary(rows: list[dict]) -> dict:
    """Pages, pages a second of both, and how many times the bare library's time the project takes."""
    pages, own, bare = (sum(row[key] for row in rows) for key in ("pages", "own", "bare"))
    return {
        "files": len(rows),
        "pages": pages,
        "own_pages_per_second": round(pages / own, 2),
        "bare_pages_per_second": round(pages / bare, 2),
        "ratio": round(own / bare, 3),
        "median_ratio_of_files": round(statistics.median(row["own"] / row["bare"] for row in rows), 3),
    }


def write(out: Path, results: dict, rounds: int) -> None:
    """``documents.json`` and ``documents.md`` below ``out``."""
    facts = machine() | {name: version(name) for name in PACKAGES}
    sums = {kind: summary(rows) for kind, rows in results.items() if rows}
    out.mkdir(parents=True, exist_ok=True)
    plain = {"machine": facts, "rounds": rounds, "summary": sums, "files": results}
    (out / "documents.json").write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    names = {
        "text": "PDF, text",
        "ruled": "PDF with rules, searched for tables by pdfplumber",
        "ocr": "OCR of scanned A4 pages",
    }
    lines = [
        "# Documents made of pages",
        "",
        f"{facts['processor']}, {facts['cores']} cores; "
        + ", ".join(f"{name} {facts[name]}" for name in ("python", *PACKAGES)),
        "",
        "Project: lines with places, paragraphs, furniture, tables, properties. Bare: `get_text_range` of pypdfium2,"
        f" and a call of RapidOCR with the same threads on the same picture. In turns, the fastest of {rounds}.",
        "",
        "| | files | pages | project pages/s | bare pages/s | times the bare time | aim |",
        "|---|---|---|---|---|---|---|",
    ]
    for kind, found in sums.items():
        aim = f"{OCR_AIM:g}" if kind == "ocr" else ""
        lines.append(
            f"| {names[kind]} | {found['files']} | {found['pages']} | {found['own_pages_per_second']:,} "
            f"| {found['bare_pages_per_second']:,} | {found['ratio']:.2f} | {aim} |"
        )
    (out / "documents.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Measure the reading of PDF files and pictures.")
    parser.add_argument("--folder", type=Path, default=Path("../shared/data"), help="real files (see its README)")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results"))
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    write(arguments.out, run(arguments.folder, arguments.rounds), arguments.rounds)
    print(f"{arguments.out}/documents.md")


if __name__ == "__main__":
    main()
