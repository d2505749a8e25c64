"""Titles of money columns as tools and people write them: English, Croatian, German.

Data only. All titles are normalised (see `columns.normalise_title`); of several titles for one
field the first one present counts, so the most telling stand first. Titles are facts taken from
public descriptions of the exports; invoices study, "Sources and their traps".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_INVOICES = """
number: invoicenumber invoiceno invoicenum invoice documentnumber docnumber number no num nr
    brojracuna racun brojdokumenta broj rechnungsnummer rechnungsnr rechnungnr belegnummer belegnr
    nummer id
issue_date: issuedate issuedon dateissued dateofissue issued invoicedate documentdate date
    datumracuna datumizdavanja datumizdanja izdano datum rechnungsdatum ausstellungsdatum belegdatum
due_date: duedate dueon datedue paymentdue due dospijece datumdospijeca rokplacanja dospijeva
    falligkeit faelligkeit falligkeitsdatum falligam faelligam zahlbarbis
client: customername contactname clientname buyername customerfullname client customer buyer billto
    company companyname name kupac nazivkupca klijent narucitelj partner kunde kundenname firma
    empfanger empfaenger
tax_id: clienttaxid buyertaxid customertaxid taxid taxnumber vatnumber vatid vatno oibkupca oib
    pdvid pdvbroj ustidnr ustid umsatzsteuerid
email: clientemail customeremail buyeremail emailaddress emailrecipient email contactemail
    epostakupca eposta mailkunde emailadresse
currency: currencycode currency valuta wahrung waehrung deviza curr
total: total totalamount invoicetotal invoiceamount grandtotal gross grossamount grosstotal
    totalgross amount ukupno ukupaniznos iznosukupno zaplatiti iznosracuna iznos
    betragbrutto bruttobetrag brutto gesamtbetrag rechnungsbetrag summe betrag
net: net netamount nettotal totalnet subtotal subtotalamount neto osnovica iznosbezpdva
    nettobetrag netto betragnetto
paid: paidamount amountpaid invoiceamountpaid amountpaidamount paid paidtodate placeno uplaceno
    placeniiznos bezahlt bezahlterbetrag gezahlt
balance: balance balancedue amountdue invoiceamountdue balancedueamount openbalance outstanding
    amountoutstanding preostalo otvoreno saldo offen offenerbetrag
state: documentstatus invoicestatus paymentstatus status state stanje statusracuna zustand
kind: documenttype transactiontype invoicetype type kind vrstadokumenta vrsta tip belegart
    dokumentart art
hours: hours totalhours hoursbilled billablehours sati brojsati stunden
terms: paymentterms terms netdays rokdana zahlungszielintagen
last_payment: lastpaymentdate paymentdate datepaid paidon paiddate paidat fullypaidondate
    datumplacanja datumuplate placenodana zahlungsdatum bezahltam zahlungseingang
reference: paymentreference pozivnabroj reference verwendungszweck zahlungsreferenz
"""

_PAYMENTS = """
paid_on: paidon paymentdate datepaid paiddate receivedon datereceived valuedate bookingdate date
    datumuplate datumplacanja datumvalute datumknjizenja datum zahlungsdatum wertstellung
    valutadatum buchungstag zahlungseingang
amount: amount paymentamount amountreceived amountpaid paidamount gross iznos iznosuplate uplaceno
    uplata betrag zahlbetrag zahlung
currency: currencycode currency valuta wahrung waehrung deviza curr
invoice: invoicenumber invoiceno invoicenum invoice invoiceid appliedto documentnumber number
    brojracuna racun rechnungsnummer rechnung rechnungsnr
payer: payer payername paidby clientname client customername customer contactname contact name
    platitelj uplatitelj nazivplatitelja kupac klijent auftraggeber zahler kunde
    zahlungspflichtiger
reference: paymentreference reference pozivnabroj pozivnabrojprimatelja endtoendid
    zahlungsreferenz kundenreferenz
text: description details memo note opis opisplacanja svrha verwendungszweck buchungstext
payment_id: transactionid paymentid transferwiseid wiseid bankreference referencabanke
    idtransakcije transaktionsid id
payment_state: paymentstatus status state
payment_type: transactiontype type
"""


def _table(text: str) -> Mapping[str, Sequence[str]]:
    """Return field -> titles from ``field: title title``, where a line may be continued."""
    entries = text.strip().replace("\n    ", " ").splitlines()
    split = [entry.partition(":") for entry in entries]
    return {name: tuple(titles.split()) for name, _, titles in split}


TITLES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "invoices": _table(_INVOICES),
    "payments": _table(_PAYMENTS),
}


def _all_titles(kind: str, *names: str) -> frozenset[str]:
    table = TITLES[kind]
    return frozenset(title for name in names or table for title in table[name])


KNOWN = _all_titles("invoices") | _all_titles("payments")
"""Every title that means something anywhere."""

INVOICE_PROOF = _all_titles(
    "invoices", "due_date", "issue_date", "total", "balance", "net", "hours", "terms"
) - _all_titles("payments")
"""Titles that only an invoice table has."""

PAYMENT_PROOF = _all_titles("payments", "paid_on", "amount", "payer", "payment_id") - _all_titles(
    "invoices"
)
"""Titles that only a payment table has."""

PAYMENT_WORDS = ("payment", "uplat", "placanj", "zahlung", "receipt")
INVOICE_WORDS = ("invoice", "racun", "rechnung", "faktur")


def tool_of(titles: Sequence[str]) -> Tool | None:
    """Return the tool whose export has these tell-tale titles."""
    present = set(titles)
    return next((each for each in TOOLS if each.marks <= present), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """An export whose titles mean something else than they say.

    Attributes:
        marks: Titles that together give the tool away.
        kind: ``invoices`` or ``payments``.
        titles: Field to titles, instead of those in `TITLES`; () where the tool has no such field.
    """

    name: str
    marks: frozenset[str]
    kind: str
    titles: Mapping[str, Sequence[str]]


TOOLS = (
    Tool(
        name="invoicely",
        marks=frozenset({"date", "due", "details", "client", "status", "total"}),
        kind="invoices",
        titles={"number": ("details",)},
    ),
    Tool(
        name="invoice2go",
        marks=frozenset({"documentnumber", "documentstatus", "totalamount", "balancedueamount"}),
        kind="invoices",
        # `State` says whether the app was synchronised, `Name` is the customer
        titles={"number": ("documentnumber",), "state": ("documentstatus",)},
    ),
    Tool(
        name="quickbooks",
        marks=frozenset({"transactiontype", "num", "openbalance"}),
        kind="invoices",
        titles={"number": ("num",)},
    ),
    Tool(
        name="paypal",
        marks=frozenset({"transactionid", "gross", "fee", "net", "invoicenumber"}),
        kind="payments",
        # the client paid the gross; the fee is the owner's cost, not a short payment
        titles={"amount": ("gross",), "text": ("itemtitle",)},
    ),
    Tool(
        name="wise",
        marks=frozenset({"transferwiseid", "paymentreference", "payername"}),
        kind="payments",
        titles={"payment_type": ("transactiondetailstype",)},
    ),
)
