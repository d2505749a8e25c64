"""Words by which money tables tell the state and the kind of a document, in twelve languages.

Data, and the look-ups on it. Words are compared as `columns.normalise_title` writes them.
Source: invoices study, Canonical shape; field study, the tools' own words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from goodterms.core.columns import normalise_title
from goodterms.core.ledger import DocumentKind, DocumentState

if TYPE_CHECKING:
    from collections.abc import Mapping

_STATES = {
    DocumentState.OPEN: (
        "open sent due overdue unpaid outstanding viewed seen approved authorised authorized "
        "issued submitted awaitingpayment late pastdue pending unpaidsent active current reminded "
        "notpaid invoiced unpaidoverdue resent retry failed declined finalized delivered "
        "neplacen neplaceno nenaplacen nenaplaceno otvoren otvoreno poslan poslano izdan izdano "
        "dospio kasni neplacan neplacano odprt odprto zapadlo zapadel "
        "offen versendet gesendet unbezahlt uberfallig ueberfaellig fallig faellig "
        "ausstehend gestellt verschickt angemahnt gemahnt "
        "emessa inviata nonpagata nonpagato dapagare scaduta scaduto aperta aperto dasaldare "
        "envoyee envoye impayee impaye nonpayee nonpaye aregler enattente enretard echue emise "
        "enviada enviado pendiente impagada impagado vencida vencido emitida nopagada pendente "
        "neuhrazena neuhrazeno neuhrazen neuhradena neuhradene nezaplaceno poslopatnosti "
        "posplatnosti odeslana odeslano vystavena otevrena odoslana "
        "nieoplacona nieoplacone nieoplacony niezaplacona wyslana wystawiona poterminie otwarta "
        "openstaand verzonden onbetaald nietbetaald verlopen vervallen"
    ),
    DocumentState.PARTIAL: (
        "partial partiallypaid partpaid partlypaid partpayment partialpayment partiallysettled "
        "djelomicno djelomicnoplacen djelomicnoplaceno djelomicnonaplacen djelomicnonaplaceno "
        "delnoplacan delnoplacano teilbezahlt teilweisebezahlt teilzahlung "
        "parzialmentepagata parzialmentepagato pagataparzialmente pagamentoparziale "
        "partiellementpayee partiellementpaye partiellementreglee payeepartiellement "
        "parcialmentepagada pagoparcial parcialmentepago pagadaparcialmente "
        "castecneuhrazena castecneuhrazeno castecnezaplaceno ciastocneuhradena "
        "czesciowooplacona czesciowooplacone czesciowozaplacona oplaconaczesciowo "
        "gedeeltelijkbetaald deelsbetaald"
    ),
    DocumentState.PAID: (
        "paid settled closed complete completed fullypaid paidinfull autopaid deposited "
        "paidnotdeposited collected succeeded placen placeno naplacen naplaceno podmiren "
        "podmireno zatvoren placan placano poravnan poravnano "
        "bezahlt beglichen bezahltvollstandig erledigt vollstandigbezahlt abgeschlossen "
        "pagata pagato saldata saldato incassata incassato chiusa "
        "payee paye reglee regle acquittee soldee encaissee "
        "pagada pagado cobrada cobrado liquidada paga pago "
        "uhrazena uhrazeno uhrazen zaplacena zaplaceno uhradena uhradene "
        "oplacona oplacone oplacony zaplacona rozliczona "
        "betaald voldaan afgesloten"
    ),
    DocumentState.VOID: (
        "void voided cancelled canceled deleted reversed reversal storniran stornirano ponisten "
        "ponisteno otkazan stornirana stornirane preklican preklicano storniert annulliert "
        "geloscht geloescht annullata annullato stornata annulee annule anulada anulado "
        "cancelada cancelado zrusena zruseno stornovana stornovano anulowana anulowane "
        "geannuleerd gecrediteerd"
    ),
    DocumentState.DRAFT: (
        "draft unsent notsent new saved created nacrt skica uizradi pripremljen osnutek "
        "entwurf nichtversendet bozza brouillon borrador rascunho koncept navrh rozpracovana "
        "szkic robocza roboczy concept"
    ),
    DocumentState.WRITTEN_OFF: (
        "writtenoff writeoff baddebt uncollectible irrecoverable otpisan otpisano odpisan "
        "ausgebucht abgeschrieben uneinbringlich inesigibile passataaperdita irrecouvrable "
        "incobrable odepsana nedobytna odepsano spisana afgeboekt oninbaar"
    ),
    DocumentState.DISPUTED: (
        "disputed dispute indispute contested queried osporen osporeno uspor spor reklamirano "
        "strittig bestritten reklamiert contestata contestato contestee litige enlitige "
        "disputada endisputa sporna rozporovana sporny betwist"
    ),
}

STATES: Mapping[str, DocumentState] = {
    word: state for state, words in _STATES.items() for word in words.split()
}

_LONG_STATES = (
    ("overdue", DocumentState.OPEN),
    ("duein", DocumentState.OPEN),
    ("duetoday", DocumentState.OPEN),
    ("duetomorrow", DocumentState.OPEN),
    ("partiallypaid", DocumentState.PARTIAL),
    ("paidon", DocumentState.PAID),
    ("voidedon", DocumentState.VOID),
)
"""Beginnings of states that tools write with days or dates behind (``Overdue 12 days``)."""

_KINDS = {
    DocumentKind.INVOICE: (
        "invoice standardinvoice salesinvoice taxinvoice accrec finalinvoice racun customerinvoice "
        "izlazniracun rechnung ausgangsrechnung schlussrechnung recurring izdaniracun "
        "fattura fatturadivendita td01 facture facturedevente factura facturadeventa fatura "
        "faktura fakturavydana vydanafaktura dannovydoklad fakturavat fakturasprzedazy vat "
        "factuur verkoopfactuur debit"
    ),
    DocumentKind.CREDIT_NOTE: (
        "creditnote creditmemo credit salescreditnote accreccredit refund odobrenje "
        "knjiznoodobrenje storno stornoracun gutschrift stornorechnung rechnungskorrektur "
        "dobropis correction corrective customercreditnote creditinvoice negativeinvoice "
        "notadicredito notacredito td04 notadiaccredito avoir factureavoir notadecredito "
        "facturarectificativa abono opravnydanovydoklad opravnydoklad dobropisy "
        "korekta fakturakorygujaca korygujaca creditnota creditfactuur"
    ),
    DocumentKind.PREPAYMENT: (
        "prepayment retainer deposit depositinvoice advance advanceinvoice salesprepayment "
        "predujam racunzapredujam avans anzahlung anzahlungsrechnung vorauszahlung "
        "abschlagsrechnung teilrechnung avansniracun predracunavans fatturadiacconto acconto "
        "facturedacompte acompte anticipo facturadeanticipo zalohovafaktura zaloha taxdocument "
        "fakturazaliczkowa zaliczka voorschot voorschotfactuur"
    ),
}

KINDS: Mapping[str, DocumentKind] = {
    word: kind for kind, words in _KINDS.items() for word in words.split()
}

_OTHERS = (
    "bill accpay accpaycredit purchase purchaseinvoice expense estimate quote quotation check "
    "proforma proformainvoice partialproforma journal journalentry receipt salesreceipt ponuda "
    "predracun ulazniracun angebot eingangsrechnung proformarechnung transfer billpayment "
    "billpaymentcheck billpaymentcreditcard vendorcredit creditcardexpense purchaseorder "
    "timecharge inventoryqtyadjust refundreceipt cashexpense mahnung preventivo "
    "fatturaproforma devis factureproforma presupuesto facturaproforma nabidka "
    "proformafaktura zalohovafakturaproforma oferta fakturaproforma offerte"
)
OTHERS = frozenset(_OTHERS.split())
"""Rows that are no claim on a client: the owner's own costs, offers, reminders."""

