from __future__ import annotations

import pytest

from builders import OWN as MARA
from builders import a_client, an_envelope
from goodterms.core.aliases import Alias, ClientAlias, Likeness, likely, likely_clients
from goodterms.core.mail import Address, Envelope
from goodterms.core.matching import Mapping

OWN = {"mara@studio.example"}


def envelope(sender: str, *recipients: str, headers: dict[str, str] | None = None) -> Envelope:
    return an_envelope(
        sender=Address(address=sender, name=""),
        recipients=tuple(Address(address=each) for each in recipients),
        headers=headers or {},
    )


def found(*mails: tuple[str, Envelope]) -> list[Alias]:
    return likely(mails, own=OWN, is_client=lambda each: each.endswith("@alba.example"))


def test_an_address_that_clients_write_to_is_likely_the_owners() -> None:
    mail = ("inbox", envelope("ana@alba.example", "Old@Alias.example"))
    assert found(*[mail] * 3) == [Alias(address="old@alias.example", received=3)]
    assert found(*[mail] * 2) == []


def test_an_address_that_mail_was_sent_from_is_likely_the_owners() -> None:
    mail = ("sent", envelope("old@alias.example", "ana@alba.example"))
    assert found(*[mail] * 4) == [Alias(address="old@alias.example", sent=4)]


def test_mail_that_also_reached_the_owner_proves_nothing() -> None:
    mail = ("inbox", envelope("ana@alba.example", "mara@studio.example", "ivo@else.example"))
    assert found(*[mail] * 5) == []


def test_strangers_clients_and_automatic_mail_prove_nothing() -> None:
    assert (
        found(
            *[("inbox", envelope("x@shop.example", "list@shop.example"))] * 5,
            *[("inbox", envelope("ana@alba.example", "ivo@alba.example"))] * 5,
            *[("sent", envelope("mara+tag@studio.example", "ana@alba.example"))] * 5,
            *[
                (
                    "inbox",
                    envelope(
                        "ana@alba.example", "news@alba2.example", headers={"list-id": "<news>"}
                    ),
                )
            ]
            * 5,
        )
        == []
    )


ALBA = a_client(addresses=(), domains=("alba.example",))
BORA = a_client("Bora", addresses=(), domains=("bora.example",))


def letter(address: str, name: str = "", **changes: object) -> Envelope:
    changes = {"message_id": "", "recipients": (Address(address=MARA),)} | changes
    return an_envelope(sender=Address(address=address, name=name), **changes)


def suggested(*letters: Envelope) -> list[ClientAlias]:
    return likely_clients(letters, mapping=Mapping([ALBA, BORA]), own=OWN)


KNOWN = letter("ana@alba.example", "Ana Kovač", message_id="1@alba.example")
OURS = letter(
    MARA, recipients=(Address(address="ana@alba.example"),), message_id="2@studio.example"
)


@pytest.mark.parametrize(
    ("other", "likeness"),
    [
        (letter("x@new.example", parents=("2@studio.example",)), Likeness.THREAD),
        (letter("x@new.example", parents=("0@x", "1@alba.example")), Likeness.THREAD),
        (letter("x@new.example", "Kovac, Ana"), Likeness.NAME),
        (letter("x@gmail.com", "ana kovač"), Likeness.NAME),
        (letter("ana@alba.com"), Likeness.DOMAIN),
        (letter("ana+web@mail.alba.com"), Likeness.DOMAIN),
    ],
)
def test_a_second_address_of_a_client_is_suggested_with_its_sign(other, likeness) -> None:
    (found,) = suggested(KNOWN, OURS, *[other] * 3)
    assert (found.client, found.likeness, found.received) == ("Alba", likeness, 3)
    assert suggested(KNOWN, OURS, *[other] * 2) == []


@pytest.mark.parametrize(
    "other",
    [
        letter("x@new.example", "Ana"),
        letter("x@new.example", "Ivo Horvat"),
        letter("info@new.example"),
        letter("ivo@alba.com"),
        letter("x@new.example", "Ana Kovač", headers={"list-id": "<news>"}),
        letter("ana@bora.example", "Ana Kovač"),
        letter(MARA, "Ana Kovač"),
    ],
)
def test_strangers_lists_and_other_clients_are_never_suggested(other) -> None:
    assert suggested(KNOWN, OURS, *[other] * 5) == []


def test_a_sign_that_two_clients_share_proves_nothing() -> None:
    namesake = letter("ana@bora.example", "Ana Kovač")
    assert suggested(KNOWN, namesake, *[letter("x@new.example", "Ana Kovač")] * 5) == []
