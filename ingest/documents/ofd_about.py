"""What an OFD says beside its pages: who made it, what is attached, who signed, what lies over the pages."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ingest.documents.model import tidy
from ingest.documents.ofd_package import OfdPackage
from ingest.documents.ofd_text import AS_IS, Run, placed, runs_of

_PROPERTIES = {"Author": "creator", "CreationDate": "created", "ModDate": "modified", "Creator": "program"}
_NAMED = 20  # attachments and signatures named one by one


def properties_of(body: Element) -> dict[str, str]:
    """Author, program and dates of a document's ``DocInfo``."""
    found = ((name, tidy(body.findtext(f"DocInfo/{tag}") or "")) for tag, name in _PROPERTIES.items())
    return {name: value for name, value in found if value}


def attachment_notes(package: OfdPackage, document: Element, base: str) -> Iterator[str]:
    """One note that counts and names the attachments: they are no part of the text."""
    listed, _ = package.tree_at(document.findtext("Attachments"), base)
    names = []
    for attachment in listed.iter("Attachment") if listed is not None else ():
        name, form = tidy(attachment.get("Name") or "?"), attachment.get("Format")
        names.append(f"{name}.{form}" if form and not name.endswith(f".{form}") else name)
    if names:
        yield f"{_counted(len(names), 'attachment')} not read: {_some(names)}"


def signature_notes(package: OfdPackage, body: Element) -> Iterator[str]:
    """One note that counts the signatures, with provider and time as they stand there; nothing is verified."""
    signatures, name = package.tree_at(body.findtext("Signatures"))
    said = []
    for signature in signatures.iter("Signature") if signatures is not None else ():
        signed, _ = package.tree_at(signature.get("BaseLoc"), name) if len(said) < _NAMED else (None, "")
        provider = next(signed.iter("Provider"), None) if signed is not None else None
        by = (provider.get("Company") or provider.get("ProviderName")) if provider is not None else None
        when = next((e.text for e in signed.iter("SignatureDateTime")), None) if signed is not None else None
        said.append(tidy(f"{by or 'unknown provider'} {when or ''}"))
    if said:
        yield f"{_counted(len(said), 'signature')}, not verified: {_some(said)}"


class Annotations:
    """The annotations of a document, page by page."""

    def __init__(self, package: OfdPackage, document: Element, base: str) -> None:
        self._package = package
        listed, self._name = package.tree_at(document.findtext("Annotations"), base)
        self._places = {}
        for page in listed.iter("Page") if listed is not None else ():
            self._places.setdefault(page.get("PageID"), page.findtext("FileLoc"))

    def of_page(self, page_id: str | None) -> tuple[list[Run], list[str]]:
        """Runs of what was written onto the page (stamps, remarks), and the texts of its watermarks."""
        runs: list[Run] = []
        watermarks: list[str] = []
        annotations, _ = self._package.tree_at(self._places.get(page_id), self._name)
        for annotation in annotations.iter("Annot") if annotations is not None else ():
            if annotation.get("Type") == "Watermark":
                watermarks += [text for code in annotation.iter("TextCode") if (text := tidy(code.text or ""))]
                continue
            if annotation.get("Visible") == "false":
                continue
            for appearance in annotation.iter("Appearance"):
                matrix = placed(appearance, AS_IS)
                for text_object in appearance.iter("TextObject"):
                    runs += runs_of(text_object, matrix)
        return runs, watermarks


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'s' * (count > 1)}"


def _some(names: list[str]) -> str:
    return "; ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
