"""The one line of an answer: exact words, in two languages, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core import command
from goodterms.core.client import DecisionKind
from goodterms.core.command import Command, Offer, Verb
from goodterms.core.command_token import token

TOKEN = token(b"k" * 32, "report.1@goodterms.invalid", 0)
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "verb", "number"),
    [
        ("talked", Verb.TALKED, None),
        ("Talked\n\n> seen", Verb.TALKED, None),
        ("\n \n  seen  \nSent from my phone", Verb.SEEN, None),
        ("\ufeffwrong", Verb.WRONG, None),
        ("snooze 1d", Verb.SNOOZE, 1),
        ("SNOOZE  90d", Verb.SNOOZE, 90),
        ("gut 0", Verb.GUT, 0),
        ("gut 4", Verb.GUT, 4),
        ("digest off", Verb.DIGEST_OFF, None),
        ("razgovor", Verb.TALKED, None),
        ("Odgodi 30d", Verb.SNOOZE, 30),
        ("pogrešno", Verb.WRONG, None),
        ("pogresno", Verb.WRONG, None),
        ("Viđeno", Verb.SEEN, None),
        ("vidjeno", Verb.SEEN, None),
        ("osjećaj 3", Verb.GUT, 3),
        ("bez izvještaja", Verb.DIGEST_OFF, None),
    ],
)
def test_a_command_is_understood_in_both_languages(
    text: str, verb: Verb, number: int | None
) -> None:
    assert command.parsed(text) == Command(verb=verb, number=number)


@pytest.mark.parametrize(
    "text",
    [
        "", " \n\t\n", "> talked", "talked.", "talked seen", "talked, seen", "talked to her",
        "not talked", "snooze", "snooze 0d", "snooze 91d", "snooze 30", "snooze 30 days",
        "snooze 030d", "snooze -3d", "snooze ３0d", "gut", "gut 5", "gut 3d", "gut 33", "digest",
        "digest on", "parting", "parted", "forget Alba", "exit_plan", "resume", "keep", "undo",
        "On Monday Good Terms wrote:\ntalked", "talked GT-", f"talked {TOKEN} {TOKEN}",
        f"{TOKEN} talked", f"talked\xa0{TOKEN}x", "talked" + " " * 3 + "x" * 200, "t" * 100_000,
    ],
)  # fmt: skip
def test_anything_else_is_no_command(text: str) -> None:
    assert command.parsed(text) is None


def test_only_the_first_line_counts_whatever_stands_below() -> None:
    assert command.parsed("seen\ntalked\nsnooze 30d") == Command(verb=Verb.SEEN)
    assert command.parsed("Hello,\ntalked") is None


def test_a_token_may_stand_behind_the_command_in_any_case() -> None:
    for text in (f"snooze 30d {TOKEN}", f"snooze 30d {TOKEN.lower()}"):
        assert command.parsed(text) == Command(verb=Verb.SNOOZE, number=30, token=TOKEN)


def test_only_what_can_be_taken_back_can_be_said() -> None:
    assert {str(each) for each in Verb} == {
        "talked", "snooze", "wrong", "seen", "gut", "digest off",
    }  # fmt: skip


def test_what_is_printed_is_understood_when_it_is_typed_back() -> None:
    offer = Offer(client="Alba", verbs=tuple(Verb))
    for language in command.WORDS:
        shown = command.invitation(offer, 2, language)
        said = [command.parsed(each) for each in shown.commands]
        assert [each.verb for each in said if each] == list(Verb)
        assert shown.code == "GT-0000000000002"


def test_a_mail_about_no_client_offers_nothing_about_one() -> None:
    offer = Offer(verbs=tuple(Verb))
    assert command.invitation(offer, 0, "en").commands == ("seen", "digest off")
    assert not offer.allows(Verb.TALKED)
    assert not Offer(client="Alba", verbs=(Verb.SEEN,)).allows(Verb.TALKED)


def test_commands_about_a_client_become_decisions_on_their_day() -> None:
    talked = command.decision(Command(verb=Verb.TALKED), "Alba", DAY)
    assert talked is not None
    assert (talked.kind, talked.decided_on, talked.until) == (DecisionKind.TALKED, DAY, None)
    snoozed = command.decision(Command(verb=Verb.SNOOZE, number=30), "Alba", DAY)
    assert snoozed is not None
    assert (snoozed.kind, snoozed.until) == (DecisionKind.SNOOZED, date(2026, 12, 23))
    gut = command.decision(Command(verb=Verb.GUT, number=3), "Alba", DAY)
    assert gut is not None
    assert (gut.kind, gut.value) == (DecisionKind.GUT, 3)
    assert command.decision(Command(verb=Verb.SEEN), "Alba", DAY) is None
    assert command.decision(Command(verb=Verb.WRONG), "Alba", DAY) is None
    assert command.decision(Command(verb=Verb.TALKED), "", DAY) is None


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_no_text_raises_and_what_is_understood_is_within_its_limits(text: str) -> None:
    found = command.parsed(text)
    if found is not None and found.number is not None:
        most = command.LONGEST_SNOOZE if found.verb is Verb.SNOOZE else command.HIGHEST_GUT
        assert 0 <= found.number <= most
