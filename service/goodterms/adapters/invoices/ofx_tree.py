"""OFX text, SGML or XML, as elements: one pass, no entities but the usual ones, caps on everything.

In the SGML of OFX 1 only aggregates are closed, values are not; some banks close all, some forget
an aggregate. So what is an aggregate is known here by name, and anything else is a value.
Source: OFX 1.6, sections 2.3 (SGML) and 11.4 (bank statements); OFX 2.2 for XML.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.errors import ImportFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

_AGGREGATES = """OFX BANKMSGSRSV1 CREDITCARDMSGSRSV1 INVSTMTMSGSRSV1 STMTTRNRS CCSTMTTRNRS
    INVSTMTTRNRS STMTRS CCSTMTRS INVSTMTRS BANKACCTFROM CCACCTFROM INVACCTFROM BANKTRANLIST
    INVTRANLIST INVBANKTRAN STMTTRN STMTTRNP BANKTRANLISTP PAYEE BANKACCTTO CCACCTTO CURRENCY
    ORIGCURRENCY LEDGERBAL AVAILBAL BALLIST BAL SIGNONMSGSRSV1 SONRS STATUS FI EXTDPAYEE IMAGEDATA
    REWARDINFO"""
AGGREGATES = frozenset(_AGGREGATES.split())
"""Those in which names of values return with another meaning; others are read over."""

MOST_TAGS = 1_000_000
LONGEST_VALUE = 4096
"""Letters of a value; the longest of the specification (a memo) has 255."""

HINT = "Ask the bank's site for the statement again, or for CSV"

_CDATA = re.compile(r"<!\[CDATA\[([^\]<]{0,4096})\]\]>")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9._]{0,63})(?:\s[^<>]{0,500})?(/?)>([^<]*)")


@dataclass(slots=True)
class Node:
    """An aggregate: its values by name, the first of each, and the aggregates in it."""

    name: str
    line: int
    values: dict[str, str] = field(default_factory=dict)
    inside: list[Node] = field(default_factory=list)

    def all(self, *names: str) -> Iterator[Node]:
        """Yield the aggregates of these names at any depth, in the order of the file."""
        for each in self.inside:
            if each.name in names:
                yield each
            yield from each.all(*names)

    def get(self, name: str) -> str:
        """Return a value, "" without."""
        return self.values.get(name, "")


def tree(text: str, name: str) -> Node:
    """Return the root aggregate ``OFX``.

    Raises:
        ImportFileError: It is no OFX, brings a document type along, or ends too early.
    """
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise refusal(name, "has a DTD, which no bank needs")
    text = _CDATA.sub(lambda found: html.escape(found[1], quote=False), text)
    start = re.search(r"<OFX\b", text, re.IGNORECASE)
    if start is None or not re.search(r"</OFX\s*>", text[-2000:], re.IGNORECASE):
        raise refusal(name, "is no complete OFX file")
    root = Node(name="", line=0)
    stack = [root]
    line, last = 1 + text.count("\n", 0, start.start()), start.start()
    for count, found in enumerate(_TAG.finditer(text, start.start())):
        if count > MOST_TAGS:
            raise refusal(name, f"has more than {MOST_TAGS} elements")
        line, last = line + text.count("\n", last, found.start()), found.start()
        tag = found[2].upper()
        if found[1]:
            _close(stack, tag)
        elif tag in AGGREGATES and not found[4].strip():
            _open(stack, tag, line)
        else:
            stack[-1].values.setdefault(tag, _value(found[4]))
    return root


def refusal(name: str, what: str) -> ImportFileError:
    """Return the error for a file that is not read: its name, then `what`."""
    return ImportFileError(f"{name} {what}", hint=HINT)


def _open(stack: list[Node], tag: str, line: int) -> None:
    """Open an aggregate; one that was not closed ends where the next of its name begins."""
    _close(stack, tag)
    node = Node(name=tag, line=line)
    stack[-1].inside.append(node)
    stack.append(node)


def _close(stack: list[Node], tag: str) -> None:
    """Close an aggregate and all in it; what is not open needs no closing."""
    if tag in AGGREGATES and any(each.name == tag for each in stack):
        while stack.pop().name != tag:
            pass


def _value(told: str) -> str:
    return " ".join(html.unescape(told[:LONGEST_VALUE]).split("\n")).strip()
