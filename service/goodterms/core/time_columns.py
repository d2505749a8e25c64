"""Which column of a table of hours means what, told by the titles of its header.

Titles are compared as `columns.normalise_title` writes them; a code in brackets, ``Amount (EUR)``,
is the currency of its column. They are facts taken from the exports of Toggl, Clockify, Harvest,
Kimai (English, German, Croatian) and solidtime, and from how people head their own lists.
Source: invoices study, "Sources and their traps" (Toggl, Clockify, ...: header names).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from goodterms.core.columns import normalise_title
from goodterms.core.currency import CODES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class TimeField(StrEnum):
    """What a column of a time table means."""

    START = "start"  # day alone, or day and time in one cell
    START_TIME = "start time"
    END = "end"
    END_TIME = "end time"
    DURATION = "duration"  # says its unit itself, or is proved against start and end
    HOURS = "hours"
    MINUTES = "minutes"
    SECONDS = "seconds"
    CLIENT = "client"
    TAX_ID = "tax_id"
    PROJECT = "project"
    TASK = "task"
    TAGS = "tags"
    TEXT = "description"
    USER = "user"
    BILLABLE = "billable"
    INVOICED = "invoiced"
    RATE = "rate"
    AMOUNT = "amount"
    RATE_MINOR = "rate_minor"
    AMOUNT_MINOR = "amount_minor"
    CURRENCY = "currency"
    TYPE = "type"
    ID = "id"
    RUNNING = "running"  # only services say so; a table leaves the end out


_TITLES = """
start: startdate date datum day datumpocetka startdatum spentdate workdate dateworked dan giorno
    data jour fecha dia begindate datetime
start time: starttime start startedat started begin began from timefrom timestarted startedtime
    vrijemepocetka pocetak od beginn von startzeit beginnzeit uhrzeitvon timestart timein inizio
end: enddate stopdate datumzavrsetka enddatum
end time: endtime end endedat ended stop finish to timeto timeended endedtime vrijemezavrsetka
    zavrsetak kraj do ende bis endzeit uhrzeitbis timeend stoptime finishtime timeout fine
duration: durationh duration durationhhmm durationhhmmss trajanje dauer timespent time vrijeme
    durata duree duracion duur trvanje
hours: hours durationdecimal durationhours decimalhours decimalduration timedecimal hoursworked
    workedhours totalhours timeinhours sati brojsati radnisati odradenosati stunden arbeitsstunden
    stundenzahl ore heures horas uren ur hodiny godziny hourslogged
minutes: minutes durationminutes durationmin timeinminutes min minute minuta minuten
seconds: seconds durationseconds durations timeinseconds durationsec sekunde sekunden
client: client clientname customer customername klijent kupac narucitelj kunde kundenname
    auftraggeber mandant company companyname cliente klient stranka zakaznik
tax_id: vatid taxid oib pdvid ustid ustidnr
project: project projectname projekt projekat nazivprojekta projektname progetto projet proyecto
task: task taskname activity aktivnost zadatak tatigkeit taetigkeit aufgabe service
tags: tags tag label labels oznake schlagworte schlagworter
description: description notes note comment details opis napomena beschreibung notiz bemerkung
user: user username employee person member korisnik zaposlenik benutzer mitarbeiter useremail email
billable: billable isbillable naplativo naplata zanaplatu abrechenbar fakturierbar verrechenbar
    facturable fatturabile
invoiced: invoiced isinvoiced billed isbilled exported naplaceno fakturirano abgerechnet
    verrechnet cleared
rate: billablerate hourlyprice hourlyrate rate priceperhour satnica cijenasata stundensatz
    stundenlohn stundenpreis hourlyratebillable
