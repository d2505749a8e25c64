from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from goodterms.core.client import Client
from goodterms.core.mail import Address, Direction, Envelope, Location
from goodterms.core.matching import FREEMAIL_DOMAINS, Mapping, digest, search_terms

OWN = ("mara@studio.example",)
KOVAC = Client(name="Kovač", domains=("kovac.example",))
BAKERY = Client(name="Bakery", addresses=("iva@gmail.com", "shop@kovac.example"))
CLIENTS = (KOVAC, BAKERY)


def mail(sender, *recipients):
    return Envelope(
        location=Location(folder="INBOX", uidvalidity=1, uid=1),
        message_id="",
        parents=(),
        sender=Address(address=sender) if sender else None,
        recipients=tuple(Address(address=each) for each in recipients),
        subject="",
        sent_at=None,
        sent_offset_minutes=None,
        internal_at=datetime(2026, 5, 5, tzinfo=UTC),
        size=1,
        headers={},
    )


@pytest.mark.parametrize(
    ("envelope", "expected"),
    [
        (mail("ana@kovac.example", *OWN), (KOVAC, Direction.IN)),
        (mail("shop@kovac.example", *OWN), (BAKERY, Direction.IN)),
        (mail("iva+web@gmail.com", "Mara+kovac@Studio.Example"), (BAKERY, Direction.IN)),
        (mail("other@gmail.com", *OWN), None),
        (mail("ana@sub.kovac.example", *OWN), None),
        (mail("ana@notkovac.example", *OWN), None),
        (mail("ana@kovac.example", "boss@kovac.example"), None),
        (mail("ana@kovac.example"), (KOVAC, Direction.IN)),
        (mail("mara@studio.example", "ana@kovac.example"), (KOVAC, Direction.OUT)),
        (mail("mara+x@studio.example", "ana@kovac.example"), (KOVAC, Direction.OUT)),
        (
            mail("mara@studio.example", "ana@kovac.example", "iva@gmail.com"),
            (BAKERY, Direction.OUT),
        ),
        (mail("mara@studio.example", "x@y.example"), None),
        (mail("mara@studio.example"), None),
        (mail(None, *OWN), None),
    ],
)
def test_a_message_belongs_to_the_right_client_and_writer(envelope, expected):
    assert Mapping(CLIENTS).client_of(envelope, OWN) == expected


def test_a_freemail_domain_never_stands_for_a_client():
    mapping = Mapping([Client(name="Oops", domains=("gmail.com", "net.hr"))])
    assert mapping.client_of(mail("stranger@gmail.com", *OWN), OWN) is None
    assert search_terms(mapping.clients) == []
    assert {"gmail.com", "net.hr", "icloud.com", "inet.hr"} <= FREEMAIL_DOMAINS


def test_a_display_name_with_a_clients_address_does_not_match():
    spoof = replace(
        mail(None, *OWN), sender=Address(address="evil@x.example", name="ana@kovac.example")
    )
    assert Mapping(CLIENTS).client_of(spoof, OWN) is None


def test_mail_that_came_back_belongs_to_the_client_it_was_meant_for():
    back = replace(
        mail("mailer-daemon@provider.example", *OWN),
        headers={"x-failed-recipients": "x@y.example, ana@kovac.example"},
    )
    assert Mapping(CLIENTS).client_of(back, OWN) == (KOVAC, Direction.IN)
    assert Mapping(CLIENTS).client_of(replace(back, headers={}), OWN) is None
    person = replace(back, sender=Address(address="evil@x.example"))
    assert Mapping(CLIENTS).client_of(person, OWN) is None


def test_the_owners_address_in_a_clients_domain_stays_the_owners():
    own = (*OWN, "mara@kovac.example")
    assert Mapping(CLIENTS).client_of(mail("mara@kovac.example", *OWN), own) is None
    sent = Mapping(CLIENTS).client_of(mail("mara@kovac.example", "ana@kovac.example"), own)
    assert sent == (KOVAC, Direction.OUT)


def test_without_own_addresses_everything_is_inbound():
    assert Mapping(CLIENTS).client_of(mail("ana@kovac.example", "x@y.example"), ()) == (
        KOVAC,
        Direction.IN,
    )


def test_the_order_of_clients_does_not_matter():
    twins = [Client(name=name, addresses=("a@b.example",)) for name in ("b", "a")]
    for clients in (twins, twins[::-1]):
        found = Mapping(clients).client_of(mail("a@b.example", *OWN), OWN)
        assert found is not None
        assert found[0].name == "a"


def test_search_terms_are_addresses_and_domains_each_once():
    assert search_terms(CLIENTS) == ["iva@gmail.com", "@kovac.example"]


def test_the_digest_changes_with_the_mapping_only():
    one = digest(CLIENTS, OWN)
    assert len(one) == 16
    assert digest(CLIENTS[::-1], OWN) == one
    assert digest([replace(KOVAC, hourly_rate_minor=1), BAKERY], OWN) == one
    assert digest(CLIENTS, ["MARA@studio.example"]) == one
    assert digest([KOVAC], OWN) != one
    assert digest(CLIENTS, [*OWN, "m@x.example"]) != one
    assert digest([replace(KOVAC, name="K"), BAKERY], OWN) != one
