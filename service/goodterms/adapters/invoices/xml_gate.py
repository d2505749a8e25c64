"""The one way in for XML: no document type, no entities, no includes, and caps on everything.

E-invoices and bank statements come from strangers. None of them needs a DTD, so a DTD is refused
before anything in it is read; nothing outside the bytes is ever opened.
Source: invoices study, "Sources and their traps" (XML: no DTD, no entities, no includes, caps).
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, cast
from xml.etree.ElementTree import (
    Element,
    ParseError,
    TreeBuilder,
)
from xml.parsers.expat import ErrorString, errors

from defusedxml import DefusedXmlException, DTDForbidden
from defusedxml.ElementTree import DefusedXMLParser

from goodterms.errors import ImportFileError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.parsers.expat import XMLParserType

__all__ = ["Element", "child", "children", "line_of", "local", "namespace", "parse", "text"]

MOST_BYTES = 50 * 1024 * 1024
"""As for every money file; the largest are statements of a year and invoices with attachments."""

MOST_ELEMENTS = 500_000
"""A bank statement has some 60 for each booking, an invoice some 30 for each line."""

MOST_DEPTH = 64
"""E-invoices nest to 12, statements to 14, an envelope adds a few."""

MOST_ATTRIBUTES = 64
"""Of one element; invoices have at most 4, schema locations and namespaces apart."""

MOST_LETTERS = 8192
"""Of an attribute or a name; content of elements may be long (attachments)."""

MOST_NAMESPACE_LETTERS = 512
"""Each element carries its own copy; the longest in use has fewer than 100."""

MOST_NAMESPACES = 1000
"""Declarations in a file; each invoice declares fewer than ten."""

XINCLUDE = "http://www.w3.org/2001/XInclude"

HINT = "Ask for the file again from where it came, or import a CSV export"

LONGEST_TAG = 256 * 1024
"""In bytes: the parser collects all attributes of a tag before anything of it can be counted."""

_TAG = re.compile(rb"<[^!?>][^<>]{%d}" % LONGEST_TAG)

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARES = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.-]{1,40})")
_CLAIMS_UTF16 = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']utf-?16", re.IGNORECASE)

_SAYS: Mapping[str, str] = {
    errors.XML_ERROR_INCORRECT_ENCODING: "is not in the encoding that it declares",
    errors.XML_ERROR_UNKNOWN_ENCODING: "declares an encoding that is not known here",
    errors.XML_ERROR_UNDEFINED_ENTITY: "uses an entity, which invoices and statements never need",
    errors.XML_ERROR_NO_ELEMENTS: "is not well-formed XML (it ends too early)",
    errors.XML_ERROR_UNCLOSED_TOKEN: "is not well-formed XML (it ends too early)",
}


def parse(data: bytes, name: str) -> Element:
    """Return the root of an XML file; tags are ``{namespace}local``, comments are dropped.

    Byte order mark and bytes win over a declaration that contradicts them, since programs write
    UTF-8 that says UTF-16; any other contradiction is refused, as letters would have to be guessed.

    Args:
        data: The whole file.
        name: For messages.

    Raises:
        ImportFileError: It has a DTD, entities or includes, exceeds a cap, or is not well-formed.
            Messages never hold content of the file.
    """
    if len(data) > MOST_BYTES:
        raise refusal(name, f"is larger than {MOST_BYTES // 1024 // 1024} MB")
    encoding, trimmed, above = _prepared(data)
    # each element has at least one "<" in any encoding: a flood is refused before it is parsed
    if trimmed.count(b"<") > 4 * MOST_ELEMENTS:
        raise refusal(name, f"has more than {MOST_ELEMENTS} elements")
    if _TAG.search(trimmed):
        raise refusal(name, f"has a tag longer than {LONGEST_TAG // 1024} KB")
    builder = _Builder(name, above)
    parser = DefusedXMLParser(target=builder, encoding=encoding, forbid_dtd=True)
    builder.watch(parser.parser)
    try:
        parser.feed(trimmed)
        root: Element = parser.close()
    except DTDForbidden:
        raise refusal(name, "has a DTD, which invoices and statements never need") from None
    except DefusedXmlException:
        raise refusal(name, "uses an entity, which invoices and statements never need") from None
    except ParseError as error:
        raise refusal(name, _flaw(error, trimmed, above)) from None
    except (ValueError, LookupError):  # what Python's codecs say of odd declarations
        raise refusal(name, "declares an encoding that is not known here") from None
    return root


def refusal(name: str, what: str) -> ImportFileError:
    """Return the error for a file that is not read: its name, then `what`."""
    return ImportFileError(f"{name} {what}", hint=HINT)


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def namespace(element: Element) -> str:
    """Return the namespace of an element, "" for none."""
    return element.tag[1:].partition("}")[0] if element.tag.startswith("{") else ""


def line_of(element: Element) -> int:
    """Return the line on which an element begins, from 1; 0 when it was not parsed here."""
    return getattr(element, "line", 0)


def children(element: Element | None, *path: str) -> list[Element]:
    """Return all elements reached by a path of local names, in the order of the file.

    Namespaces are left out on purpose: they change with versions, the names do not.
    """
    found = [] if element is None else [element]
    for step in path:
        found = [each for parent in found for each in parent if local(each) == step]
    return found


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element reached by a path of local names, None for none."""
    return next(iter(children(element, *path)), None)


