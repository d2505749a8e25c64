"""Small made-up e-invoices: one UBL, one CII, one FatturaPA, each with replaceable parts."""

from __future__ import annotations

UBL_NAMES = (
    'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" '
    'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"'
)

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def ubl_party(
    name: str = "Studio Brod", vat: str = "HR12345678903", address: str = "", more: str = ""
) -> str:
    endpoint = f'<cbc:EndpointID schemeID="EM">{address}</cbc:EndpointID>' if address else ""
    tax = (
        f"<cac:PartyTaxScheme><cbc:CompanyID>{vat}</cbc:CompanyID>"
        "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>"
    )
    return (
        f"<cac:Party>{endpoint}{more}{tax if vat else ''}<cac:PartyLegalEntity>"
        f"<cbc:RegistrationName>{name}</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>"
    )


def amounts(currency: str = "EUR", **values: str) -> str:
    return "".join(
        f'<cbc:{name} currencyID="{currency}">{value}</cbc:{name}>'
        for name, value in values.items()
    )


def ubl(
    root: str = "Invoice",
    *,
    number: str = "7/P1/1",
    head: str = "<cbc:IssueDate>2026-03-02</cbc:IssueDate><cbc:DueDate>2026-04-01</cbc:DueDate>",
    code: str = "380",
    currency: str = "EUR",
    seller: str = "",
    buyer: str = "",
    more: str = "",
    sums: str = "",
) -> bytes:
    kind = "CreditNote" if root.endswith("CreditNote") else "Invoice"
    sums = sums or amounts(
        TaxExclusiveAmount="100.00", TaxInclusiveAmount="125.00", PayableAmount="125.00"
    )
    buyer = buyer or ubl_party("Kupac d.o.o.", "HR98765432106", "ured@kupac.example")
    return (
        f'{HEAD}<{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2" {UBL_NAMES}>'
        f"<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>"
        f"<cbc:ID>{number}</cbc:ID>{head}<cbc:{kind}TypeCode>{code}</cbc:{kind}TypeCode>"
        f"<cbc:DocumentCurrencyCode>{currency}</cbc:DocumentCurrencyCode>\n"
        f"<cac:AccountingSupplierParty>{seller or ubl_party()}</cac:AccountingSupplierParty>"
        f"<cac:AccountingCustomerParty>{buyer}</cac:AccountingCustomerParty>{more}"
        f"<cac:LegalMonetaryTotal>{sums}</cac:LegalMonetaryTotal></{root}>"
    ).encode()


def cii_party(kind: str, name: str, more: str = "") -> str:
    return f"<ram:{kind}TradeParty><ram:Name>{name}</ram:Name>{more}</ram:{kind}TradeParty>"


def registration(number: str, scheme: str = "VA") -> str:
    return (
        f'<ram:SpecifiedTaxRegistration><ram:ID schemeID="{scheme}">{number}</ram:ID>'
        "</ram:SpecifiedTaxRegistration>"
    )


def cii(
    *,
    number: str = "R-77",
    code: str = "380",
    issued: str = "20260302",
    seller: str = "",
    buyer: str = "",
    more: str = "",
    sums: str = "",
) -> bytes:
    sums = sums or (
        "<ram:TaxBasisTotalAmount>100.00</ram:TaxBasisTotalAmount>"
        '<ram:TaxTotalAmount currencyID="EUR">19.00</ram:TaxTotalAmount>'
        "<ram:GrandTotalAmount>119.00</ram:GrandTotalAmount>"
        "<ram:DuePayableAmount>119.00</ram:DuePayableAmount>"
    )
    seller = seller or cii_party("Seller", "Studio Brod", registration("DE123456789"))
    buyer = buyer or cii_party("Buyer", "Kunde GmbH", registration("DE987654321"))
    summation = "SpecifiedTradeSettlementHeaderMonetarySummation"
    return (
        f'{HEAD}<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:'
        'CrossIndustryInvoice:100" xmlns:ram="urn:ram:100" xmlns:udt="urn:udt:100">'
        f"<rsm:ExchangedDocument><ram:ID>{number}</ram:ID><ram:TypeCode>{code}</ram:TypeCode>"
        f'<ram:IssueDateTime><udt:DateTimeString format="102">{issued}</udt:DateTimeString>'
        "</ram:IssueDateTime></rsm:ExchangedDocument><rsm:SupplyChainTradeTransaction>"
        f"<ram:ApplicableHeaderTradeAgreement>{seller}{buyer}</ram:ApplicableHeaderTradeAgreement>"
        "<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR"
        f"</ram:InvoiceCurrencyCode>{more}<ram:{summation}>{sums}</ram:{summation}>"
        "</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction>"
        "</rsm:CrossIndustryInvoice>"
    ).encode()


