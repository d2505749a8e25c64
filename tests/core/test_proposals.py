from __future__ import annotations

from builders import an_envelope
from goodterms.core.mail import Address, Envelope
from goodterms.core.proposals import propose

OWN = {"mara@studio.example"}


def envelope(sender: str, *recipients: str, headers: dict[str, str] | None = None) -> Envelope:
    return an_envelope(
        sender=Address(address=sender, name="Ana Anić"),
        recipients=tuple(Address(address=each) for each in recipients),
        headers=headers or {},
    )


def exchange(address: str, times: int) -> list[Envelope]:
    return [
        each
        for _ in range(times)
        for each in (
            envelope(address, "mara@studio.example"),
            envelope("mara@studio.example", address),
        )
    ]


def test_a_company_is_proposed_by_its_domain_with_everybody_who_wrote() -> None:
    mails = exchange("ana@blue-fox.example", 3) + exchange("ivo@blue-fox.example", 1)
    (found,) = propose(mails, own=OWN)
    assert found.name == "Blue Fox"
    assert found.domains == ("blue-fox.example",)
    assert found.addresses == ("ana@blue-fox.example", "ivo@blue-fox.example")
    assert (found.received, found.sent) == (4, 4)


def test_a_free_mail_address_stands_for_itself_never_for_its_domain() -> None:
    (found,) = propose(exchange("ana@gmail.com", 3), own=OWN)
    assert found.domains == ()
    assert found.addresses == ("ana@gmail.com",)
    assert found.name == "Ana Anić"


def test_one_way_mail_and_newsletters_are_no_clients() -> None:
    one_way = [envelope("shop@big.example", "mara@studio.example")] * 9
    letters = [
        envelope("news@letter.example", "mara@studio.example", headers={"list-id": "<a.b>"})
    ] * 9
    answered = [envelope("mara@studio.example", "news@letter.example")] * 9
    assert propose([*one_way, *letters, *answered], own=OWN) == []
