"""FatturaPA: Italian invoices, one file with a header and one or several bodies.

A client owes what the payment details ask for: less tax withheld (ritenuta), and without the tax
that public bodies pay to the state themselves (split payment). Where a file has no payment details
both are taken off its total.
Source: Agenzia delle Entrate, Specifiche tecniche FatturaPA 1.2; D.P.R. 633/1972, art. 17-ter.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.adapters.invoices.einvoice_fields import Amount, Fields
from goodterms.adapters.invoices.xml_gate import line_of, local
from goodterms.core.einvoice import EInvoice, Instalment, Party
from goodterms.core.einvoice_kinds import kind_word

if TYPE_CHECKING:
    from datetime import date

    from goodterms.adapters.invoices.xml_gate import Element

MOST_DAYS = 999
"""GiorniTerminiPagamento has at most three digits."""

ALTERNATIVES = "TP02"
"""CondizioniPagamento "in full": several details of it are several ways to pay one amount."""


def is_document(root: Element) -> bool:
    """Return whether an element is a FatturaPA file; versions differ in their namespace only."""
    return local(root) == "FatturaElettronica"


def read_documents(root: Element, name: str) -> list[EInvoice]:
    """Return what the bodies of a file state, each an invoice of its own.

    Raises:
        ImportFileError: There is none, or a term that every invoice has cannot be read.
    """
    fields = Fields(root=root, name=name)
    header = fields.below("FatturaElettronicaHeader")
    seller = _party(header.below("CedentePrestatore"))
    buyer = _party(header.below("CessionarioCommittente"), _mail(header))
    bodies = fields.each("FatturaElettronicaBody")
    if not bodies:
        fields.refuse("there is no invoice in it")
    if not buyer.name:
        fields.refuse("the buyer has no name")
    return [_body(each, seller, buyer) for each in bodies]


def _body(body: Fields, seller: Party, buyer: Party) -> EInvoice:
    general = body.below("DatiGenerali", "DatiGeneraliDocumento")
    number = general.needed("the invoice number", "Numero")
    issued = general.needed_day("the issue date", "Data")
    currency = general.currency("Divisa")
    total = general.amount("the total", currency, "ImportoTotaleDocumento")
    parts, basis = _instalments(body, currency, issued)
    withheld = general.minor_sum("the tax withheld", currency, ("DatiRitenuta", "ImportoRitenuta"))
    code = general.words("TipoDocumento")
    return EInvoice(
        syntax="fatturapa",
        type_code=code,
        word=kind_word(code),
        number=number,
        issue_date=issued,
        due_date=max((each.due_date for each in parts if each.due_date), default=None),
        due_basis=basis,
        currency=currency,
        total=total.text if total else None,
        total_minor=total.minor if total else None,
        payable_minor=_payable(body, currency, parts, total),
        net_minor=_net(body, currency),
        withheld_minor=withheld,
        seller=seller,
        buyer=buyer,
        refers_to=body.all_words("DatiGenerali", "DatiFattureCollegate", "IdDocumento"),
        instalments=tuple(parts),
        references=body.all_words("DatiPagamento", "DettaglioPagamento", "CodicePagamento"),
        profile=body.root.get("versione", ""),
        line=line_of(body.root),
    )


def _instalments(body: Fields, currency: str, issued: date) -> tuple[list[Instalment], str]:
    """Return the parts to be paid, and ``explicit``, ``terms`` or ``absent`` for their days."""
    found: list[Instalment] = []
    bases = set()
    for payment in body.each("DatiPagamento"):
        parts = []
        for detail in payment.each("DettaglioPagamento"):
            amount = detail.amount("an instalment", currency, "ImportoPagamento")
            due, basis = _due(detail, issued)
            bases.add(basis)
            if amount is not None:
                parts.append(Instalment(amount_minor=amount.minor, due_date=due))
        found += _once(parts) if payment.words("CondizioniPagamento") == ALTERNATIVES else parts
    return found, next((each for each in ("explicit", "terms") if each in bases), "absent")


def _once(parts: list[Instalment]) -> list[Instalment]:
    """Return one of several ways to pay one amount: the one with the most time."""
    if len({each.amount_minor for each in parts}) != 1:
        return parts
    dated = [each for each in parts if each.due_date]
    return [max(dated, key=lambda each: str(each.due_date))] if dated else parts[:1]


def _due(detail: Fields, issued: date) -> tuple[date | None, str]:
    """Return the day a part is due: as stated, or so many days from the stated day."""
    stated = detail.day("the due date", "DataScadenzaPagamento")
    if stated is not None:
        return stated, "explicit"
    days = detail.words("GiorniTerminiPagamento")
    if not days:
        return None, "absent"
    if not (days.isascii() and days.isdigit() and len(days) <= 3):
        detail.refuse(f"the days to pay are no number from 0 to {MOST_DAYS}")
    start = detail.day("the day terms begin", "DataRiferimentoTerminiPagamento")
    return (start or issued) + timedelta(days=int(days)), "terms"


def _payable(body: Fields, currency: str, parts: list[Instalment], total: Amount | None) -> int:
    """Return what the buyer owes in minor units."""
    if parts:
        return sum(each.amount_minor for each in parts)
    rates = body.each("DatiBeniServizi", "DatiRiepilogo")
    if total is None and not rates:
        body.refuse("there is neither a total, nor a payment, nor a tax summary")
    general = body.below("DatiGenerali", "DatiGeneraliDocumento")
    split = [each for each in rates if each.words("EsigibilitaIVA") == "S"]
    gross = total.minor if total else _sum(rates, currency, "ImponibileImporto", "Imposta")
    withheld = general.minor_sum("the tax withheld", currency, ("DatiRitenuta", "ImportoRitenuta"))
    return gross - _sum(split, currency, "Imposta") - withheld


def _net(body: Fields, currency: str) -> int | None:
    rates = body.each("DatiBeniServizi", "DatiRiepilogo")
    return _sum(rates, currency, "ImponibileImporto") if rates else None


def _sum(rates: list[Fields], currency: str, *fields: str) -> int:
    found = [rate.amount("the tax summary", currency, each) for rate in rates for each in fields]
    return sum(each.minor for each in found if each is not None)


def _mail(header: Fields) -> str:
    """Return the certified e-mail address of the buyer, "" for none."""
    return header.words("DatiTrasmissione", "PECDestinatario")


def _party(party: Fields, email: str = "") -> Party:
    """Return seller or buyer: a company's name, or first and family name of a person."""
    known = party.below("DatiAnagrafici")
    country = known.words("IdFiscaleIVA", "IdPaese")
    code = known.words("IdFiscaleIVA", "IdCodice")
    vat = country + code if code else ""
    personal = known.words("CodiceFiscale")
    person = [known.words("Anagrafica", each) for each in ("Nome", "Cognome")]
    numbers = tuple(each for each in (vat, code, personal) if each)
    return Party(
        name=known.words("Anagrafica", "Denominazione") or " ".join(filter(None, person)),
        tax_id=vat or personal or None,
        tax_number=vat or personal,
        numbers=numbers,
        email=email or party.words("Contatti", "Email"),
    )
