"""Factur-X, ZUGFeRD and XRechnung in PDF: the e-invoice is an XML file attached inside.

The attachment is told by its content. The standards name it factur-x.xml, zugferd-invoice.xml or
xrechnung.xml, but tools write other names, keep other files beside it, and hang it into different
places of the document. Nothing on the pages themselves is read.

Source: invoices study, "Sources and their traps"; ISO 32000-2, 7.11 (file specifications), 7.9.6
(name trees) and 14.13 (associated files).
"""

from __future__ import annotations

import codecs
import io
import json
import logging
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader, apply_configuration
from pypdf.errors import (
    DependencyError,
    FileNotDecryptedError,
    LimitReachedError,
    WrongPasswordError,
)
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from goodterms.adapters.invoices import xml_kinds
from goodterms.errors import ImportFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from goodterms.adapters.invoices.asked import Asked
    from goodterms.ports import LedgerFile

# the library tells of every flaw of a file on standard error, with words from the file
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

MOST_XML = 8_000_000
"""Most bytes of one attachment, unpacked: the XML of an invoice has some 10 KB, with papers in
base64 inside a few MB."""

MOST_UNPACKED = 16_000_000
"""Most bytes of any other stream that is needed to find the attachments, unpacked."""

SLOW_BYTES = 1_000_000
"""Most bytes unpacked by the slow filters, which no e-invoice is written with."""

MOST_FILES = 50
"""Most attachments looked at, those with the standard names first."""

MOST_NODES = 1_000
"""Most nodes of a name tree, entries of a list, and pages, that are walked."""

MOST_OBJECTS = 100_000
"""Most objects of a document that is no book: a broken one is searched for all of them."""

USUAL_NAMES = (
    "factur-x.xml",
    "xrechnung.xml",
    "zugferd-invoice.xml",
)
"""Names by the standards (Factur-X 1.07, ZUGFeRD 1 and 2), compared in lower case."""

NAME_LIMIT = 200
"""Longest attachment name kept, in characters."""

_LIMITS: dict[str, Any] = {
    "maximum_declared_stream_length": 64_000_000,
    "array_based_stream_maximum_output_length": MOST_UNPACKED,
    "zlib_maximum_output_length": MOST_UNPACKED,
    "zlib_maximum_recovery_input_length": 1_000_000,
    "brotli_maximum_output_length": MOST_UNPACKED,
    "run_length_maximum_output_length": SLOW_BYTES,
    "lzw_maximum_output_length": SLOW_BYTES,
    "stream_decoding_work_maximum_length": 4 * MOST_UNPACKED,
    "jbig2dec_binary": None,
}
"""What the library may spend on one stream (its own bounds allow 75 MB and another program)."""

_XML = re.compile(rb"\s{0,1000}<[?!A-Za-z_]")
_END = b"%%EOF"

NONE_HINT = "Import its XML, or the CSV export of the tool that wrote it"


class UnopenedError(ImportFileError):
    """A PDF that is broken or opens with a password only: nobody can tell what it holds."""


def read(data: bytes, name: str, asked: Asked) -> LedgerFile:
    """Return the e-invoice inside a PDF; its documents state the attachment as ``embedded_xml``.

    Args:
        data: The whole file.
        name: For messages and as the source of each row.
        asked: What the owner says.

    Raises:
        ImportFileError: It holds no e-invoice, or one that cannot be read; it is encrypted, cut
            off, or asks for more memory than an invoice needs.
    """
    return read_attached(embedded_xml(data, name), data, name, asked)


def read_attached(
    attached: Sequence[tuple[str, bytes]], data: bytes, name: str, asked: Asked
) -> LedgerFile:
    """Return the e-invoice among what `embedded_xml` found in `data`; see `read`."""
    first: ImportFileError | None = None
    for label, xml in attached:
        try:
            found = xml_kinds.read_xml(xml, name, asked)
        except ImportFileError as error:
            first = first or (error if label.lower() in USUAL_NAMES else None)
            continue
        if found.documents or found.undecided or found.problems:
            documents = [
                replace(each, stated=_stating(each.stated, label)) for each in found.documents
            ]
            undecided = [{**each, "embedded_xml": label} for each in found.undecided]
            return replace(found, format="pdf", documents=documents, undecided=undecided)
    if first is not None:
        raise first
    if _END not in data[-2048:]:
        message = f"{name} is cut off"
        raise ImportFileError(message, hint="Get the file again")
    message = f"{name} is a PDF that holds no e-invoice"
    raise ImportFileError(message, hint=NONE_HINT)


