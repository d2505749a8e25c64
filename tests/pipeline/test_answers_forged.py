"""Forged and mistaken answers to our mails, each by name: none of them decides anything."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from answer_desk import OTHER, OTHERS, QUOTE, SENT_AT, TOKEN, Desk, issue
from builders import CLIENT, OWN
from fakes import FakeFolder
from goodterms.adapters.store import open_store
from goodterms.core import html_text
from goodterms.core.command_check import Refusal
from goodterms.core.mail import Address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from goodterms.core.tone import ToneModel


@pytest.fixture
def desk(tmp_path: Path, model: ToneModel) -> Iterator[Desk]:
    with open_store(tmp_path / "goodterms.db") as store:
        issue(store)
        issue(store, OTHER, "Beta")
        yield Desk(store, model)


def test_wrong_folder(desk: Desk) -> None:
    """Neither the inbox nor a folder that is only called Sent is even looked at."""
    desk.mailbox.store["Sent Items"] = FakeFolder(uidvalidity=9)
    desk.put(folder="INBOX")
    desk.put(folder="Sent Items")
    assert desk.refused() == []
    assert desk.mailbox.bodies_of == []


def test_spoofed_from(desk: Desk) -> None:
    desk.put(sender=Address(address=CLIENT, name=OWN))
    assert desk.refused() == [Refusal.SENDER]
    assert desk.mailbox.bodies_of == [], "its text is not even asked for"


def test_trace_of_delivery(desk: Desk) -> None:
    desk.put(headers={"delivered-to": OWN})
    desk.put(headers={"authentication-results": "mx.studio.example; dkim=pass"})
    desk.put(headers={"return-path": f"<{OWN}>"})
    assert desk.refused() == [Refusal.DELIVERED] * 3


def test_forwarded_mail(desk: Desk) -> None:
    """The owner forwards a report, token and all: to a client, and to themselves."""
    forwarded = f"---------- Forwarded message ---------\nCode: {TOKEN}"
    desk.put(f"talked\n{forwarded}", recipients=(Address(address="eva@office.example"),))
    desk.put(
        f"talked\n{forwarded}", recipients=(Address(address=OWN), Address(address="e@x.example"))
    )
    desk.put(forwarded)
    assert desk.refused() == [Refusal.RECIPIENTS, Refusal.VERB]


def test_quoted_token(desk: Desk) -> None:
    """A token quoted in other mail, or from another mail of ours, opens nothing."""
    desk.put("seen" + QUOTE, parents=("1@alba.example",))
    desk.put("seen" + QUOTE, parents=(OTHER,))
    desk.put(f"> seen\n> {TOKEN}")
    assert desk.refused() == [Refusal.TOKEN, Refusal.VERB]


def test_someone_elses_token(desk: Desk) -> None:
    desk.put(f"talked {OTHERS}")
    assert desk.refused() == [Refusal.TOKEN]


def test_token_without_reference(desk: Desk) -> None:
    desk.put(parents=(), subject=f"digest off {TOKEN}")
    desk.put(parents=("report.99@goodterms.invalid",), subject=f"talked {TOKEN}")
    desk.put(parents=())
    assert desk.refused() == [Refusal.REFERENCE] * 2
    assert desk.mailbox.bodies_of == []


def test_expired(desk: Desk) -> None:
    desk.put(at=SENT_AT + timedelta(days=30, minutes=1))
    assert desk.refused() == [Refusal.EXPIRED]


def test_replayed_token_and_second_use(desk: Desk) -> None:
    desk.put()
    desk.fetch()
    desk.put("snooze 90d" + QUOTE)
    desk.put("talked" + QUOTE)
    found = desk.fetch()
    assert (found.answers, found.refused_answers) == (0, 2)
    assert desk.store.answer_counts() == {"taken": 1, "used": 2}
    assert len(desk.store.decisions("Alba")) == 1


def test_two_answers_of_one_reading_use_a_token_once(desk: Desk) -> None:
    desk.put("snooze 30d" + QUOTE)
    desk.put("talked" + QUOTE)
    assert (desk.fetch().answers, desk.store.answer_counts()) == (1, {"taken": 1, "used": 1})


def test_html_only_answer_with_a_hidden_command(desk: Desk) -> None:
    text = f'<p style="display:none">talked</p><p>Hello</p><blockquote>{TOKEN}</blockquote>'
    desk.put(html_text.text(text))
    assert desk.refused() == [Refusal.VERB]


def test_answer_with_a_changed_verb(desk: Desk) -> None:
    desk.put("gut 3" + QUOTE)
    desk.put("digest off" + QUOTE)
    assert desk.refused() == [Refusal.NOT_OFFERED] * 2


@pytest.mark.parametrize("word", ["parting", "parted", "forget", "set cap 90", "talked!"])
def test_unknown_verb(desk: Desk, word: str) -> None:
    desk.put(word + QUOTE)
    assert desk.refused() == [Refusal.VERB]


def test_two_verbs(desk: Desk) -> None:
    desk.put("talked seen" + QUOTE)
    assert desk.refused() == [Refusal.VERB]


def test_what_a_program_answered(desk: Desk) -> None:
    desk.put(headers={"auto-submitted": "auto-replied (vacation)"})
    assert desk.refused() == [Refusal.AUTOMATIC]