_PAYMENTS = (
    "payment invoicepayment receivepayment receivedpayment customerpayment paymentreceived "
    "uplata zahlung zahlungseingang pagamento paiement pago platba platnosc betaling"
)
PAYMENTS = frozenset(_PAYMENTS.split())
"""Rows of an invoice table that are payments of a client."""

STORNO_OF = (
    "stornoracuna", "stornorn", "stornorechnung", "stornozurechnung", "stornozu", "stornovon",
    "creditforinvoice", "creditfor", "creditnoteforinvoice", "creditnotefor", "refundof",
    "gutschriftzurechnung", "gutschriftzu", "odobrenjezaracun", "odobrenjeporacunu",
    "stornofattura", "notadicreditosufattura", "avoirsurfacture", "annulationfacture",
    "rectificativadefactura", "rectificade", "opravafaktury", "dobropiskfakture", "korektafaktury",
    "korektadofaktury", "creditfactuur",
)  # fmt: skip
"""Beginnings that say "this cancels invoice ...": a credit note."""

_NUMBER_WORDS = ("br", "nr", "no", "num", "broj", "stev", "c", "numer", "n", "numero")
"""Words between such a beginning and the number of the document."""

_TOTALS = (
    "total totals grandtotal subtotal sum sums ukupno sveukupno zbroj suma skupaj summe gesamt "
    "gesamtsumme zwischensumme totale totali totaux soustotal totales celkem celkom soucet razem "
    "lacznie ogolem totaal subtotaal"
)
TOTAL_WORDS = frozenset(_TOTALS.split())
"""First words of a row that sums up others."""


@lru_cache(maxsize=1024)
def state_named(text: str) -> DocumentState | DocumentKind | None:
    """Return the state a cell names; some tools write a kind there (``Gutschrift``)."""
    word = normalise_title(text)
    if word in STATES:
        return STATES[word]
    long = next((state for start, state in _LONG_STATES if word.startswith(start)), None)
    return long or kind_named(text)


@lru_cache(maxsize=1024)
def kind_named(text: str) -> DocumentKind | None:
    """Return the kind a cell names, None when it says nothing of a kind we know."""
    word = normalise_title(text)
    if word.startswith(STORNO_OF):
        return DocumentKind.CREDIT_NOTE
    return KINDS.get(word)


@lru_cache(maxsize=1024)
def is_other(text: str) -> bool:
    """Return whether a cell names something that is no claim on a client."""
    return normalise_title(text) in OTHERS


@lru_cache(maxsize=1024)
def is_payment(text: str) -> bool:
    """Return whether a cell names a payment of a client."""
    return normalise_title(text) in PAYMENTS


def referred(text: str) -> str:
    """Return the number that a cell such as ``Storno računa 3/P1/1`` refers to, else ""."""
    words = text.split()
    places = [
        place
        for place in range(1, min(len(words), 6))
        if normalise_title("".join(words[:place])) in STORNO_OF
    ]
    if not places:
        return ""
    rest = words[places[-1] :]
    while len(rest) > 1 and normalise_title(rest[0]) in _NUMBER_WORDS:
        rest = rest[1:]
    return " ".join(rest)


def is_total(text: str) -> bool:
    """Return whether a cell begins a row of sums (``Total for CURRENT``, ``UKUPNO``)."""
    first = text.strip().split(maxsplit=1)[:1]
    return bool(first) and normalise_title(first[0]) in TOTAL_WORDS
