"""Titles of money columns as people and tools write them, in twelve languages: data only.

All are normalised (`columns.normalise_title`); of several titles for one field the first one
present counts, so the most telling stand first: long ones, then single words, then codes.
English, Croatian and Slovene, German, Italian, French, Czech and Slovak, Polish, Dutch, Spanish,
Portuguese. Titles are facts taken from public descriptions of the exports; invoices study,
"Sources and their traps".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

INVOICES = """
number: invoicenumber invoiceno invoicenum invoiceid invoice documentnumber documentno docnumber
    creditnotenumber brojracuna racunbroj brojdokumenta stevilkaracuna racunst strracuna
    rechnungsnummer rechnungsnr rechnungnr belegnummer belegnr numerofattura nfattura
    numerodocumento numerofacture nfacture nofacture numerodefacture facturen numfactura
    numerofactura numerodefactura nfactura numerodafatura cislofaktury faktura cislodokladu
    evidencnicislo numerfaktury nrfaktury numerdokumentu nrdokumentu factuurnummer factuurnr
    factuur fattura facture factura fatura racun rechnung number no num broj nr cislo
    numer nummer numero stevilka variabilnisymbol brracuna rnbroj brojrn brojfakture brfakture
    racunbr fakturabroj invoicenr invoicenumberid id
issue_date: issuedate issuedon dateissued dateofissue issued invoiceissuedate invoicedate
    documentdate creditnotedate docdate datumracuna datumizdavanja datumizdanja datumdokumenta
    izdano datumizdaje rechnungsdatum ausstellungsdatum ausgestelltam belegdatum datafattura
    dataemissione datadocumento dataemision datafatura datadeemissao emessail datefacture
    datedefacture datefacturation datedefacturation dateemission datedemission emisele
    fechafactura fechadefactura fechaemision fechadeemision datumvystaveni datumvystavenia
    vystavena vystaveno datavystaveni datawystawienia wystawiono datafaktury dataemisji
    factuurdatum datum date data fecha
due_date: duedate dueon datedue invoiceduedate paymentduedate paymentdue duebefore dospijece
    datumdospijeca rokplacanja dospijeva zapadlost datumzapadlosti rokplacila falligkeit
    faelligkeit falligkeitsdatum faelligkeitsdatum falligam faelligam zahlbarbis zahlungsziel
    scadenza datascadenza datadiscadenza scadenzapagamento echeance dateecheance datedecheance
    datelimitedepaiement apayeravant vencimiento fechavencimiento fechadevencimiento
    datavencimento vencimento splatnost datumsplatnosti splatnado terminplatnosci
    terminzaplaty platnoscdo vervaldatum vervaldag betalenvoor due
client: customerproject customerfullname customername clientname buyername companyname contactname
    customercompany clientcompany customer client buyer billto billedto recipient account company
    contact
    nazivkupca kupac klijent narucitelj partner nazivpartnera primatelj nazivnarocnika narocnik
    stranka kupec kundenname kunde auftraggeber empfanger empfaenger rechnungsempfanger
    rechnungsempfaenger firma firmenname ragionesociale denominazionecliente nomecliente cliente
    committente nomduclient nomclient raisonsociale destinataire clientfacture nombrecliente
    nombredelcliente razonsocial nomedocliente nazevodberatele odberatel odberatelnazev zakaznik
    nazovodberatela nabywca nazwanabywcy kontrahent nazwakontrahenta klient klantnaam klant
    debiteur debiteurnaam afnemer organization organisation name nombre nome nom naam
tax_id: clienttaxid buyertaxid customertaxid clientvatnumber customervatnumber taxid taxnumber
    vatnumber vatid vatno vatregno oibkupca oib pdvid pdvbroj davcnastevilka iddzaddv ustidnr
    ustid ustidnummer umsatzsteuerid partitaiva piva codicefiscale numerotva tvaintracommunautaire
    notva siret nif cif nifcif dic dicodberatele nip nipnabywcy nipkontrahenta btwnummer btwnr
email: clientemail customeremail buyeremail clientemailaddress emailaddress emailrecipient email
    contactemail epostakupca eposta mailkunde emailkunde emailadresse adresseemail courriel
    indirizzoemail correoelectronico correo mail
currency: currencycode invoicecurrency clientcurrency clientcurrencycode currency valuta wahrung
    waehrung wahrungscode deviza devise monnaie divisa moneda moeda mena waluta munt curr
