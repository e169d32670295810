"""Text of pictures, read by RapidOCR (PP-OCRv6; its models lie in the wheel, nothing is fetched)."""

import hashlib
import os
import re
import threading
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ingest.documents.model import Block, Box, tidy
from ingest.documents.ocr_cache import OcrCache, Reading
from ingest.documents.page_lines import HAN, PageLines, in_rows, merge_rows, turned

if TYPE_CHECKING:
    import rapidocr

# what the engine scales a picture down to; a longer one is cut into strips instead
_LONGEST_SIDE = 2000
_STRIP, _LONG = 1600, 3.0
# text higher than this share of the picture, or none at all, is looked at again, from further off
_FILLS, _AFAR_SIDE, _DETECTOR_SIDE = 0.4, 320, 736
_NARROW_SIGN = re.compile(rf"(?<=[{HAN}])[(),:;?!]|[(),:;?!](?=[{HAN}])")
_MAX_THREADS = 4
_TALL = 1.5
# part of the key under which readings are kept: other models or other rules, other readings
_RULES = "1"
_engine_in_use = threading.Lock()


def read_picture(pixels: np.ndarray, number: int, cache: OcrCache) -> PageLines:
    """The lines of page ``number``, from its pixels (height × width × 3, blue-green-red, eight bits).

    A page that lies on its side or upside down is read all the same. A picture without text gives no lines.
    """
    key = _key(pixels)
    known = cache.get(key)
    if known is None:
        known = _read(pixels)
        cache.add(key, *known)
    turn, readings = known
    lines = [
        Block(text, page=number, box=turned(Box(*box), turn), confidence=sure)
        for written, sure, *box in readings
        if (text := _in_full_width(tidy(written)))
    ]
    return PageLines(number, tuple(merge_rows(in_rows(lines))), turn)


def _read(pixels: np.ndarray) -> tuple[int, list[Reading]]:
    height, width = pixels.shape[:2]
    if min(height, width) < 2 or pixels.min() == pixels.max():
        return 0, []
    if height > _LONGEST_SIDE and height > _LONG * width:
        return 0, [
            _moved(reading, (0, 1, upper / height, (lower - upper) / height))
            for upper, lower in _strips(pixels)
            for reading in _recognised(pixels[upper:lower])[1]
        ]
    # the detector would enlarge a clipping of one line tenfold
    if min(height, width) < _AFAR_SIDE:
        return _from_afar(pixels)
    first = _recognised(pixels)
    heights = [min((right - left) * width, (bottom - top) * height) for _, _, left, top, right, bottom in first[1]]
    if max(heights, default=float("inf")) < _FILLS * min(height, width):
        return first
    second = _from_afar(pixels)
    return max(first, second, key=lambda looked: sum(len(reading[0]) * reading[1] for reading in looked[1]))


def _from_afar(pixels: np.ndarray) -> tuple[int, list[Reading]]:
    """A second look, from further off: the detector misses text that fills the picture, as on a sign or a clipping."""
    scale = min(1.0, _AFAR_SIDE / min(pixels.shape[:2]))
    if scale < 1:
        pixels = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    height, width = pixels.shape[:2]
    above, beside = (max(height // 2, (_DETECTOR_SIDE - side) // 2, 8) for side in (height, width))
    framed = cv2.copyMakeBorder(pixels, above, above, beside, beside, cv2.BORDER_REPLICATE)
    turn, readings = _recognised(framed)
    frame = (-beside / width, 1 + 2 * beside / width, -above / height, 1 + 2 * above / height)
    return turn, [_moved(reading, frame) for reading in readings]


def _recognised(pixels: np.ndarray) -> tuple[int, list[Reading]]:
    """Quarter turns to the left that bring the page upright, and the readings on the page as it is."""
    height, width = pixels.shape[:2]
    with _engine_in_use:
        own = engine()
        # the four steps of the engine's own call, which keeps to itself which lines stood on their head
        prepared, record = own.preprocess_img(pixels)
        found, classes, texts, crops = own.run_ocr_steps(prepared, record)
        if found.boxes is None or texts.txts is None:
            return 0, []
        heads = [label == "180" for label, _ in classes.cls_res or []]
        votes = _votes(found.boxes, texts.txts, heads)
        result = own.build_final_output(pixels, found, classes, texts, crops, record)
    if result.boxes is None or result.txts is None:
        return 0, []
    readings = []
    for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        xs, ys = np.clip(corners[:, 0] / width, 0, 1), np.clip(corners[:, 1] / height, 0, 1)
        box = (round(float(edge), 5) for edge in (xs.min(), ys.min(), xs.max(), ys.max()))
        readings.append((text, round(float(score), 4), *box))
    return max(range(4), key=lambda turn: (votes[turn], -turn)), readings


def _votes(boxes: np.ndarray, texts: tuple[str, ...], heads: list[bool]) -> list[int]:
    """Characters that speak for each turn. A tall crop was turned left once before it was read."""
    votes = [0, 0, 0, 0]
    for corners, text, is_on_head in zip(boxes, texts, heads, strict=False):
        wide = np.linalg.norm(corners[0] - corners[1])
        tall = np.linalg.norm(corners[0] - corners[3])
        if len(text) > 1:
            votes[(tall >= _TALL * wide) + 2 * is_on_head] += len(text)
    return votes


def _strips(pixels: np.ndarray) -> list[tuple[int, int]]:
    """Upper and lower ends of strips of a long picture (a scrolled screen), cut where nothing is written."""
    height, width = pixels.shape[:2]
    step = max(_STRIP, int(width * 1.4))
    ends = [0]
    while height - ends[-1] > 1.3 * step:
        first = ends[-1] + int(step * 0.7)
        band = pixels[first : ends[-1] + step].astype(np.int16)
        ink = np.abs(np.diff(band, axis=1)).sum(axis=(1, 2))
        quiet = np.convolve(ink, np.ones(9), mode="same")
        ends.append(first + int(quiet.argmin()))
    return list(zip(ends, [*ends[1:], height], strict=True))


def _moved(reading: Reading, frame: tuple[float, float, float, float]) -> Reading:
    """A reading of a part, or of a picture in a frame, on the picture: (begin, extent) across, then down."""
    text, sure, *box = reading
    x, width, y, height = frame
    moved = (x + box[0] * width, y + box[1] * height, x + box[2] * width, y + box[3] * height)
    return text, sure, *(round(min(1.0, max(0.0, edge)), 5) for edge in moved)


def _in_full_width(text: str) -> str:
    """Punctuation beside an ideograph as Chinese print has it: the engine mixes （学历)."""
    return _NARROW_SIGN.sub(lambda match: chr(ord(match[0]) + 0xFEE0), text)


def _key(pixels: np.ndarray) -> str:
    digest = hashlib.sha256(f"{version('rapidocr')} {_RULES} {pixels.shape}".encode())
    digest.update(np.ascontiguousarray(pixels).data)
    return digest.hexdigest()


@lru_cache(maxsize=1)
def engine() -> "rapidocr.RapidOCR":
    """The engine of this process, loaded at its first use; at most four threads."""
    # a second to import, three to load: only where there is a picture to read
    import rapidocr

    models = Path(rapidocr.__file__).parent / "models"
    threads = min(_MAX_THREADS, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2)
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            # named outright: an absent file is an error, and never fetched
            "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
            "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
            "Cls.model_path": str(models / "ch_ppocr_mobile_v2.0_cls_mobile.onnx"),
        }
    )
