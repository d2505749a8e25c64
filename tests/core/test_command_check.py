"""Whether an answer is obeyed: each condition by name, and none of them alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from builders import CLIENT, MORNING, OWN, a_body, an_envelope
from goodterms.core import command_check as check
from goodterms.core import command_token as tokens
from goodterms.core.command import Offer, Verb
from goodterms.core.command_check import TRACES, Answered, Issued, Judge, Refusal
from goodterms.core.mail import Address, Body, Envelope

KEY = b"k" * 32
MAIL, OTHER = "report.1@goodterms.invalid", "report.2@goodterms.invalid"
ISSUED = frozenset({MAIL, OTHER})
TOKEN, OTHERS = tokens.token(KEY, MAIL, 0), tokens.token(KEY, OTHER, 0)
WHOLE = tokens.token(KEY, MAIL, 1)
AT = MORNING + timedelta(days=1)
VERBS = (Verb.TALKED, Verb.SNOOZE, Verb.SEEN)


def an_answer(**changes: object) -> Envelope:
    values: dict[str, object] = {
        "at": AT,
        "message_id": "answer.1@studio.example",
        "parents": ("case.7@goodterms.invalid", MAIL),
        "sender": Address(address=OWN),
        "recipients": (Address(address=OWN),),
        "subject": "Re: Good Terms",
    }
    return an_envelope(**{**values, **changes})  # type: ignore[arg-type]


def headers(**changes: object) -> Refusal | None:
    marked = bool(changes.pop("marked_sent", True))
    return check.refused_by_headers(an_answer(**changes), ISSUED, own=(OWN,), marked_sent=marked)


def issued(token: str = TOKEN, mail: str = MAIL, **changes: object) -> Issued:
    offer = Offer(client="Alba", verdict="talk", verbs=VERBS)
    found = Issued(
        message_id=mail, number=0, digest=tokens.digest(token), offer=offer, issued_at=MORNING
    )
    return replace(found, **changes)  # type: ignore[arg-type]


def judged(
    text: str,
    *offers: Issued,
    at: datetime = AT,
    used: frozenset[str] = frozenset(),
    body: Body | None = None,
) -> Answered:
    known = offers or (issued(), issued(OTHERS, OTHER))
    judge = Judge(issued={each.digest: each for each in known}, clients={"Alba"})
    answer = Answered(id="M-1", at=at, mail=MAIL)
    return judge.judged(answer, (MAIL,), body or a_body(text), used=used)


# --- headers -------------------------------------------------------------------------------------


def test_an_answer_in_order_is_asked_for_its_text() -> None:
    assert headers() is None
    assert headers(recipients=(Address(address=OWN.replace("@", "+reports@")),)) is None


def test_wrong_folder_is_refused() -> None:
    assert headers(marked_sent=False) is Refusal.FOLDER


@pytest.mark.parametrize("name", sorted(TRACES))
def test_a_trace_of_delivery_is_refused(name: str) -> None:
    assert headers(headers={name: "x"}) is Refusal.DELIVERED


@pytest.mark.parametrize(
    "sender", [CLIENT, "mara@studio.example.evil.example", f"{OWN.replace('@', '.')}@evil.example"]
)
def test_a_sender_who_is_not_the_owner_is_refused(sender: str) -> None:
    assert headers(sender=Address(address=sender, name=f"Mara <{OWN}>")) is Refusal.SENDER


def test_no_sender_and_several_senders_are_refused() -> None:
    assert headers(sender=None) is Refusal.SENDER
    assert headers(flaws=("many-senders",)) is Refusal.SENDER


@pytest.mark.parametrize("others", [(), (CLIENT,), (OWN, CLIENT)])
def test_a_mail_to_somebody_else_as_well_or_to_nobody_is_refused(others: tuple[str, ...]) -> None:
    found = tuple(Address(address=each) for each in others)
    assert headers(recipients=found) is Refusal.RECIPIENTS


def test_what_a_program_wrote_is_refused() -> None:
    assert headers(headers={"auto-submitted": "auto-replied"}) is Refusal.AUTOMATIC
    assert headers(headers={"auto-submitted": "No"}) is None


def test_a_mail_that_answers_none_of_ours_is_refused() -> None:
    assert headers(parents=("1@alba.example", "report.9@goodterms.invalid")) is Refusal.REFERENCE


def test_only_what_answers_us_or_brings_a_token_concerns_us() -> None:
    assert check.concerns_us(an_answer(), ISSUED)
    assert not check.concerns_us(an_answer(parents=("1@alba.example",)), ISSUED)
    assert check.concerns_us(an_answer(parents=(), subject=f"digest off {TOKEN}"), ISSUED)
    assert not check.concerns_us(an_answer(message_id=OTHER), ISSUED), "our own mail"
    assert not check.concerns_us(an_answer(headers={"x-good-terms": "x"}), ISSUED)


# --- text ----------------------------------------------------------------------------------------


def test_a_command_above_a_quote_that_brings_the_token_is_obeyed() -> None:
    found = judged(f"talked\n\nOn Monday Good Terms wrote:\n> Code: {TOKEN}\n")
    assert (found.refusal, found.mail) == (None, MAIL)
    assert found.issued == issued()
    assert found.command is not None
    assert found.command.verb is Verb.TALKED


def test_a_command_with_the_token_in_its_line_is_obeyed_without_a_quote() -> None:
    assert judged(f"snooze 30d {TOKEN.lower()}").refusal is None


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("talked", Refusal.NO_TOKEN),
        (f"> talked\n> {TOKEN}", Refusal.VERB),
        (f"talked seen\n{TOKEN}", Refusal.VERB),
        (f"parting\n{TOKEN}", Refusal.VERB),
        (f"{TOKEN}\ntalked", Refusal.VERB),
        (f"talked {OTHERS}\n> {TOKEN}", Refusal.TOKEN),
        (f"talked\n> {OTHERS}", Refusal.TOKEN),
        ("talked GT-AAAAAAAAAAAAA", Refusal.TOKEN),
        (f"gut 3\n> {TOKEN}", Refusal.NOT_OFFERED),
        (" \n", Refusal.TEXT),
    ],
)
def test_a_text_that_is_not_in_order_is_refused(text: str, refusal: Refusal) -> None:
    found = judged(text)
    assert (found.refusal, found.issued) == (refusal, None)


def test_a_text_that_cannot_be_read_is_refused() -> None:
    body = Body(text=f"talked {TOKEN}", flaws=("unreadable",))
    assert judged("", body=body).refusal is Refusal.TEXT


def test_a_token_quoted_from_another_mail_neither_helps_nor_harms() -> None:
    assert judged(f"talked\n> {OTHERS}\n>> {TOKEN}").issued == issued()


def test_a_token_is_good_for_30_days_by_the_servers_clock() -> None:
    text, minute = f"talked {TOKEN}", timedelta(minutes=1)
    assert judged(text, at=MORNING + timedelta(days=30)).refusal is None
    assert judged(text, at=MORNING + timedelta(days=30) + minute).refusal is Refusal.EXPIRED
    assert judged(text, at=MORNING - 9 * minute).refusal is None
    assert judged(text, at=MORNING - 11 * minute).refusal is Refusal.EXPIRED


def test_a_token_is_good_once() -> None:
    text = f"talked {TOKEN}"
    assert judged(text, issued(used=True)).refusal is Refusal.USED
    assert judged(text, used=frozenset({tokens.digest(TOKEN)})).refusal is Refusal.USED


def test_a_client_that_is_gone_from_the_config_is_refused() -> None:
    gone = issued(offer=Offer(client="Beta", verbs=VERBS))
    assert judged(f"talked {TOKEN}", gone).refusal is Refusal.CLIENT


def test_of_several_tokens_the_one_in_the_line_or_the_only_possible_one_is_meant() -> None:
    second = tokens.token(KEY, MAIL, 2)
    beta = Offer(client="Alba", verbs=(Verb.SNOOZE, Verb.SEEN))
    whole = Offer(verbs=(Verb.SEEN, Verb.DIGEST_OFF))
    offers = (issued(), issued(second, offer=beta), issued(WHOLE, offer=whole))
    quote = f"\n> {TOKEN} {second} {WHOLE}"

    def meant(line: str) -> object:
        found = judged(line + quote, *offers)
        return found.issued.offer if found.issued else found.refusal

    assert meant("talked") == issued().offer
    assert meant("snooze 9d") is Refusal.AMBIGUOUS
    assert meant(f"snooze 9d {second}") == beta
    assert meant("seen") == whole
    assert meant("digest off") == whole
    assert meant("wrong") is Refusal.NOT_OFFERED