total: invoicetotal totalamount totalgross grandtotal grosstotal grossamount gross invoiceamount
    totalinclvat totalincvat totalincludingtax amounttotal total ukupno ukupaniznos ukupaniznoseur
    iznosukupno sveukupno zaplatiti iznosracuna iznosspdvom ukupnospdvom skupaj skupajzddv znesek
    zneseksddv zapl betragbrutto bruttobetrag summebrutto bruttosumme rechnungsbetrag
    rechnungssumme gesamtbetrag gesamtbrutto gesamtsumme gesamt brutto summe betrag
    totalefattura importototale totaledocumento totaleivato importolordo lordo totale importo
    totalttc montantttc montanttotal montantttceur ttc montant importetotal totalfactura importe
    valortotal valor celkemsdph celkovacastka celkem castkasdph castka celkoms dphsuma sumacelkom
    celkom kwotabrutto wartoscbrutto dozaplaty razem kwota totaalinclbtw totaalbedrag bedragincl
    bedraginclbtw factuurbedrag totaal bedrag iznos amount
net: net netamount nettotal totalnet subtotal subtotalamount invoicesubtotal totalexclvat
    totalexcludingtax amountexcltax neto osnovica iznosbezpdva ukupnobezpdva netoznesek
    znesekbrezddv osnova nettobetrag summenetto netto betragnetto nettosumme imponibile netto
    totaleimponibile totalht montantht ht baseimponible base celkembezdph zakladdane castkabezdph
    bezdph kwotanetto wartoscnetto totaalexclbtw bedragexcl bedragexclbtw
paid: paidamount amountpaid invoiceamountpaid amountpaidamount invoicepaidtodate paidtodate
    totalpaid paymentsreceived paid placeno uplaceno placeniiznos placano placaniznesek bezahlt
    bezahlterbetrag gezahlt gezahlterbetrag pagato importopagato incassato paye montantpaye regle
    montantregle pagado importepagado cobrado pago uhrazeno zaplaceno uhradene zaplacono
    kwotazaplacona oplacono betaald betaaldbedrag
balance: balance balancedue amountdue invoiceamountdue invoicebalance balancedueamount openbalance
    openamount outstanding amountoutstanding amountremaining remainingamount dueamount preostalo
    zaplatitijos otvoreno saldo nepodmireno odprto preostanek offen offenerbetrag offenerposten
    restbetrag dapagare residuo saldoresiduo resteapayer restedu solde pendiente saldopendiente
    importependiente porpagar emdivida zbyvauhradit zbyva neuhrazeno dluzno nieoplacono
    pozostalo dozaplatypozostalo openstaand openstaandbedrag restant
state: documentstatus invoicestatus paymentstatus paymentstate creditnotestatus status state stanje
    statusracuna statusplacanja zustand zahlungsstatus rechnungsstatus bezahlstatus stato
    statopagamento statofattura etat statut statutpaiement estado estadopago estadodepago
    situacao stav stavfaktury stavuhrady statusplatnosci statusfaktury betaalstatus
kind: documenttype doctype transactiontype invoicetype type kind vrstadokumenta vrstaracuna vrsta
    tip tipdokumenta belegart dokumentart rechnungstyp rechnungsart belegtyp art typ
    tipodocumento tipo typedocument typededocument tipodedocumento typdokladu druhdokladu
    typdokumentu rodzajdokumentu soort documentsoort
hours: hours totalhours hoursbilled billablehours billedhours sati brojsati ure stevilour stunden
    anzahlstunden ore heures horas hodiny pocethodin godziny liczbagodzin uren aantaluren
terms: paymentterms terms netdays creditdays rokdana rokplacanjadana zahlungszielintagen
    zahlungszieltage zahlungsbedingung zahlungsbedingungen condizionipagamento
    conditionspaiement condicionespago plazo splatnostdni betaaltermijn
last_payment: lastpaymentdate paymentdate datepaid paidon paiddate paidat fullypaidondate
    invoicedatepaid datumplacanja datumuplate placenodana datumplacila zahlungsdatum bezahltam
    zahlungseingang datapagamento dataincasso pagatoil datepaiement datedepaiement payele
    dateencaissement fechapago fechadepago fechacobro datadepagamento datumuhrady uhrazenodne
    datumzaplaceni zaplacenodne datazaplaty dataplatnosci datumbetaald betaaldop betaaldatum
reference: paymentreference pozivnabroj brojpoziva sklic referenca reference verwendungszweck
    zahlungsreferenz riferimento riferimentopagamento referencepaiement referencia
    referenciadepago variabilnisymbol vs tytulprzelewu betalingskenmerk kenmerk
refers_to: creditedinvoice originalinvoice originalinvoicenumber originalrechnung
    associatedinvoicenumber appliedinvoice correctsinvoice relatedinvoice veznidokument
    vezniracun izvorniracun originalniracun stornoracuna bezugsrechnung stornozu
    ursprungsrechnung rechnungsbezug fatturacollegata fatturariferimento factureorigine
    factureliee facturarectificada facturaoriginal opravovanydoklad opravovanafaktura
    fakturakorygowana origineelfactuur
item: itemname itemdescription itemdesc lineitem linedescription product productname service
    description desc item stavka opisstavke usluga postavka position leistung artikel
    descrizione designation libelle prestation concepto descripcion polozka popis nazevpolozky
    pozycja nazwauslugi omschrijving itemproduct itemnotes
