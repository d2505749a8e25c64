"""How alike two names of firms or people are: to suggest, never to decide.

Legal forms, case, diacritics, punctuation and the order of words do not count.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from goodterms.core.references import folded

LONGEST_NAME = 120

ALIKE = 0.82
"""From here on a name is suggested: one changed word of three is below, a missing letter above."""

LEGAL_FORMS = frozenset({
    "DOO", "JDOO", "DD", "OBRT", "VL", "KD", "JTD", "SP", "UDRUGA", "USTANOVA", "GMBH", "UG", "AG",
    "KG", "OHG", "EK", "EU", "GBR", "MBH", "CO", "LTD", "LIMITED", "LLC", "LLP", "PLC", "INC",
    "CORP", "CORPORATION", "COMPANY", "SRL", "SRLS", "SPA", "SAS", "SNC", "SARL", "SA", "SASU",
    "EURL", "SRO", "AS", "ASA", "OY", "OYJ", "AB", "APS", "BV", "NV", "KFT", "ZRT", "BT", "EOOD",
    "OOD", "AD", "SPZOO", "ZOO", "SL", "SLU", "LDA", "THE", "AND", "UND", "I",
})  # fmt: skip
"""Words that say what a firm is in law, written without points."""


def likeness(one: str, other: str) -> float:
    """Return 0 for nothing in common to 1 for the same name."""
    first, second = name_words(one), name_words(other)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    return SequenceMatcher(None, " ".join(first), " ".join(second), autojunk=False).ratio()


def name_words(text: str) -> tuple[str, ...]:
    """Return the telling words of a name, sorted."""
    plain = folded(text[:LONGEST_NAME])
    # "d.o.o.", "d. o. o." and "S.p.A." are one word each
    joined = re.sub(r"\b(?:\w\.\s?){2,}(?:\w\b)?", lambda found: _joined(found[0]), f"{plain} ")
    found = re.findall(r"[^\W_]+", joined)
    telling = sorted(each for each in found if each not in LEGAL_FORMS)
    return tuple(telling or sorted(found))


def _joined(text: str) -> str:
    return "".join(each for each in text if each.isalnum()) + " "