def cii_terms(day: str = "", words: str = "") -> str:
    due = f'<udt:DateTimeString format="102">{day}</udt:DateTimeString>'
    return (
        f"<ram:SpecifiedTradePaymentTerms><ram:Description>{words}</ram:Description>"
        f"<ram:DueDateDateTime>{due if day else ''}</ram:DueDateDateTime>"
        "</ram:SpecifiedTradePaymentTerms>"
    )


def fattura_body(
    *,
    number: str = "12",
    code: str = "TD01",
    general: str = "",
    summary: str = "",
    payment: str = "",
) -> str:
    summary = summary or tax_summary("1000.00", "220.00")
    return (
        "<FatturaElettronicaBody><DatiGenerali><DatiGeneraliDocumento>"
        f"<TipoDocumento>{code}</TipoDocumento><Divisa>EUR</Divisa><Data>2026-03-02</Data>"
        f"<Numero>{number}</Numero>{general}</DatiGeneraliDocumento></DatiGenerali>"
        f"<DatiBeniServizi>{summary}</DatiBeniServizi>{payment}</FatturaElettronicaBody>"
    )


def tax_summary(base: str, tax: str, due: str = "I") -> str:
    return (
        f"<DatiRiepilogo><ImponibileImporto>{base}</ImponibileImporto><Imposta>{tax}</Imposta>"
        f"<EsigibilitaIVA>{due}</EsigibilitaIVA></DatiRiepilogo>"
    )


def fattura_payment(*details: tuple[str, str], terms: str = "TP01") -> str:
    """Return payment details; each is the amount and the element for its day."""
    parts = "".join(
        f"<DettaglioPagamento>{day}<ImportoPagamento>{amount}</ImportoPagamento>"
        "</DettaglioPagamento>"
        for amount, day in details
    )
    return (
        f"<DatiPagamento><CondizioniPagamento>{terms}</CondizioniPagamento>{parts}</DatiPagamento>"
    )


def due(day: str) -> str:
    return f"<DataScadenzaPagamento>{day}</DataScadenzaPagamento>"


def fattura(*bodies: str, buyer: str = "", seller: str = "") -> bytes:
    seller = seller or (
        "<IdFiscaleIVA><IdPaese>IT</IdPaese><IdCodice>01234567890</IdCodice></IdFiscaleIVA>"
        "<Anagrafica><Nome>Ada</Nome><Cognome>Rossi</Cognome></Anagrafica>"
    )
    buyer = buyer or (
        "<CodiceFiscale>09876543210</CodiceFiscale>"
        "<Anagrafica><Denominazione>Cliente SpA</Denominazione></Anagrafica>"
    )
    joined = "".join(bodies or (fattura_body(),))
    return (
        f'{HEAD}<p:FatturaElettronica versione="FPR12" xmlns:p="http://ivaservizi.agenziaentrate'
        '.gov.it/docs/xsd/fatture/v1.2"><FatturaElettronicaHeader>'
        "<DatiTrasmissione><PECDestinatario>cliente@pec.example</PECDestinatario>"
        "</DatiTrasmissione>"
        f"<CedentePrestatore><DatiAnagrafici>{seller}</DatiAnagrafici></CedentePrestatore>"
        f"<CessionarioCommittente><DatiAnagrafici>{buyer}</DatiAnagrafici></CessionarioCommittente>"
        f"</FatturaElettronicaHeader>{joined}</p:FatturaElettronica>"
    ).encode()