quantity: quantity qty itemquantity itemqty kolicina menge anzahl quantita quantite cantidad
    quantidade mnozstvi mnozstvo ilosc aantal
line_total: linetotal lineamount itemtotal itemamount lineitemamount linesum iznosstavke
    positionsbetrag positionssumme gesamtposition totaleriga importoriga totalligne montantligne
    importelinea totallinea polozkacelkem cenacelkem wartoscpozycji regelbedrag regeltotaal
"""

PAYMENTS = """
paid_on: paidon paymentdate datepaid paiddate receivedon datereceived valuedate bookingdate
    transactiondate postingdate createdutc createddateutc created datumuplate datumplacanja
    datumvalute datumknjizenja datumplacila zahlungsdatum wertstellung valutadatum buchungstag
    buchungsdatum zahlungseingang datapagamento dataincasso datavaluta datacontabile
    datepaiement datedepaiement datevaleur dateoperation fechapago fechadepago fechavalor
    fechaoperacion datumuhrady datumplatby datumzauctovani dataplatnosci dataoperacji
    dataksiegowania betaaldatum boekdatum boekingsdatum datum date data fecha
money_in: moneyin paidin credit creditamount credits uplata uplate primici potrazuje
    odobrenje haben gutschrift gutschriften eingang einzahlung habenbetrag avere entrate accrediti
    accredito dobro creditos abono abonos haber ingresos wplywy uznania kredit bijschrijving
money_out: moneyout paidout debit debitamount debits withdrawal isplata isplate izdaci duguje
    terecenje soll lastschrift lastschriften ausgang auszahlung sollbetrag dare uscite addebiti
    addebito breme debitos cargo cargos debe gastos wydatki obciazenia debet afschrijving
amount: paymentamount amountreceived amountpaid paidamount amountapplied amount gross iznosuplate
    uplaceno uplata iznos znesek zahlbetrag zahlungsbetrag zahlung betrag importopagato importo
    montantpaye montant importepagado importe castkaplatby castka suma kwotaplatnosci kwota
    betaaldbedrag bedrag umsatz
currency: currencycode currency valuta wahrung waehrung deviza devise monnaie divisa moneda moeda
    mena waluta munt curr
invoice: invoicenumber invoiceno invoicenum invoice invoiceid appliedto appliedtoinvoice
    documentnumber number brojracuna racun stevilkaracuna rechnungsnummer rechnung rechnungsnr
    numerofattura fattura numerofacture facture numerofactura factura cislofaktury faktura
    numerfaktury nrfaktury factuurnummer factuur variabilnisymbol
payer: payer payername paidby clientname client customername customer customerfullname contactname
    contact counterparty counterpartyname name sender platitelj uplatitelj nazivplatitelja kupac
    klijent placnik narocnik auftraggeber zahler kunde kundenname zahlungspflichtiger pagatore
    ordinante cliente payeur donneurdordre nomclient pagador ordenante platce odberatel zakaznik
    platnik nadawca kontrahent betaler klant tegenpartij naamtegenpartij partnername partner payee
    auftraggeberbegunstigter auftraggeberbeguenstigter auftraggeberempfanger
    beguenstigterzahlungspflichtiger namezahlungsbeteiligter zahlungspflichtiger
    zahlungspflichtigerin empfangerauftraggeber naamomschrijving primateljplatitelj
    primateljuplatitelj nazivprimateljaplatitelja nalogodavac nalogodavatelj
reference: paymentreference reference pozivnabroj pozivnabrojprimatelja sklic endtoendid
    zahlungsreferenz kundenreferenz riferimento referencepaiement referencia vs
    betalingskenmerk kenmerk
text: description details memo memodescription note opis opisplacanja svrha namen
    verwendungszweck buchungstext descrizione causale libelle motif concepto descripcion popis
    zpravaproprijemce poznamka svrhaplacanja svrhadoznake vrstatransakcije
    tytul tytulprzelewu opisoperacji omschrijving mededelingen
payment_id: transactionid paymentid paymentnumber transferwiseid wiseid balancetransactionid
    bankreference referencabanke idtransakcije transaktionsid transaktionsnummer idtransazione
    idtransaction idtransaccion idtransakce idtransakcji transactieid chargeid id
refunded: amountrefunded refundedamount refunded
payment_state: paymentstatus status state stanje stato statut estado stav info
direction: afbij debitcredit creditdebit debitcreditindicator sollhaben sollhabenkennzeichen sh
    crdr drcr dc cd direction dugujepotrazuje
payment_type: transactiontype reportingcategory type vrsta typ tipo
"""


def table(text: str) -> Mapping[str, Sequence[str]]:
    """Return field -> titles from ``field: title title``, where a line may be continued."""
    entries = text.strip().replace("\n    ", " ").splitlines()
    split = [entry.partition(":") for entry in entries]
    return {name: tuple(dict.fromkeys(titles.split())) for name, _, titles in split}
