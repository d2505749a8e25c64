"""Answers to our mails, through the whole of `fetch`; forged ones are in test_answers_forged."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from answer_desk import KEY, MAIL, OTHER, QUOTE, SENT_AT, TOKEN, Desk, a_mailbox, an_answer, issue
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.core import command_token, html_text
from goodterms.core.client import DecisionKind
from goodterms.core.command import Verb
from goodterms.core.command_check import Refusal
from goodterms.core.mail import Problem
from goodterms.errors import UnreachableError
from mailroom import NOW, Killed, a_reading, content, fetch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from goodterms.core.tone import ToneModel


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "goodterms.db") as found:
        issue(found)
        issue(found, OTHER, "Beta")
        yield found


@pytest.fixture
def desk(store: SqliteStore, model: ToneModel) -> Desk:
    return Desk(store, model)


# --- obeyed --------------------------------------------------------------------------------------


def test_an_answer_is_obeyed_once_and_kept_without_its_text(desk: Desk) -> None:
    desk.put()
    found = desk.fetch()
    assert (found.answers, found.refused_answers) == (1, 0)
    (decision,) = desk.store.decisions("Alba")
    assert (decision.kind, decision.decided_on) == (DecisionKind.TALKED, NOW.date())
    (kept,) = desk.store.answers()
    assert (kept.client, kept.verdict, kept.mail) == ("Alba", "talk", MAIL)
    assert desk.store.answer_counts() == {"taken": 1}
    before = content(desk.store)
    assert desk.fetch().answers == 0
    assert content(desk.store) == before
    assert "time to talk" not in before
    assert TOKEN not in before


def test_snooze_and_rating_carry_their_number(desk: Desk) -> None:
    issue(desk.store, "report.3@goodterms.invalid", verbs=(Verb.GUT,))
    desk.put("odgodi 30d" + QUOTE)
    token = command_token.token(KEY, "report.3@goodterms.invalid", 0)
    desk.put(f"gut 3 {token}", parents=("report.3@goodterms.invalid",))
    desk.fetch()
    snoozed, rated = desk.store.decisions("Alba")
    assert snoozed.until == NOW.date() + timedelta(days=30)
    assert rated.value == 3


def test_seen_and_wrong_are_kept_and_decide_nothing(desk: Desk) -> None:
    desk.put("wrong" + QUOTE)
    assert desk.fetch().answers == 1
    assert desk.store.decisions("Alba") == []
    (kept,) = desk.store.answers()
    assert kept.command is not None
    assert kept.command.verb is Verb.WRONG


def test_digest_off_is_remembered_until_it_is_taken_back(desk: Desk) -> None:
    name = "report.4@goodterms.invalid"
    issue(desk.store, name, client="", verbs=(Verb.DIGEST_OFF,))
    desk.put(f"digest off {command_token.token(KEY, name, 0)}", parents=(name,))
    desk.fetch()
    assert desk.store.is_digest_off()
    desk.store.set_digest(off=False)
    assert not desk.store.is_digest_off()


def test_the_day_is_the_owners_and_never_in_the_future(desk: Desk) -> None:
    desk.put(at=NOW + timedelta(days=2))
    desk.fetch()
    (decision,) = desk.store.decisions("Alba")
    assert decision.decided_on == NOW.date()


def test_an_answer_written_in_html_alone_is_read_as_it_looks(desk: Desk) -> None:
    desk.put(html_text.text(f"<p>seen</p><blockquote>Code: {TOKEN}</blockquote>"))
    assert desk.fetch().answers == 1


# --- reading -------------------------------------------------------------------------------------


def test_nothing_is_asked_when_no_mail_can_be_answered(tmp_path: Path, model: ToneModel) -> None:
    with open_store(tmp_path / "a.db") as empty:
        mailbox = a_mailbox()
        fetch(mailbox, empty, a_reading(model))
        assert "LIST SENT" not in mailbox.asked
        issue(empty)
        fetch(mailbox, empty, a_reading(model), now=SENT_AT + timedelta(days=61))
        assert "LIST SENT" not in mailbox.asked


def test_a_second_look_costs_one_command_and_no_text_of_others(desk: Desk) -> None:
    desk.put("A note to myself", parents=())
    desk.fetch()
    assert desk.mailbox.bodies_of == []
    desk.mailbox.asked.clear()
    desk.fetch()
    assert [each for each in desk.mailbox.asked if "Sent" in each or "SENT" in each] == [
        "LIST SENT"
    ]


def test_a_folder_numbered_anew_brings_no_answer_twice(desk: Desk) -> None:
    desk.put()
    desk.fetch()
    desk.mailbox.renumber("Sent", 8)
    found = desk.fetch()
    assert (found.answers, found.refused_answers) == (0, 0)
    assert len(desk.store.decisions("Alba")) == 1


def test_a_folder_that_cannot_be_read_is_a_problem_and_mail_stays_fresh(desk: Desk) -> None:
    desk.mailbox.store["Sent"].broken = True
    desk.mailbox.sent = lambda: [desk.mailbox._state("Sent")]  # type: ignore[method-assign]
    desk.fetch()
    assert {each.source for each in desk.store.problems()} == {"Sent"}


def test_a_text_that_is_left_out_is_asked_for_again(desk: Desk) -> None:
    uid = desk.put()
    kept = desk.mailbox.store["Sent"].mails[uid]
    bodies = desk.mailbox.bodies
    desk.mailbox.bodies = lambda _uids: {}  # type: ignore[method-assign]
    assert desk.fetch().answers == 0
    assert kept is not None
    desk.mailbox.bodies = bodies  # type: ignore[method-assign]
    assert desk.fetch().answers == 1


def test_a_text_that_cannot_be_read_is_refused_and_done_with(desk: Desk) -> None:
    problem = Problem(kind="message", source="Sent/1", text="the text cannot be read (X)")
    desk.mailbox.add("Sent", an_answer(), problem)
    assert desk.refused() == [Refusal.TEXT]


def commits(store: SqliteStore, model: ToneModel, points: list[str]) -> Desk:
    desk = Desk(store, model)
    for text in ("snooze 30d", "talked", "nonsense"):
        desk.put(text + QUOTE)
    store._on_commit = points.append
    return desk


def test_a_reading_cut_at_any_commit_or_command_ends_the_same(
    tmp_path: Path, model: ToneModel
) -> None:
    points: list[str] = []
    with open_store(tmp_path / "whole.db") as store:
        issue(store)
        desk = commits(store, model, points)
        desk.fetch()
        expected, commands = content(store), len(desk.mailbox.asked)
    assert len(points) >= 4
    for stop in range(len(points)):
        seen: list[str] = []

        def cut(when: str, stop: int = stop, seen: list[str] = seen) -> None:
            seen.append(when)
            if len(seen) == stop + 1:
                raise Killed

        with open_store(tmp_path / f"c{stop}.db") as store:
            issue(store)
            desk = commits(store, model, [])
            store._on_commit = cut
            with pytest.raises(Killed):
                desk.fetch()
        with open_store(tmp_path / f"c{stop}.db") as store:
            desk.store = store
            desk.fetch()
            assert content(store) == expected, f"cut at {stop}"
    for stop in range(commands):
        with open_store(tmp_path / f"n{stop}.db") as store:
            issue(store)
            desk = commits(store, model, [])
            desk.mailbox.fail_after = stop
            with pytest.raises(UnreachableError):
                desk.fetch()
            desk.mailbox.fail_after = None
            desk.fetch()
            assert content(store) == expected, f"lost at {stop}"


def test_two_processes_that_read_the_same_answer_obey_it_once(
    store: SqliteStore, tmp_path: Path, model: ToneModel
) -> None:
    first = Desk(store, model)
    first.put()
    with open_store(tmp_path / "goodterms.db") as other:
        second = Desk(other, model)
        second.mailbox = first.mailbox
        held = other.offers(SENT_AT)
        first.fetch()
        other.offers = lambda _since: held  # type: ignore[method-assign]
        second.put("snooze 9d" + QUOTE)
        second.fetch()
    assert store.answer_counts() == {"taken": 1, "used": 1}
    assert len(store.decisions("Alba")) == 1
