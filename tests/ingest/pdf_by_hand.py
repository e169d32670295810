"""PDF files written by hand: text of a Chinese font that every reader knows by name, rules, pictures."""

import zlib
from dataclasses import dataclass, field

A4 = (595, 842)


@dataclass
class HandPage:
    """One page: lines of text as (x, y from the bottom, size, text), and any further drawing operators."""

    texts: list[tuple[float, float, float, str]] = field(default_factory=list)
    drawing: str = ""
    size: tuple[float, float] = A4
    rotate: int = 0
    entries: str = ""


def rules(xs: list[float], ys: list[float]) -> str:
    """Operators of a grid of rules through all ``xs`` and ``ys``."""
    lines = [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys] + [f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs]
    return "\n".join(lines)


def rule(x1: float, y1: float, x2: float, y2: float) -> str:
    """One rule."""
    return f"{x1} {y1} m {x2} {y2} l S\n"


def picture(width: int, height: int, pixels: bytes, name: str = "Im") -> bytes:
    """A grey picture as the object that a page may name in its resources."""
    data = zlib.compress(pixels)
    head = (
        f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray"
        f" /BitsPerComponent 8 /Filter /FlateDecode /Length {len(data)} >>\nstream\n"
    )
    return head.encode() + data + b"\nendstream"


def pdf(pages: list[HandPage], image: bytes | None = None, count: int | None = None, info: str = "") -> bytes:
    """The file. ``image``: an object of :func:`picture`, drawn with ``/Im Do``; ``count``: how many pages it claims."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500 814 939 500]"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /Ascent 880 /Descent -120 /CapHeight 880"
        b" /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /StemV 93 >>",
        image or b"null",
        f"<< {info} >>".encode(),
    ]
    kids = []
    for page in pages:
        written = "".join(
            f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"
            for x, y, size, text in page.texts
        )
        content = (page.drawing + "\n" + written).encode()
        objects.append(b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.size[0]} {page.size[1]}] /Rotate {page.rotate}"
            f" /Resources << /Font << /F 3 0 R >> /XObject << /Im 6 0 R >> >> /Contents {len(objects)} 0 R"
            f" {page.entries} >>".encode()
        )
    names = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{names}] /Count {len(kids) if count is None else count} >>".encode()
    return assemble(objects)


def assemble(objects: list[bytes]) -> bytes:
    """A file of these objects, numbered from 1; the first is the catalogue, the seventh says what the file is."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    info = b" /Info 7 0 R" if len(objects) > 6 else b""
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    start = out.rfind(b"xref\n0")
    return out + b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, info, start)
