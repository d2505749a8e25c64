from __future__ import annotations

from builders import an_envelope
from goodterms.core.aliases import Alias, likely
from goodterms.core.mail import Address, Envelope

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
