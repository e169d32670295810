"""The graphic objects of an OFD page: those of its templates, its own, and the composite ones drawn from resources."""

import posixpath
from xml.etree.ElementTree import Element

from ingest.documents.archive import too_large
from ingest.documents.ofd_package import OfdPackage
from ingest.documents.ofd_text import AS_IS, Matrix, Run, placed, runs_of

MAX_RUNS = 200_000  # of one page
_DEPTH = 8  # templates of templates, composite objects of composite objects, blocks of blocks


class Resources:
    """Templates, composite graphic units and pictures of one document, by their ids."""

    def __init__(self, package: OfdPackage, document: Element, base: str) -> None:
        self._package, self._base = package, base
        self._templates = {
            template.get("ID"): template.get("BaseLoc") for template in document.iterfind("CommonData/TemplatePage")
        }
        self._trees: dict[str, tuple[Element | None, str]] = {}
        self._units: dict[str, Element] = {}
        self._pictures: dict[str, str] = {}
        for tag in ("PublicRes", "DocumentRes"):
            for place in document.iterfind(f"CommonData/{tag}"):
                self._take_resources(place.text, base)

    def template(self, template_id: str | None) -> Element | None:
        """The content of a template page; None when there is none of that id."""
        place = self._templates.get(template_id)
        if place is None:
            return None
        if place not in self._trees:
            self._trees[place] = self._package.tree_at(place, self._base)
        return self._trees[place][0]

    def unit(self, unit_id: str | None) -> Element | None:
        """A composite graphic unit."""
        return self._units.get(unit_id or "")

    def picture(self, picture_id: str | None) -> str | None:
        """Name of the part that holds a picture."""
        return self._pictures.get(picture_id or "")

    def add(self, page: Element, base: str) -> None:
        """Resources that a page has for itself."""
        for place in page.iterfind("PageRes"):
            self._take_resources(place.text, base)

    def _take_resources(self, place: str | None, base: str) -> None:
        tree, name = self._package.tree_at(place, base)
        if tree is None:
            return
        for unit in tree.iter("CompositeGraphicUnit"):
            self._units.setdefault(unit.get("ID") or "", unit)
        for media in tree.iter("MultiMedia"):
            file = (media.findtext("MediaFile") or "").strip()
            below = posixpath.join(tree.get("BaseLoc") or "", file)
            if found := self._package.find(below, name) or self._package.find(file, name):
                self._pictures.setdefault(media.get("ID") or "", found)


class Objects:
    """Everything drawn on one page: ``runs`` of text, and ``pictures`` (name of the part, place of its unit square)."""

    def __init__(self, resources: Resources, page: Element | None, base: str) -> None:
        self.runs: list[Run] = []
        self.pictures: list[tuple[str, Matrix]] = []
        self._resources = resources
        if page is not None:
            resources.add(page, base)
            self._take_page(page, 0)

    def _take_page(self, page: Element, depth: int) -> None:
        if depth > _DEPTH:
            return  # a template that names itself adds nothing
        for used in page.iterfind("Template"):
            template = self._resources.template(used.get("TemplateID"))
            if template is not None:
                self._take_page(template, depth + 1)
        for content in page.iterfind("Content"):
            self._take(content, AS_IS, 0)

    def _take(self, holder: Element, outer: Matrix, depth: int) -> None:
        if depth > _DEPTH:
            return
        for element in holder:
            if element.get("Visible") == "false":
                continue
            if element.tag == "TextObject":
                self.runs += runs_of(element, outer)
                if len(self.runs) > MAX_RUNS:
                    raise too_large(f"{MAX_RUNS:,} pieces of text on a page")
            elif element.tag == "ImageObject":
                if name := self._resources.picture(element.get("ResourceID")):
                    self.pictures.append((name, placed(element, outer)))
            elif element.tag in ("Layer", "PageBlock"):
                self._take(element, outer, depth + 1)
            elif element.tag == "CompositeObject":
                self._take_unit(element, outer, depth)

    def _take_unit(self, element: Element, outer: Matrix, depth: int) -> None:
        unit = self._resources.unit(element.get("ResourceID"))
        for content in unit.iterfind("Content") if unit is not None else ():
            self._take(content, placed(element, outer), depth + 1)
