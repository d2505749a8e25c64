"""What the database keeps of offers and answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from builders import MORNING
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.core.client import Decision, DecisionKind
from goodterms.core.command import Command, Offer, Verb
from goodterms.core.command_check import Answered, Issued, Refusal
from goodterms.core.command_token import digest
from goodterms.ports.answers import Heard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAIL = "report.1@goodterms.invalid"
TOKEN = "GT-ABCDEFGHIJKLM"
OFFER = Offer(client="Alba", verdict="talk", verbs=(Verb.TALKED, Verb.SEEN))
LATER = MORNING + timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "a.db") as found:
        found.offer(MAIL, [(OFFER, digest(TOKEN))], MORNING)
        yield found


def obeyed(store: SqliteStore, name: str = "M-1") -> Answered:
    (issued,) = store.offers(MORNING)
    return Answered(
        id=name, at=MORNING, mail=MAIL, command=Command(verb=Verb.TALKED), issued=issued
    )


def heard(*answers: tuple[Answered, Decision | None], **changes: object) -> Heard:
    values: dict[str, object] = {"folder": "Sent", "uidvalidity": 7, "high": 9, "at": LATER}
    return Heard(answers=answers, **{**values, **changes})  # type: ignore[arg-type]


def talked() -> Decision:
    return Decision(id=0, client="Alba", kind=DecisionKind.TALKED, decided_on=MORNING.date())


def test_an_offer_comes_back_as_it_was_made(store: SqliteStore) -> None:
    assert store.offers(MORNING) == [
        Issued(message_id=MAIL, number=0, digest=digest(TOKEN), offer=OFFER, issued_at=MORNING)
    ]
    assert store.offers(LATER) == []


def test_an_answer_its_decision_and_the_cursor_are_written_together(store: SqliteStore) -> None:
    assert store.sent_cursor("mail", "Sent") == (0, 0)
    new = store.save_heard("mail", heard((obeyed(store), talked()), received=77))
    assert [each.refusal for each in new] == [None]
    assert store.sent_cursor("mail", "Sent") == (7, 9)
    assert store.received_on("mail", LATER.date()) == 77
    assert store.offers(MORNING)[0].used
    assert [each.kind for each in store.decisions("Alba")] == [DecisionKind.TALKED]
    (kept,) = store.answers()
    assert (kept.at, kept.read_at, kept.client, kept.verdict) == (MORNING, LATER, "Alba", "talk")
    assert kept.command == Command(verb=Verb.TALKED)


def test_a_cut_before_the_commit_leaves_token_and_cursor_as_they_were(tmp_path: Path) -> None:
    def refuse(when: str) -> None:
        if when == "before":
            raise KeyboardInterrupt

    with open_store(tmp_path / "b.db") as store:
        store.offer(MAIL, [(OFFER, digest(TOKEN))], MORNING)
        store._on_commit = refuse
        with pytest.raises(KeyboardInterrupt):
            store.save_heard("mail", heard((obeyed(store), talked())))
    with open_store(tmp_path / "b.db") as store:
        assert not store.offers(MORNING)[0].used
        assert (store.decisions("Alba"), store.answers()) == ([], [])
        assert store.sent_cursor("mail", "Sent") == (0, 0)


def test_the_same_answer_again_is_passed_over_and_a_second_one_refused(store: SqliteStore) -> None:
    first, second = obeyed(store), obeyed(store, "M-2")
    store.save_heard("mail", heard((first, talked())))
    assert store.save_heard("mail", heard((first, talked()))) == []
    (found,) = store.save_heard("mail", heard((second, talked())))
    assert found.refusal is Refusal.USED
    assert len(store.decisions("Alba")) == 1
    assert store.answer_counts() == {"taken": 1, "used": 1}


def test_a_refused_answer_decides_nothing_and_uses_nothing(store: SqliteStore) -> None:
    refused = Answered(id="M-3", at=MORNING, mail=MAIL, refusal=Refusal.VERB)
    store.save_heard("mail", heard((refused, None)))
    assert not store.offers(MORNING)[0].used
    (kept,) = store.answers()
    assert (kept.refusal, kept.command, kept.client) == (Refusal.VERB, None, "")


def test_answers_are_given_from_an_instant_on_in_the_order_of_reading(store: SqliteStore) -> None:
    for number, name in enumerate(("M-b", "M-a")):
        answer = Answered(id=name, at=MORNING, mail=MAIL, refusal=Refusal.VERB)
        store.save_heard("mail", heard((answer, None), at=LATER + number * timedelta(hours=1)))
    assert len(store.answers()) == 2
    assert [each.read_at for each in store.answers(LATER + timedelta(minutes=1))] == [
        LATER + timedelta(hours=1)
    ]


def test_folders_and_accounts_have_cursors_of_their_own(store: SqliteStore) -> None:
    store.save_heard("mail", heard())
    store.save_heard("mail", heard(folder="Poslano: 2", uidvalidity=4_294_967_295, high=3))
    assert store.sent_cursor("mail", "Poslano: 2") == (4_294_967_295, 3)
    assert store.sent_cursor("mail", "Sent") == (7, 9)
    assert store.sent_cursor("other", "Sent") == (0, 0)
