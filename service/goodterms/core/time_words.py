"""Words of time tables: yes and no in several languages, and rows that are no work.

Words are compared as `columns.normalise_title` writes them. Source: the exports of the tools; the
invoices study, "Sources and their traps" (time off).
"""

from __future__ import annotations

from goodterms.core.columns import normalise_title

_YES_TEXT = (
    "yes y true t 1 x da d ja j oui o si s sim tak ano vrai wahr istina tocno billable billed "
    "invoiced naplativo fakturirano abrechenbar abgerechnet checked"
)
YES = frozenset(_YES_TEXT.split())
_NO_TEXT = (
    "no n false f 0 ne nein non nao nie nee faux falsch netocno laz nonbillable notbillable "
    "unbillable unbilled uninvoiced notinvoiced nenaplativo nichtabrechenbar offen unchecked "
    "open"
)
NO = frozenset(_NO_TEXT.split())
TICKS = frozenset("✓✔☑✅")
CROSSES = frozenset("✗✘☐❌-–")

_OFF_TEXT = (
    "timeoff holiday vacation leave sickleave sick pto publicholiday break pause pauza odmor "
    "godisnjiodmor bolovanje praznik urlaub krankheit feiertag expense mileage trosak auslage "
    "spesen"
)
OFF = frozenset(_OFF_TEXT.split())
"""Types of rows that are no hours worked for anybody."""


def yes_or_no(text: str) -> bool | None:
    """Return what a cell says, None when it says neither."""
    bare = text.strip()
    word = normalise_title(bare)
    if word in YES or bare in TICKS:
        return True
    return False if word in NO or bare in CROSSES else None


def is_off(text: str) -> bool:
    """Return whether the type of a row says that it is no work."""
    return normalise_title(text) in OFF
