"""Pictures as documents: a page each (a TIFF may have several), read by OCR."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, ImageSequence

from ingest.documents.archive import damaged, too_large
from ingest.documents.model import DocumentText, Page, UnreadableDocument
from ingest.documents.ocr import read_picture
from ingest.documents.ocr_cache import OcrCache
from ingest.documents.paragraphs import blocks_of_pages

# below the number from which Pillow warns; a sheet of A3 at 600 dots an inch has 70 million
MAX_PIXELS = 80_000_000
MAX_PAGES = 200
_MAX_SIDE = 4000
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
# MPO: a JPEG with more pictures behind the first, as telephones make it
_MEDIA_TYPES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "TIFF": "image/tiff",
    "BMP": "image/bmp",
    "WEBP": "image/webp",
    "GIF": "image/gif",
}
_EXIF, _TAKEN, _DIGITISED = 0x8769, 0x9003, 0x9004


def read_image(path: Path, cache: OcrCache | None = None) -> DocumentText:
    """Read a PNG, JPEG, TIFF, BMP, WEBP or GIF file.

    A picture without text is a document without blocks: it is evidence all the same. ``properties``: `taken_on`, the
    day of the camera's clock; where it was taken is never kept. Raises :class:`UnreadableDocument` (`damaged`,
    `too_large`).
    """
    cache = cache or OcrCache()
    with _opened(path) as image:
        media_type = _MEDIA_TYPES[image.format]
        properties = _properties(image)
        frames = getattr(image, "n_frames", 1)
        is_paged = image.format == "TIFF"
        if is_paged and frames > MAX_PAGES:
            raise too_large(f"{frames:,} pages")
        pages, read = [], []
        for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
            _check(frame)
            upright = ImageOps.exif_transpose(frame)
            lines = read_picture(pixels_of(upright), number, cache)
            pages.append(Page(number, *map(float, upright.size), "ocr" if lines.lines else "none"))
            read.append(lines)
            if not is_paged:
                break
    labelled, blocks = blocks_of_pages(read)
    notes = [f"page {page.number} holds no text that OCR can read" for page in pages if page.text_source == "none"]
    if frames > 1 and not is_paged:
        notes.append(f"the first of {frames} pictures was read")
    document = DocumentText(
        media_type, None, None, blocks, labelled, tuple(notes), "ocr", tuple(pages), properties=properties
    )
    cache.keep(document)
    return document


def pixels_of(image: Image.Image) -> np.ndarray:
    """The picture as blue, green and red of eight bits; what is transparent stands on white, or white on black."""
    if min(image.size) > _MAX_SIDE // 3 and max(image.size) > _MAX_SIDE:
        image = image.copy()
        image.thumbnail((_MAX_SIDE, _MAX_SIDE))
    if image.mode.startswith(("I", "F")):
        # sixteen bits and more: the whole range counts, not its lowest eight bits
        values = np.asarray(image, dtype=np.float64)
        low, high = float(values.min()), float(values.max())
        image = Image.fromarray(((values - low) * (255 / max(high - low, 1e-9))).astype(np.uint8))
    if image.has_transparency_data:
        red_green_blue_alpha = np.asarray(image.convert("RGBA"))
        alpha = red_green_blue_alpha[:, :, 3:].astype(np.float32) / 255
        colours = red_green_blue_alpha[:, :, :3].astype(np.float32)
        is_light = float((colours * alpha).sum()) > 127 * 3 * float(alpha.sum())
        ground = 0 if is_light and float(alpha.mean()) < 0.9 else 255
        rgb = (colours * alpha + ground * (1 - alpha)).astype(np.uint8)
    else:
        rgb = np.asarray(image.convert("RGB"))
    return np.ascontiguousarray(rgb[:, :, ::-1])


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=_FORMATS) as image:
                _check(image)
                yield image
    except UnreadableDocument:
        raise
    except Image.DecompressionBombError as error:
        raise too_large(str(error)) from error
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, IndexError, OverflowError) as error:
        # what Pillow raises for pictures cut off or garbled
        raise damaged(f"{type(error).__name__}: {error}".replace(str(path), path.name)) from error


def _check(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise too_large(f"{width:,} × {height:,} pixels")


def _properties(image: Image.Image) -> dict[str, str]:
    try:
        inner = image.getexif().get_ifd(_EXIF)
    except Exception:  # a garbled camera record says nothing of the picture
        return {}
    for tag in (_TAKEN, _DIGITISED):
        try:
            return {"taken_on": datetime.strptime(str(inner[tag]).strip("\0 ")[:10], "%Y:%m:%d").date().isoformat()}
        except (KeyError, ValueError):
            continue
    return {}
