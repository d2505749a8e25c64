"""Field ``:86:`` of MT940: what the payer wrote and who it was, in the dialects that banks use.

Sources: DK/ZKA "Geschäftsvorfallcodes" (three digits, then subfields 00 to 63 behind a sign; SEPA
words such as ``EREF+`` within 20 to 29), SWIFT MT940 for Corporates and the Dutch banks (words
between slashes such as ``/REMI/``), else free text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_STRUCTURED = re.compile(r"(?:(\d{3})\s?([?>~^<+@!|])|([?>~^<]))(?=\d\d)")
_SEPA_WORDS = re.compile(
    r"(EREF|KREF|MREF|RREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|SQTP|MDAT|PURP|IBAN|BIC)\s?\+"
    r"|(?:^|(?<=\s))(EREF|KREF|MREF|CRED|SVWZ|ABWA|ABWE|IBAN|BIC):\s"
)
_SLASH_WORDS = re.compile(
    r"/(REMI|EREF|NAME|CNTP|TRTP|ORDP|BENM|MARF|CSID|IBAN|BIC|PREF|RTRN|PURP|TRCD|SVCL|ULTD|ULTC"
    r"|INIT|ADDR|ISDT|OCMT|CHGS|EXCH|ACCW|INFO|RREF|KREF|ID)(?=/)"
)
_TELLS_SLASHES = re.compile(r"/(?:REMI|EREF|NAME|CNTP|TRTP|ORDP|BENM)/")

PURPOSE = ("20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "60", "61", "62", "63")
NAME = ("32", "33")

FULL_SUBFIELD = 27
"""Letters of a subfield; a shorter one ends a line, a full one may break within a word."""

FULL_LINE = 60
"""The same of a line of free text, which holds 65."""

LONGEST = 8192
"""Letters that are looked at; the field holds 6 lines of 65."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What field 86 says.

    Attributes:
        code: The bank's code of three digits, "" without.
        is_return: It says that a payment came back.
    """

    party: str = ""
    texts: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    code: str = ""
    is_return: bool = False


def details_of(raw: str) -> Details:
    """Return what a field ``:86:`` says; lines may be broken anywhere."""
    lines = [each.strip("\r\n") for each in raw[:LONGEST].splitlines()]
    glued = "".join(lines)
    found = _STRUCTURED.match(glued.lstrip())
    if found:
        return _structured(glued.lstrip()[len(found[1] or "") :].lstrip(), found)
    if _TELLS_SLASHES.search(glued):
        return _slashed(glued)
    return _prose(_joined(lines, FULL_LINE), Details())


def _structured(body: str, found: re.Match[str]) -> Details:
    sign = re.escape(found[2] or found[3])
    parts = re.split(rf"{sign}(\d\d)", body)
    fields: dict[str, str] = {}
    for name, value in zip(parts[1::2], parts[2::2], strict=True):
        fields[name] = fields.get(name, "") + value
    party = _joined([fields[each] for each in NAME if each in fields], FULL_SUBFIELD)
    purpose = _joined([fields[each] for each in PURPOSE if each in fields], FULL_SUBFIELD)
    return _prose(purpose, Details(party=party, code=found[1] or ""))


def _prose(text: str, told: Details) -> Details:
    """Return details with the text taken apart at SEPA words."""
    parts = _SEPA_WORDS.split(text)
    words: dict[str, str] = {}
    for plus, colon, value in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        words.setdefault(plus or colon, " ".join(value.split()))
    free = " ".join(parts[0].split())
    texts = [each for each in (words.get("SVWZ", ""), free) if each]
    return Details(
        party=told.party or words.get("ABWA", ""),
        texts=tuple(texts),
        code=told.code,
        is_return="RTRN" in words,
    )


def _slashed(glued: str) -> Details:
    parts = _SLASH_WORDS.split(glued)
    words: dict[str, str] = {}
    for name, value in zip(parts[1::2], parts[2::2], strict=True):
        told = " ".join(value.strip("/ ").split())
        if told:
            words.setdefault(name, told)
    party = words.get("NAME", "")
    counter = words.get("CNTP", "").split("/")
    if not party and len(counter) > 2:
        party = counter[2].strip()  # account, BIC, name, town
    remittance = words.get("REMI", parts[0].strip("/ "))
    form, _, rest = remittance.partition("/")
    references: tuple[str, ...] = ()
    if form == "USTD":
        remittance = rest.strip("/ ")
    elif form in ("STRD", "SCOR"):
        references = (rest.rpartition("/")[2],)
        remittance = ""
    return Details(
        party=party,
        texts=(remittance,) if remittance else (),
        references=references,
        is_return="RTRN" in words,
    )


def _joined(parts: list[str], full: int) -> str:
    """Return parts of one text: a space stands between them where a line was not full."""
    glued = "".join(each if len(each) >= full else f"{each} " for each in parts)
    return " ".join(glued.split())
