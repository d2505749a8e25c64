from __future__ import annotations

from goodterms.cli import mapping
from goodterms.core.aliases import Alias
from goodterms.core.client import Client
from goodterms.core.proposals import Proposal


def proposal(name: str, domain: str = "", address: str = "") -> Proposal:
    return Proposal(
        name=name,
        addresses=(address or f"ana@{domain}",),
        domains=(domain,) if domain else (),
        received=4,
        sent=4,
    )


def accepted(*found: Proposal, mapped: tuple[Client, ...] = ()) -> list[Client]:
    return mapping.chosen_clients(found, mapped, accept=True, interactive=False)


def test_two_of_one_name_are_told_apart_by_their_domains() -> None:
    found = accepted(proposal("Alba", "alba.example"), proposal("Alba", "alba.test"))
    assert [each.name for each in found] == ["Alba", "alba.test"]


def test_a_name_that_a_config_could_not_hold_is_cleaned_or_replaced() -> None:
    found = accepted(
        proposal("Al\x00ba\n", "alba.example"), proposal("\x1b", address="x@gmail.com")
    )
    assert [each.name for each in found] == ["Alba", "x@gmail.com"]


def test_what_the_config_would_refuse_is_not_proposed() -> None:
    assert accepted(proposal("Ana", address="ana@žuto.example")) == []


def test_who_is_a_client_already_is_not_proposed_again() -> None:
    known = Client(name="A", domains=("alba.example",))
    assert accepted(proposal("Alba", "alba.example"), mapped=(known,)) == []


def test_nobody_is_taken_who_was_not_asked_for() -> None:
    found = [proposal("Alba", "alba.example")]
    assert mapping.chosen_clients(found, (), accept=False, interactive=False) == []


def test_an_alias_that_only_received_mail_is_left_to_the_owner() -> None:
    found = [Alias(address="a@x.example", received=9), Alias(address="b@x.example", sent=3)]
    taken = mapping.chosen_aliases(found, accept=True, interactive=False)
    assert taken == ("b@x.example",)
    assert mapping.chosen_aliases(found, accept=False, interactive=False) == ()


def test_a_buyer_is_found_by_domain_address_or_first_word() -> None:
    mapped = [
        Client(name="Alba", domains=("alba.example",)),
        Client(name="Boris", addresses=("b@gmail.com",)),
    ]
    buyers = {"Studio A": "x@alba.example", "B. Brod": "b@gmail.com", "Alba d.o.o.": ""}
    found = mapping.with_buyers(mapped, buyers, accept=False, interactive=False)
    assert found[0].invoice_names == ("Studio A", "Alba d.o.o.")
    assert found[1].invoice_names == ("B. Brod",)
