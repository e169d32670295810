"""XML parts of a container, read without entities, DTD or network: as a stream, or as a bounded tree."""

import io
import zipfile
from xml.etree.ElementTree import Element, ParseError
from xml.sax import SAXException, handler
from xml.sax.xmlreader import InputSource

import defusedxml.ElementTree
import defusedxml.sax
from defusedxml.common import DefusedXmlException

from ingest.documents.archive import damaged, read_part, too_large
from ingest.documents.model import UnreadableDocument

# a tree takes some ten times the bytes of its text
MAX_TREE_BYTES = 24 * 1024 * 1024


def stream_part(archive: zipfile.ZipFile, name: str, content: handler.ContentHandler) -> None:
    """Send one part to a namespace-aware SAX handler.

    Raises :class:`UnreadableDocument`: `damaged` for broken XML or a DOCTYPE, `too_large` for a part above the limit.
    """
    data = read_part(archive, name)
    parser = defusedxml.sax.make_parser()
    parser.forbid_dtd = True
    parser.setFeature(handler.feature_namespaces, True)
    parser.setContentHandler(content)
    source = InputSource()
    source.setByteStream(io.BytesIO(data))
    try:
        parser.parse(source)
    except DefusedXmlException as error:
        raise _doctype(name) from error
    except (SAXException, LookupError, ValueError) as error:
        raise damaged(f"{name}: {error}") from error


def tree_of(archive: zipfile.ZipFile, name: str) -> Element:
    """One part as a tree whose tags have no namespace: writers of one format disagree about it.

    Raises as :func:`stream_part` does.
    """
    data = read_part(archive, name)
    if len(data) > MAX_TREE_BYTES:
        raise too_large(f"{name} > {MAX_TREE_BYTES:,} bytes")
    try:
        root = defusedxml.ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise _doctype(name) from error
    except (ParseError, LookupError, ValueError) as error:
        raise damaged(f"{name}: {error}") from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def _doctype(name: str) -> UnreadableDocument:
    return UnreadableDocument(
        "damaged",
        f"{name} 含有 DOCTYPE 声明，正常的文件没有，请重新另存",
        f"{name} declares a DOCTYPE, which no such file does; save it anew",
    )