def text(element: Element | None, *path: str) -> str:
    """Return the first text that is not blank under a path, stripped; "" for none."""
    found = ((each.text or "").strip() for each in children(element, *path))
    return next((each for each in found if each), "")


def _prepared(data: bytes) -> tuple[str | None, bytes, int]:
    """Return the encoding that the bytes prove, the bytes without blank ends, and lines cut."""
    encoding = next((each for bom, each in _BOMS if data.startswith(bom)), None)
    if encoding == "utf-16":
        return encoding, data, 0
    # embedded files are often padded with NUL bytes behind the last tag
    body = data.removeprefix(codecs.BOM_UTF8)
    start = body.lstrip(b" \t\r\n")
    above = body[: len(body) - len(start)].count(b"\n")
    if _CLAIMS_UTF16.match(start):
        encoding = "utf-8"
    return encoding, start.rstrip(b"\0 \t\r\n"), above


def _flaw(error: ParseError, data: bytes, above: int) -> str:
    """Return what is wrong, in our words: those of the parser could quote the file."""
    code = ErrorString(error.code) or ""
    said = _SAYS.get(code, "is not well-formed XML")
    if code == errors.XML_ERROR_INVALID_TOKEN and not _keeps_its_word(data):
        said = _SAYS[errors.XML_ERROR_INCORRECT_ENCODING]
    return said if said.endswith(")") else f"{said} (line {error.position[0] + above})"


def _keeps_its_word(data: bytes) -> bool:
    """Return whether bytes that declare UTF-8, or nothing, are UTF-8."""
    declared = _DECLARES.match(data)
    if declared is not None and declared[1].lower() not in {b"utf-8", b"utf8"}:
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


class _Placed(Element):
    """An element that knows its line."""

    line = 0


class _Builder(TreeBuilder):
    """Builds the tree and holds the caps while the file is read, not afterwards."""

    def __init__(self, name: str, above: int) -> None:
        super().__init__(element_factory=_Placed)
        self._name = name
        self._above = above
        self._depth = 0
        self._elements = 0
        self._namespaces = 0

    def watch(self, expat: XMLParserType) -> None:
        """Take line numbers from this parser."""
        self._expat = expat

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        """Open an element."""
        self._depth += 1
        self._elements += 1
        if self._depth > MOST_DEPTH:
            raise refusal(self._name, f"nests deeper than {MOST_DEPTH} levels")
        if self._elements > MOST_ELEMENTS:
            raise refusal(self._name, f"has more than {MOST_ELEMENTS} elements")
        if len(tag) > MOST_LETTERS or (attrs and _too_much(attrs)):
            raise refusal(self._name, "has a name or an attribute that is too long")
        if tag.startswith(f"{{{XINCLUDE}}}"):
            raise refusal(self._name, "includes other files, which is never done")
        element = cast("_Placed", super().start(tag, attrs))
        element.line = self._expat.CurrentLineNumber + self._above
        return element

    def end(self, tag: str) -> Element:
        """Close an element."""
        self._depth -= 1
        return super().end(tag)

    def start_ns(self, _prefix: str, uri: str) -> None:
        """Count the declarations: each name of an element carries its namespace."""
        self._namespaces += 1
        if self._namespaces > MOST_NAMESPACES or len(uri) > MOST_NAMESPACE_LETTERS:
            raise refusal(self._name, "declares too many or too long namespaces")


def _too_much(attrs: Mapping[str, str]) -> bool:
    return len(attrs) > MOST_ATTRIBUTES or any(
        len(key) > MOST_LETTERS or len(value) > MOST_LETTERS for key, value in attrs.items()
    )