amount: billableamount amount price earnings cijena iznos preis betrag lohn rateamount totalprice
currency: currency currencycode valuta wahrung waehrung
type: type entrytype vrsta typ
id: id entryid timeentryid identryid
"""

_INVOICE_TITLES_TEXT = (
    "duedate dueon datedue invoicenumber invoiceno invoicenum documentnumber docnumber dospijece "
    "datumdospijeca rokplacanja brojracuna brojdokumenta rechnungsnummer rechnungsnr rechnungnr "
    "belegnummer belegnr falligkeit faelligkeit falligam faelligam balance balancedue amountdue "
    "amountpaid invoicetotal grandtotal paidamount paymentdate issuedate invoicedate transactionid "
    "scadenza echeance numerofattura numerofacture number num no nr broj nummer invoice racun "
    "rechnung"
)
_INVOICE_TITLES = frozenset(_INVOICE_TITLES_TEXT.split())
"""Titles that a table of invoices or payments has and a table of hours has not."""

_CODE = re.compile(r"[(\[]\s*([A-Z]{3})\s*[)\]]\s*$|\s([A-Z]{3})\s*$")

_DURATIONS = (TimeField.DURATION, TimeField.HOURS, TimeField.MINUTES, TimeField.SECONDS)


def _table(text: str) -> Mapping[str, TimeField]:
    """Return title -> field from ``field: title title``, where a line may be continued."""
    entries = text.strip().replace("\n    ", " ").splitlines()
    split = [entry.partition(":") for entry in entries]
    return {title: TimeField(name) for name, _, titles in split for title in titles.split()}


TITLES = _table(_TITLES)
"""Every title that means something in a table of hours."""

_RANKS = {title: rank for rank, title in enumerate(TITLES)}


def columns_of(header: Sequence[str]) -> TimeColumns | None:
    """Return what the columns of a header mean, None when it heads no table of hours.

    It does when it names a day, a duration (or start and end), and whose time it is, and nothing
    that only invoices or payments have.
    """
    bare = [_bare(each) for each in header]
    if _INVOICE_TITLES & set(bare):
        return None
    found: dict[TimeField, int] = {}
    for place, title in enumerate(bare):
        name = TITLES.get(title)
        if name is not None and _is_better(title, bare, found.get(name)):
            found[name] = place
    if TimeField.START not in found and TimeField.START_TIME in found:
        found[TimeField.START] = found.pop(TimeField.START_TIME)  # day and time in one column
    if not _is_time(found):
        return None
    codes = {name: _code(header[place]) for name, place in found.items()}
    return TimeColumns(
        places=found,
        titles={name: header[place].strip() for name, place in found.items()},
        currency=codes.get(TimeField.AMOUNT) or codes.get(TimeField.RATE) or "",
        tool=_tool(set(bare)),
    )


def is_summary(header: Sequence[str]) -> bool:
    """Return whether a header is of a summary: sums of hours by project, without days."""
    bare = {_bare(each) for each in header}
    names = {TITLES.get(each) for each in bare}
    has_sum = bool(names & set(_DURATIONS)) and bool(names & {TimeField.CLIENT, TimeField.PROJECT})
    has_day = bool(names & {TimeField.START, TimeField.START_TIME})
    return has_sum and not has_day and not _INVOICE_TITLES & bare


def recognised(header: Sequence[str]) -> int:
    """Return how many of the titles are known; the row with most of them is the header."""
    return sum(_bare(each) in TITLES for each in header)


def _is_better(title: str, bare: Sequence[str], before: int | None) -> bool:
    """Return whether a title is more telling than that of an earlier column of its field."""
    return before is None or _RANKS[title] < _RANKS[bare[before]]


def _is_time(found: Mapping[TimeField, int]) -> bool:
    has_start = TimeField.START in found
    has_end = TimeField.END in found or TimeField.END_TIME in found
    has_length = any(name in found for name in _DURATIONS)
    has_owner = any(
        name in found
        for name in (TimeField.CLIENT, TimeField.PROJECT, TimeField.TAGS, TimeField.TASK)
    )
    return has_start and has_owner and (has_length or has_end)


def _bare(title: str) -> str:
    """Return a title as compared, without the currency of its column."""
    found = _CODE.search(title)
    return normalise_title(title[: found.start()] if found and _code(title) else title)


def _code(title: str) -> str:
    """Return the currency at the end of a title, "" for none."""
    found = _CODE.search(title)
    code = (found[1] or found[2]) if found else ""
    return code if code in CODES else ""


def _tool(titles: set[str]) -> str:
    """Return which tool writes such a header, "" when none is known for it."""
    return next((name for name, marks in _TOOLS.items() if marks <= titles), "")


_TOOLS: Mapping[str, frozenset[str]] = {
    "clockify": frozenset({"startdate", "starttime", "durationh", "durationdecimal"}),
    "toggl": frozenset({"startdate", "starttime", "enddate", "duration", "user"}),
    "harvest": frozenset({"date", "client", "hours", "billable", "invoiced", "approved"}),
    "solidtime": frozenset({"billable", "start", "end", "client", "project", "task", "tags"}),
    "kimai": frozenset({"customer", "project", "activity", "duration", "hourlyprice"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeColumns:
    """The columns of one table of hours.

    Attributes:
        places: Position of each field in the header.
        titles: The file's own title of each field, for messages.
        currency: ISO 4217 code that the title of an amount names, else "".
        tool: Which tool writes such a header, "" for any other table.
    """

    places: Mapping[TimeField, int]
    titles: Mapping[TimeField, str]
    currency: str = ""
    tool: str = ""
