"""What a file name or a subject says of the agreement: contract, offer, order, scope, price, dates.

Only the kind is kept of a file's name, never the name (design, privacy promise 2). A word proves
nothing: whatever is found is proposed to the owner with its reason. Source: decision model A2.6.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from goodterms.core.spoken import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

CONTRACT, OFFER, ORDER, SCOPE = "contract", "offer", "order", "scope"
PRICE, DATES, ROUNDS = "price", "dates", "rounds"

LONGEST = 400
"""Characters of a name or subject that are looked at."""

PAPERS: dict[str, str] = {
    CONTRACT: r"contracts?|agreements?|nda|msa|terms|annex|aneks\w*|ugovor\w*|sporazum\w*"
    r"|vertrag\w*|vereinbarung|contrat|contratto|contrato|overeenkomst|pogodba",
    OFFER: r"offers?|quotes?|quotation|estimate|proposals?|ponud\w*|troskovnik\w*|predracun\w*"
    r"|cjenik\w*|angebot|devis|offerta|preventivo|presupuesto|offerte|ponudba",
    ORDER: r"orders?|po|narudzb\w*|narudzbenic\w*|bestellung|auftrag|commande|ordine|pedido"
    r"|narocil\w*",
    SCOPE: r"sow|statement|scope|brief|briefing|specs?|specification|requirements|specifikacij\w*"
    r"|opseg\w*|zadatak|zadatk\w*|opis|lastenheft|pflichtenheft|cahier",
}
"""Kind of a paper to the words, without marks, that name it; English, Croatian and neighbours."""

TOPICS: dict[str, str] = {
    PRICE: r"prices?|pricing|budget|rates?|fees?|costs?|cijen\w*|budzet\w*|honorar\w*|"
    + PAPERS[OFFER],
    SCOPE: PAPERS[SCOPE],
    CONTRACT: PAPERS[CONTRACT],
    DATES: r"deadlines?|timeline|timing|schedule|dates?|milestones?|rok|roka|roku|rokov\w*"
    r"|termin\w*|raspored\w*|vremenik\w*",
    ROUNDS: r"revisions?|rounds?|corrections?|revizij\w*|korekcij\w*|ispravak|ispravc\w*|izmjen\w*"
    r"|krug\w*|rund\w*",
}
"""What a subject is about; ``order`` is left out, as "in order to" would be one."""

BILLS = r"invoices?|bills?|racun\w*|faktur\w*|rechnung|facture|fattura|factura|factuur"
"""Words of a subject whose files are bills and no agreement."""

_WORD = re.compile(r"[a-z0-9]+")
_PAPERS = {kind: re.compile(words) for kind, words in PAPERS.items()}
_BILLS = re.compile(BILLS)
_TOPICS = {topic: re.compile(words) for topic, words in TOPICS.items()}


def papers(names: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds of paper that file names speak of, in the order of `PAPERS`."""
    words = {word for name in names for word in _words(name)}
    return tuple(kind for kind, wanted in _PAPERS.items() if any(map(wanted.fullmatch, words)))


def topics(subject: str) -> tuple[str, ...]:
    """Return what of an agreement a subject names, in the order of `TOPICS`."""
    words = _words(subject)
    return tuple(topic for topic, wanted in _TOPICS.items() if any(map(wanted.fullmatch, words)))


def is_bill(subject: str) -> bool:
    """Return whether a subject speaks of an invoice: its file set no scope."""
    return any(map(_BILLS.fullmatch, _words(subject)))


def _words(text: str) -> set[str]:
    # camel case is how many tools name files: ContractFinal.pdf
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text[:LONGEST])
    return set(_WORD.findall(folded(apart).replace("đ", "d")))
