"""OFD files made for tests: parts by their names, and the usual frame around the pages."""

import zipfile
from pathlib import Path

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def element(tag: str, content: str = "", **attributes: object) -> str:
    stated = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<ofd:{tag} {SPACE}{stated}>{content}</ofd:{tag}>"


def text(words: str, x: float, y: float, size: float = 5, step: float | None = None, **attributes: object) -> str:
    """A text object whose first base line starts at (x, y) mm; the signs are ``step`` apart (their size)."""
    steps = f"g {max(len(words) - 1, 0)} {step or size}"
    code = element("TextCode", words, **({"X": 0, "Y": 0, "DeltaX": steps} | attributes.pop("code", {})))
    return element("TextObject", code, **({"Boundary": f"{x} {y} 100 10", "Size": size} | attributes))


def page(*objects: str, before: str = "", area: str = "") -> str:
    size = element("Area", element("PhysicalBox", area)) if area else ""
    return element("Page", size + before + element("Content", element("Layer", "".join(objects))))


def parts(*pages: str, root: str = "", common: str = "", info: str = "", body: str = "") -> dict[str, str]:
    """The parts of a file of one document. ``root``: more in Document.xml, ``common``: in its CommonData."""
    frame = element("PageArea", element("PhysicalBox", "0 0 200 100"))
    listed = "".join(element("Page", ID=at, BaseLoc=f"Pages/P{at}/Content.xml") for at in range(1, len(pages) + 1))
    return {
        "OFD.xml": element("OFD", doc_body("Doc_0/Document.xml", info, body)),
        "Doc_0/Document.xml": element(
            "Document", element("CommonData", frame + common) + element("Pages", listed) + root
        ),
        **{f"Doc_0/Pages/P{at}/Content.xml": content for at, content in enumerate(pages, start=1)},
    }


def doc_body(root: str, info: str = "", more: str = "") -> str:
    return element("DocBody", element("DocInfo", info) + element("DocRoot", root) + more)


def write(path: Path, content: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as container:
        for name, data in content.items():
            container.writestr(name, data)
    return path
