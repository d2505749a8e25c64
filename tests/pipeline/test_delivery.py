"""Handing over: once, also where the process ends at any commit or in the middle of SMTP."""

from __future__ import annotations

import smtplib
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes
from itertools import count
from typing import TYPE_CHECKING

import pytest

import smtp_peer
from builders import OWN
from fakes import FakeSender
from goodterms.adapters.clock import FixedClock
from goodterms.adapters.receipts import Receipts
from goodterms.adapters.reply_sender import way_out
from goodterms.adapters.smtp import SmtpSender
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.core.command import Offer
from goodterms.core.delivery import State
from goodterms.core.outgoing import Outgoing
from goodterms.delivery import Handed, hand_over
from goodterms.errors import DeliveryError, RefusedError
from mailroom import NOW, Killed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from goodterms.ports import Sender

LETTER = Outgoing(
    period="m:2026-10",
    subject="October",
    text="text",
    html="<p>x</p>",
    message_id="report.1@goodterms.invalid",
    offers=(Offer(),),
)
OTHER = replace(LETTER, period="m:2026-11", message_id="report.2@goodterms.invalid")
CLOCK = FixedClock(NOW)


@pytest.fixture(scope="module")
def inbox() -> Iterator[smtp_peer.Inbox]:
    with smtp_peer.serve() as running:
        yield running


class Way:
    """A database, and what a process that is started anew does with it."""

    def __init__(self, folder: Path, inbox: smtp_peer.Inbox) -> None:
        folder.mkdir()
        self.path, self.inbox = folder / "goodterms.db", inbox
        inbox.letters.clear()
        with open_store(self.path) as store:
            store.enqueue(LETTER, again=False, now=NOW)

    def run(self, on_commit: Callable[[str], None] | None = None) -> Handed:
        smtp = SmtpSender(
            to=OWN, clock=CLOCK, host=self.inbox.host, port=self.inbox.port, security="plain"
        )
        with open_store(self.path, on_commit=on_commit) as store:
            return hand_over(store, way_out(smtp, store, self.path, CLOCK), now=NOW)

    def arrived(self) -> list[str]:
        return [str(message_from_bytes(each.content)["Message-ID"]) for each in self.inbox.letters]

    def state(self) -> State:
        with open_store(self.path) as store:
            return store.postings()[0].state


def test_a_process_that_ends_at_any_commit_sends_once(
    tmp_path: Path, inbox: smtp_peer.Inbox
) -> None:
    points: list[str] = []
    whole = Way(tmp_path / "whole", inbox)
    whole.run(points.append)
    assert points == ["before", "after"] * 3, "begun, offered, done"
    for stop in range(len(points)):
        steps = count()

        def cut(_when: str, stop: int = stop, steps: count[int] = steps) -> None:
            if next(steps) == stop:
                raise Killed

        way = Way(tmp_path / str(stop), inbox)
        with pytest.raises(Killed):
            way.run(cut)
        way.run()
        assert len(way.arrived()) == 1, f"cut at {stop}"
        assert way.state() is State.SENT


def cut_smtp(patch: pytest.MonkeyPatch, stop: int | None) -> list[str]:
    """End the process before or after the n-th thing said or heard; return what there was."""
    points: list[str] = []

    def wrapped(name: str) -> Callable[..., object]:
        plain = getattr(smtplib.SMTP, name)

        def call(self: smtplib.SMTP, *given: object) -> object:
            said = str(given[0])[:12] if given else ""
            for when in ("before", "after"):
                points.append(f"{when} {name} {said}")
                if stop is not None and len(points) == stop + 1:
                    raise Killed
                if when == "before":
                    found = plain(self, *given)
            return found

        return call

    for name in ("send", "getreply"):
        patch.setattr(smtplib.SMTP, name, wrapped(name))
    return points


