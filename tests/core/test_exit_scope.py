from __future__ import annotations

from datetime import timedelta

from builders_exit import a_word
from builders_people import NOW, a_message, a_workweek
from goodterms.core.exit_scope import MOST, scope_mails
from goodterms.core.exit_words import Said
from goodterms.core.mail import Direction

START = NOW - timedelta(days=190)


def a_mail(number, **changes):
    return a_message(number, **{"arrived_at": START + timedelta(days=number), **changes})


def proposed(messages, *words):
    days = {each.id: a_workweek().day(each.arrived_at) for each in messages}
    held = {each.step: each for each in words}
    return {
        int(each.message.id.removeprefix("M-"), 16): each
        for each in scope_mails(messages, days, held)
    }


def test_without_signs_the_first_five_mails_are_proposed():
    found = proposed([a_mail(number) for number in range(1, 10)])

    assert list(found) == [1, 2, 3, 4, 5]
    assert {each.reasons for each in found.values()} == {("first",)}


def test_reasons_are_facts_and_the_strongest_is_named_first():
    mails = [a_mail(number) for number in range(1, 9)]
    mails[6] = a_mail(
        7, direction=Direction.OUT, offers=True, attachments=1, papers=("offer",), subject="Ponuda"
    )

    found = proposed(mails)[7]

    assert found.reasons == ("paper_offer", "offer", "attachment", "subject_price")
    assert found.kind == "attachment"


def test_an_offer_of_the_client_is_none():
    mails = [a_mail(number) for number in range(1, 9)]
    mails[7] = a_mail(8, offers=True)

    assert 8 not in proposed(mails)


def test_files_of_later_years_and_bills_set_no_scope():
    mails = [a_mail(number) for number in range(1, 9)]
    mails += [a_mail(70, attachments=1), a_mail(8, attachments=1, subject="Račun 7/2025")]

    assert list(proposed(sorted(mails, key=lambda each: each.arrived_at))) == [1, 2, 3, 4, 5]


def test_a_contract_is_proposed_whenever_it_came():
    mails = [a_mail(number) for number in range(1, 9)] + [a_mail(150, papers=("contract",))]

    assert proposed(mails)[150].reasons == ("paper_contract",)


def test_a_subject_stands_for_its_thread_once():
    mails = [a_mail(number) for number in range(1, 6)]
    mails += [
        a_mail(number, subject="Re: Budget", parents=("root@alba.example",))
        for number in range(6, 12)
    ]

    assert [number for number in proposed(mails) if number > 5] == [6]


def test_the_owner_confirms_dismisses_and_adds():
    mails = [a_mail(number) for number in range(1, 10)]
    words = (
        a_word(1, step="mail:M-000000000001"),
        a_word(2, step="mail:M-000000000002", state=Said.NOT_NEEDED),
        a_word(3, step="mail:M-000000000009"),
        a_word(4, step="mail:M-nobody"),
    )

    found = proposed(mails, *words)

    assert {number: each.confirmed for number, each in found.items()} == {
        1: True, 3: None, 4: None, 5: None, 9: True,
    }  # fmt: skip


def test_noise_and_no_mail_at_all_propose_nothing():
    assert proposed([]) == {}
    assert proposed([a_mail(1, noise="receipt", papers=("contract",))]) == {}


def test_a_busy_relation_is_cut_and_confirmed_mails_stay():
    mails = [a_mail(number, papers=("offer",), parents=("r@a.example",)) for number in range(1, 90)]
    last = a_word(1, step="mail:M-000000000059")

    found = proposed(mails, last)

    assert len(found) == MOST
    assert found[0x59].confirmed