def embedded_xml(data: bytes, name: str) -> list[tuple[str, bytes]]:
    """Return the attachments that look like XML, standard names first: file name and bytes.

    Args:
        data: The whole file.
        name: For messages.

    Raises:
        UnopenedError: It is broken or encrypted.
        ImportFileError: It asks for more memory or work than an invoice needs.
    """
    if data.count(b" obj") > MOST_OBJECTS:
        message = f"{name} is a PDF of more than {MOST_OBJECTS} objects, which no invoice needs"
        raise ImportFileError(message, hint=NONE_HINT)
    try:
        with apply_configuration(**_LIMITS):
            return _attached(data)
    except LimitReachedError:
        message = f"{name} is a PDF that asks for more memory than an invoice needs"
        raise ImportFileError(message, hint=NONE_HINT) from None
    except (FileNotDecryptedError, WrongPasswordError, DependencyError):
        hint = "Save it without a password; e-invoices in PDF are never encrypted"
        message = f"{name} is encrypted"
        raise UnopenedError(message, hint=hint) from None
    except Exception as error:  # noqa: BLE001 - raises whatever a broken file provokes
        whole = "is a PDF that cannot be read" if _END in data[-2048:] else "is cut off"
        message = f"{name} {whole} ({type(error).__name__})"
        raise UnopenedError(message, hint="Get the file again. " + NONE_HINT) from None


def _attached(data: bytes) -> list[tuple[str, bytes]]:
    reader = PdfReader(io.BytesIO(data))
    files: dict[int, tuple[str, StreamObject]] = {}
    for label, stream in _files(reader):
        files.setdefault(id(stream), (label, stream))
        if len(files) == 10 * MOST_FILES:
            break
    ordered = sorted(files.values(), key=lambda each: _rank(each[0]))[:MOST_FILES]
    found = []
    excess: LimitReachedError | None = None
    left = MOST_UNPACKED
    for label, stream in ordered:
        try:
            content = _content(stream)
        except LimitReachedError as error:
            excess = error
            continue
        if content is not None and len(content) <= left:
            left -= len(content)
            found.append((label, content))
    if excess is not None and not found:
        raise excess
    return found


def _rank(label: str) -> int:
    """Order attachments: standard names, then XML by name, then the rest."""
    lower = label.lower()
    if lower in USUAL_NAMES:
        return 0
    return 1 if lower.endswith(".xml") else 2


def _content(stream: StreamObject) -> bytes | None:
    """Return an attachment that looks like XML, None for any other.

    A picture or a paper beside the invoice may be broken: that is not the invoice's fault.

    Raises:
        LimitReachedError: It unpacks to more than is allowed.
    """
    try:
        content = stream.get_data()
    except LimitReachedError:
        raise
    except Exception:  # noqa: BLE001 - see `embedded_xml`
        return None
    if not isinstance(content, bytes) or len(content) > MOST_XML:
        return None
    head = content[:4096]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "replace").encode()
    return content if _XML.match(head.removeprefix(codecs.BOM_UTF8)) else None


def _files(reader: PdfReader) -> Iterator[tuple[str, StreamObject]]:
    """Yield every attached file: its name and its stream."""
    root = _dictionary(reader.root_object)
    yield from _of_specs(_tree(_value(_value(root, "/Names"), "/EmbeddedFiles")))
    yield from _of_specs(("", each) for each in _array(_value(root, "/AF")))
    for number, page in enumerate(reader.pages):
        if number == MOST_NODES:
            return
        yield from _of_specs(("", each) for each in _array(_value(page, "/AF")))
        for note in _array(_value(page, "/Annots")):
            if _value(note, "/Subtype") == "/FileAttachment":
                yield from _of_specs([("", _value(note, "/FS"))])


def _tree(root: object) -> Iterator[tuple[str, object]]:
    """Yield the names and values of a name tree, however deep, each node once."""
    waiting = [root]
    seen: set[int] = set()
    while waiting and len(seen) < MOST_NODES:
        node = waiting.pop(0)
        if not isinstance(node, DictionaryObject) or id(node) in seen:
            continue
        seen.add(id(node))
        pairs = _array(_value(node, "/Names"))
        for key, value in zip(pairs[::2], pairs[1::2], strict=False):
            yield str(key), value
        waiting += _array(_value(node, "/Kids"))


def _of_specs(specs: Iterable[tuple[str, object]]) -> Iterator[tuple[str, StreamObject]]:
    """Yield name and stream of each file specification that embeds one."""
    for key, spec in specs:
        streams = _value(spec, "/EF")
        stream = _value(streams, "/UF") or _value(streams, "/F")
        if isinstance(stream, StreamObject):
            yield _shown(_value(spec, "/UF") or _value(spec, "/F") or key), stream


def _value(holder: object, key: str) -> object:
    """Return what a dictionary holds under a key, references followed; None for anything odd."""
    value = _dictionary(holder).get(key)
    found: object = None if value is None else value.get_object()
    return found


def _dictionary(value: object) -> DictionaryObject:
    return value if isinstance(value, DictionaryObject) else DictionaryObject()


def _array(value: object) -> list[object]:
    """Return the first entries of a list, references followed; nothing for anything odd."""
    return (
        [each.get_object() for each in value[:MOST_NODES]] if isinstance(value, ArrayObject) else []
    )


def _shown(label: object) -> str:
    """Return a name as one printable line: it comes from a stranger."""
    text = label.decode("latin-1") if isinstance(label, bytes) else str(label)
    clean = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(clean.split())[:NAME_LIMIT]


def _stating(stated: str, label: str) -> str:
    said = {**json.loads(stated), "embedded_xml": label}
    return json.dumps(said, sort_keys=True, ensure_ascii=False)
