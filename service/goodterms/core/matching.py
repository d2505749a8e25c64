"""Which client a message belongs to, and who wrote it.

Exact addresses come before domains, a freemail domain never stands for a client, and nothing but
the mailbox of a header is looked at: display names are written by the sender (IMAP study d 78, 79).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.core import bounces
from goodterms.core.addresses import plain
from goodterms.core.mail import Direction

__all__ = ["FREEMAIL_DOMAINS", "Mapping", "digest", "plain", "search_terms"]

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from goodterms.core.client import Client
    from goodterms.core.mail import Envelope

_FREEMAIL = """
gmail.com googlemail.com outlook.com outlook.de outlook.fr outlook.it outlook.es hotmail.com
hotmail.co.uk hotmail.de hotmail.fr hotmail.it hotmail.es live.com live.co.uk live.de live.nl
live.it live.fr msn.com passport.com yahoo.com yahoo.co.uk yahoo.de yahoo.fr yahoo.it yahoo.es
yahoo.co.in yahoo.co.jp yahoo.com.br ymail.com rocketmail.com myyahoo.com aol.com aim.com
icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de
tutamail.com tuta.io tuta.com keemail.me fastmail.com fastmail.fm hey.com zoho.com zohomail.com
zohomail.eu mail.com email.com usa.com post.com gmx.com gmx.de gmx.net gmx.at gmx.ch gmx.us
web.de freenet.de t-online.de arcor.de posteo.de posteo.net mailbox.org riseup.net disroot.org
hushmail.com runbox.com mailfence.com startmail.com duck.com mozmail.com yandex.com yandex.ru
ya.ru mail.ru bk.ru inbox.ru list.ru rambler.ru ukr.net i.ua seznam.cz email.cz centrum.cz
post.cz atlas.cz volny.cz azet.sk zoznam.sk centrum.sk wp.pl o2.pl onet.pl op.pl interia.pl
poczta.onet.pl gazeta.pl abv.bg mail.bg freemail.hu citromail.hu indamail.hu libero.it
virgilio.it alice.it tin.it tiscali.it tim.it inwind.it iol.it orange.fr wanadoo.fr free.fr
laposte.net sfr.fr neuf.fr bbox.fr terra.es telefonica.net sapo.pt ziggo.nl kpnmail.nl planet.nl
xs4all.nl home.nl hetnet.nl telenet.be skynet.be bluewin.ch sunrise.ch aon.at chello.at
btinternet.com sky.com virginmedia.com talktalk.net ntlworld.com blueyonder.co.uk comcast.net
verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net shaw.ca
rogers.com sympatico.ca bigpond.com optusnet.com.au qq.com 163.com 126.com sina.com foxmail.com
naver.com daum.net hanmail.net rediffmail.com uol.com.br bol.com.br terra.com.br net.hr inet.hr
vip.hr tportal.hr t-com.hr zg.t-com.hr st.t-com.hr ri.t-com.hr os.t-com.hr pu.t-com.hr
zd.t-com.hr du.t-com.hr htnet.hr zg.htnet.hr st.htnet.hr iskon.hr optinet.hr globalnet.hr
xnet.hr amis.hr bnet.hr fullnet.hr email.hr volja.net siol.net t-2.net telemach.net amis.net
eunet.rs sbb.rs ptt.rs mts.rs open.telekom.rs bih.net.ba teol.net blic.net t-com.me inbox.lv
inbox.lt
"""

FREEMAIL_DOMAINS = frozenset(_FREEMAIL.split())
"""Domains where anybody can have an address: never a client as a whole, exact addresses only."""


def search_terms(clients: Iterable[Client]) -> list[str]:
    """Return what the server is asked for: addresses and ``@domain`` parts, sorted, each once.

    The server's answer is only a filter: `Mapping.client_of` decides. A domain that covers an
    address makes the address superfluous. A client's own plus-tags are found by domain only.
    """
    clients = list(clients)
    domains = {domain.lower() for client in clients for domain in client.domains}
    domains -= FREEMAIL_DOMAINS
    addresses = {address.lower() for client in clients for address in client.addresses}
    single = {each for each in addresses if each.rpartition("@")[2] not in domains}
    return sorted(single) + sorted(f"@{domain}" for domain in domains)


def digest(clients: Iterable[Client], own: Collection[str]) -> str:
    """Return 16 hex digits that change when the mapping or the owner's addresses do.

    Stored with each cursor: another digest reads the folder again (see `core.sync`). The order of
    clients and of addresses, prices and everything else of a client do not matter.
    """
    rows = sorted(
        [each.name, sorted(map(str.lower, each.addresses)), sorted(map(str.lower, each.domains))]
        for each in clients
    )
    text = json.dumps([rows, sorted({each.lower() for each in own})], ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Mapping:
    """The clients by address and by domain.

    Where two clients claim the same address or domain, the first by name wins.
    """

    clients: Sequence[Client]
    _addresses: dict[str, Client] = field(init=False, repr=False, compare=False)
    _domains: dict[str, Client] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ordered = sorted(self.clients, key=lambda client: client.name, reverse=True)
        addresses = {plain(each): client for client in ordered for each in client.addresses}
        domains = {each.lower(): client for client in ordered for each in client.domains}
        addresses.pop("", None)
        for domain in FREEMAIL_DOMAINS & domains.keys():
            del domains[domain]
        object.__setattr__(self, "_addresses", addresses)
        object.__setattr__(self, "_domains", domains)

    def client_of(
        self, envelope: Envelope, own: Collection[str]
    ) -> tuple[Client, Direction] | None:
        """Return the client of a message and who wrote it, None when it is nobody's.

        A message is outbound when From is one of `own`; its client is then the first recipient
        with an exact address, else the first with a client's domain. An inbound message counts
        only when one of `own` stands in To or Cc, or no recipient is listed at all, as with Bcc
        (decision model A2.1): mail between others is nobody's burden here.

        Args:
            envelope: The headers as fetched.
            own: The owner's addresses; when empty, every message is inbound and counts.
        """
        if envelope.sender is None:
            return None
        mine = {plain(each) for each in own}
        sender = plain(envelope.sender.address)
        recipients = [plain(each.address) for each in envelope.recipients]
        if sender in mine:
            client = self._first(each for each in recipients if each not in mine)
            return (client, Direction.OUT) if client else None
        client = self.client_at(sender) or self._first(bounces.failed(envelope))
        if client is None or (mine and recipients and mine.isdisjoint(recipients)):
            return None
        return client, Direction.IN

    def client_at(self, address: str) -> Client | None:
        """Return the client that writes from this address, None when it is nobody's."""
        return self._first([plain(address)])

    def _first(self, addresses: Iterable[str]) -> Client | None:
        """Return the client of the first exact address, else of the first domain."""
        addresses = list(addresses)
        for address in addresses:
            if client := self._addresses.get(address):
                return client
        for address in addresses:
            if client := self._domains.get(address.rpartition("@")[2]):
                return client
        return None