def test_a_process_that_ends_at_any_smtp_command_loses_no_mail_and_doubles_none_but_in_the_gap(
    tmp_path: Path, inbox: smtp_peer.Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Way(tmp_path / "whole", inbox)
    with monkeypatch.context() as patch:
        points = cut_smtp(patch, None)
        whole.run()
    assert len(points) > 20
    given = next(n for n, each in enumerate(points) if "after send b'From" in each)
    doubled = []
    for stop in range(len(points)):
        way = Way(tmp_path / str(stop), inbox)
        with monkeypatch.context() as patch:
            cut_smtp(patch, stop)
            with pytest.raises(Killed):
                way.run()
        assert way.state() is State.UNCERTAIN
        way.run()
        found = way.arrived()
        assert set(found) == {f"<{LETTER.message_id}>"}, f"cut at {stop}"
        assert way.state() is State.SENT
        if len(found) > 1:
            doubled.append(stop)
    # the whole gap: the server's word on the last byte, and a goodbye that waits for no answer
    assert doubled
    assert set(doubled) <= set(range(given, len(points)))
    assert [each.split(" ", 2)[1] for each in points[given:]] == [
        "send", "getreply", "getreply", "send", "send",
    ]  # fmt: skip


def test_a_mail_with_a_receipt_is_not_sent_though_the_database_was_restored(
    tmp_path: Path, inbox: smtp_peer.Inbox
) -> None:
    way = Way(tmp_path / "a", inbox)
    Receipts.beside(way.path).add(LETTER)
    assert way.run().places == ("sent before",)
    assert way.arrived() == []


def test_no_transaction_is_open_while_a_server_is_asked(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        store.enqueue(LETTER, again=False, now=NOW)

        class Looking:
            def send(self, _outgoing: Outgoing) -> str:
                assert not store._db.conn.in_transaction
                return "there"

        assert hand_over(store, Looking(), now=NOW).places == ("there",)


# --- what fails ----------------------------------------------------------------------------------


class Refusing:
    """Refuses one mail for good, takes the others."""

    def __init__(self, error: DeliveryError) -> None:
        self.error, self.sent = error, []

    def send(self, outgoing: Outgoing) -> str:
        if outgoing == LETTER:
            raise self.error
        self.sent.append(outgoing)
        return "there"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "goodterms.db") as found:
        for each in (LETTER, OTHER):
            found.enqueue(each, again=False, now=NOW)
        yield found


def handed(store: SqliteStore, sender: Sender) -> Handed:
    return hand_over(store, sender, now=NOW)


def test_a_mail_that_is_refused_for_good_is_named_and_not_tried_again(store: SqliteStore) -> None:
    sender = Refusing(RefusedError("the server refused it (550)"))
    first = handed(store, sender)
    assert (first.refused, first.places) == (("the server refused it (550)",), ("there",))
    assert handed(store, sender) == Handed()
    other, refused = store.postings()
    assert (other.state, refused.state) == (State.SENT, State.REFUSED)
    assert (refused.tries, refused.trouble) == (1, "the server refused it (550)")


def test_a_mail_that_fails_waits_and_keeps_no_other(store: SqliteStore) -> None:
    sender = Refusing(DeliveryError("nobody answers"))
    assert handed(store, sender).waiting == ("nobody answers",)
    assert handed(store, sender).waiting == ("nobody answers",)
    waiting = store.postings()[1]
    assert (waiting.state, waiting.tries) == (State.WAITING, 2)
    assert handed(store, FakeSender()).places == ("fake:m:2026-10",)
    assert (store.postings()[1].tries, store.postings()[1].trouble) == (0, "")


def test_only_what_is_named_is_tried(store: SqliteStore) -> None:
    sender = FakeSender()
    hand_over(store, sender, now=NOW, only={store.postings()[0].id})
    assert sender.sent == [OTHER]


def test_a_sender_that_breaks_leaves_a_mail_that_may_have_left(store: SqliteStore) -> None:
    class Broken:
        def send(self, _outgoing: Outgoing) -> str:
            raise Killed

    with suppress(Killed):
        handed(store, Broken())
    assert [each.state for each in store.postings()] == [State.WAITING, State.UNCERTAIN]
