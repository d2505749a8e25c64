"""Words by which money tables tell the state and the kind of a document, in three languages.

Data, and the two look-ups on it. Words are compared as `columns.normalise_title` writes them.
Source: invoices study, Canonical shape; field study, the tools' own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.core.columns import normalise_title
from goodterms.core.ledger import DocumentKind, DocumentState

if TYPE_CHECKING:
    from collections.abc import Mapping

_STATES = {
    DocumentState.OPEN: (
        "open sent due overdue unpaid outstanding viewed seen approved authorised authorized "
        "issued submitted awaitingpayment late pastdue pending unpaidsent active current reminded "
        "neplacen neplaceno nenaplacen nenaplaceno otvoren otvoreno poslan poslano izdan izdano "
        "dospio kasni offen versendet gesendet unbezahlt uberfallig ueberfaellig fallig faellig "
        "ausstehend gestellt"
    ),
    DocumentState.PARTIAL: (
        "partial partiallypaid partpaid partlypaid partpayment djelomicno djelomicnoplacen "
        "djelomicnoplaceno djelomicnonaplacen djelomicnonaplaceno teilbezahlt teilweisebezahlt "
        "teilzahlung"
    ),
    DocumentState.PAID: (
        "paid settled closed complete completed fullypaid paidinfull placen placeno naplacen "
        "naplaceno podmiren podmireno zatvoren bezahlt beglichen bezahltvollstandig erledigt"
    ),
    DocumentState.VOID: (
        "void voided cancelled canceled deleted reversed reversal storniran stornirano ponisten "
        "ponisteno otkazan storniert annulliert"
    ),
    DocumentState.DRAFT: (
        "draft unsent notsent new saved nacrt skica uizradi pripremljen entwurf nichtversendet"
    ),
    DocumentState.WRITTEN_OFF: (
        "writtenoff writeoff baddebt uncollectible otpisan otpisano ausgebucht abgeschrieben"
    ),
    DocumentState.DISPUTED: (
        "disputed dispute indispute contested queried osporen osporeno uspor spor reklamirano "
        "strittig bestritten reklamiert"
    ),
}

STATES: Mapping[str, DocumentState] = {
    word: state for state, words in _STATES.items() for word in words.split()
}

_KINDS = {
    DocumentKind.INVOICE: (
        "invoice standardinvoice salesinvoice taxinvoice accrec finalinvoice racun "
        "izlazniracun rechnung ausgangsrechnung schlussrechnung recurring"
    ),
    DocumentKind.CREDIT_NOTE: (
        "creditnote creditmemo credit salescreditnote accreccredit refund odobrenje "
        "knjiznoodobrenje storno stornoracun gutschrift stornorechnung rechnungskorrektur"
    ),
    DocumentKind.PREPAYMENT: (
        "prepayment retainer deposit depositinvoice advance advanceinvoice salesprepayment "
        "predujam racunzapredujam avans anzahlung anzahlungsrechnung vorauszahlung "
        "abschlagsrechnung"
    ),
}

KINDS: Mapping[str, DocumentKind] = {
    word: kind for kind, words in _KINDS.items() for word in words.split()
}

_OTHERS = (
    "bill accpay accpaycredit purchase purchaseinvoice expense payment estimate quote quotation "
    "proforma proformainvoice journal journalentry receipt salesreceipt ponuda predracun "
    "ulazniracun angebot eingangsrechnung proformarechnung"
)
OTHERS = frozenset(_OTHERS.split())
"""Rows that are no claim on a client: the owner's own costs, offers, payments."""

STORNO_OF = ("stornoracuna", "stornorechnung", "stornozu", "creditfor", "gutschriftzu")
"""Beginnings that say "this cancels invoice ...": a credit note."""

TOTAL_WORDS = (
    "total",
    "grandtotal",
    "subtotal",
    "sum",
    "ukupno",
    "sveukupno",
    "zbroj",
    "suma",
    "summe",
    "gesamt",
    "gesamtsumme",
    "zwischensumme",
)
"""First words of a row that sums up others."""


def state_named(text: str) -> DocumentState | DocumentKind | None:
    """Return the state a cell names; some tools write a kind there (``Gutschrift``)."""
    word = normalise_title(text)
    if word in STATES:
        return STATES[word]
    return kind_named(text)


def kind_named(text: str) -> DocumentKind | None:
    """Return the kind a cell names, None when it says nothing of a kind we know."""
    word = normalise_title(text)
    if word.startswith(STORNO_OF):
        return DocumentKind.CREDIT_NOTE
    return KINDS.get(word)


def is_total(text: str) -> bool:
    """Return whether a cell begins a row of sums (``Total for CURRENT``, ``UKUPNO``)."""
    first = text.strip().split(maxsplit=1)[:1]
    return bool(first) and normalise_title(first[0]) in TOTAL_WORDS
