"""What real servers seldom do, played by a scripted one."""

from __future__ import annotations

import time
from datetime import date

import pytest

from goodterms.adapters import imap
from goodterms.core.mail import Envelope, Problem
from goodterms.errors import (
    FolderError,
    LimitError,
    MailboxError,
    UnreachableError,
)
from imap_peers import ARRIVED
from imap_script import scripted


def test_a_missing_uidnext_is_asked_for() -> None:
    answers = {
        "EXAMINE": "* 2 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 7] x\r\nTAG OK [READ-ONLY] x\r\n",
        "SEARCH": "* SEARCH 41\r\nTAG OK x\r\n",
    }
    with scripted(answers) as script, imap.connect(script.account(), "x") as mailbox:
        assert mailbox.examine("INBOX").uidnext == 42


def test_a_missing_status_does_not_hide_the_folder() -> None:
    answers = {"STATUS": "TAG OK nothing\r\n"}
    with scripted(answers) as script, imap.connect(script.account(), "x") as mailbox:
        (state,) = mailbox.folders()
    assert (state.name, state.uidvalidity, state.uidnext) == ("INBOX", 0, 0)


def test_gmail_is_read_through_its_one_complete_folder() -> None:
    answers = {
        "CAPABILITY": "* CAPABILITY IMAP4rev1 X-GM-EXT-1\r\nTAG OK x\r\n",
        "LIST": (
            '* LIST (\\HasNoChildren) "/" INBOX\r\n'
            '* LIST (\\HasNoChildren \\All) "/" "[Gmail]/Svi mailovi"\r\n'
            '* LIST (\\HasNoChildren \\Sent) "/" "[Gmail]/Poslano"\r\nTAG OK x\r\n'
        ),
        "STATUS": '* STATUS "x" (MESSAGES 3 UIDNEXT 4 UIDVALIDITY 5)\r\nTAG OK x\r\n',
    }
    with scripted(answers) as script, imap.connect(script.account(), "x") as mailbox:
        assert [state.name for state in mailbox.folders()] == ["[Gmail]/Svi mailovi"]


def test_a_refused_nested_search_is_asked_again_in_single_steps_never_for_everybody() -> None:
    def search(rest: str) -> str:
        return "TAG BAD no OR here\r\n" if "OR" in rest else "* SEARCH 2\r\nTAG OK x\r\n"

    with scripted({"SEARCH": search}) as script:
        with imap.connect(script.account(), "x") as mailbox:
            mailbox.examine("INBOX")
            found = mailbox.search(
                1, 3, since=date(2026, 1, 1), correspondents=["a@b.example", "@c.example"]
            )
        assert found == [2]
        asked = [line for line in script.lines if line.startswith("UID SEARCH")]
        assert len(asked) == 7
        assert all("b.example" in line or "c.example" in line for line in asked)


def row(uid: int, *, broken: bool = False) -> str:
    date_text = "nonsense ((" if broken else '"02-Mar-2026 09:30:00 +0000"'
    text = "From: a@b.example\r\nSubject: x\r\n\r\n"
    return (
        f"* {uid} FETCH (UID {uid} INTERNALDATE {date_text} RFC822.SIZE 99"
        f' BODY[HEADER.FIELDS ("FROM" "SUBJECT")]<0> {{{len(text)}}}\r\n{text})\r\n'
    )


def asked_uids(rest: str) -> list[int]:
    return [int(each) for each in rest.split()[2].split(",")]


def test_one_unreadable_answer_spoils_none_of_the_others() -> None:
    def fetch(rest: str) -> str:
        rows = [row(uid, broken=uid == 13) for uid in asked_uids(rest)]
        return "".join(rows) + "TAG OK x\r\n"

    uids = list(range(1, 41))
    with scripted({"FETCH": fetch}) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        found = mailbox.envelopes(uids)
    assert len(found) == 40
    (problem,) = [each for each in found if isinstance(each, Problem)]
    assert found.index(problem) == 12
    assert (problem.kind, problem.source) == ("message", "INBOX/13")
    assert all(each.internal_at == ARRIVED for each in found if isinstance(each, Envelope))


def test_a_refusal_of_one_message_is_its_problem_and_of_all_is_the_folders() -> None:
    def fetch(rest: str) -> str:
        if "13" in rest.split()[2].split(","):
            return row(12) + "TAG NO [SERVERBUG2] cannot\r\n"
        return "".join(row(uid) for uid in asked_uids(rest)) + "TAG OK x\r\n"

    with scripted({"FETCH": fetch}) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        found = mailbox.envelopes([11, 12, 13, 14])
        assert [type(each) for each in found] == [Envelope, Envelope, Problem, Envelope]
    answers = {"FETCH": "TAG NO no permission\r\n"}
    with scripted(answers) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        with pytest.raises(FolderError, match="no permission"):
            mailbox.envelopes([11, 12, 13, 14])


def test_a_throttled_fetch_makes_no_problems() -> None:
    answers = {"FETCH": "TAG NO [OVERQUOTA] exceeded bandwidth limits\r\n"}
    with scripted(answers) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        with pytest.raises(LimitError, match="asks to slow down"):
            mailbox.envelopes([1])


def test_an_answer_line_without_end_spoils_none_of_the_others() -> None:
    parts = '("text" "plain" NIL NIL NIL "7bit" 9 1)' * 30_000
    structures = {
        1: '("image" "png" NIL NIL NIL "8bit" 9)',
        2: f'({parts} "mixed")',
        3: '("image" "png" NIL NIL NIL "8bit" 9)',
    }
    source = "Subject: x\r\n\r\nHello"

    def fetch(rest: str) -> str:
        if "BODYSTRUCTURE" not in rest:
            return f"* 2 FETCH (UID 2 BODY[]<0> {{{len(source)}}}\r\n{source})\r\nTAG OK x\r\n"
        rows = [
            f"* {uid} FETCH (UID {uid} BODYSTRUCTURE {structures[uid]})\r\n"
            for uid in asked_uids(rest)
        ]
        return "".join(rows) + "TAG OK x\r\n"

    with scripted({"FETCH": fetch}) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        found = mailbox.bodies([1, 2, 3])
        assert mailbox.examine("INBOX").exists == 3
    assert sorted(found) == [1, 2, 3]
    assert [getattr(found[uid], "text", None) for uid in (1, 2, 3)] == ["", "Hello", ""]


def test_a_search_answer_without_end_is_refused_and_not_cut() -> None:
    answers = {"SEARCH": "* SEARCH" + " 4000000000" * 100_000 + "\r\nTAG OK x\r\n"}
    with scripted(answers) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        with pytest.raises(FolderError, match="cannot be understood"):
            mailbox.search(1, 3, since=None, correspondents=None)
        assert mailbox.examine("INBOX").exists == 3


def test_missing_text_and_missing_headers_are_problems_not_silence() -> None:
    def fetch(rest: str) -> str:
        return (
            "".join(f"* {u} FETCH (UID {u} FLAGS ())\r\n" for u in asked_uids(rest)) + "TAG OK\r\n"
        )

    def fetch_ok(rest: str) -> str:
        return fetch(rest).replace("TAG OK", "TAG OK x")

    with scripted({"FETCH": fetch_ok}) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        assert [type(each) for each in mailbox.envelopes([1, 2])] == [Problem, Problem]
        assert {type(each) for each in mailbox.bodies([1, 2]).values()} == {Problem}


def test_a_trickling_answer_ends_at_the_deadline() -> None:
    answers = {"FETCH": row(1) + "TAG OK x\r\n"}
    with scripted(answers, slowly=0.2) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        mailbox.session.header_seconds = 0.6
        begun = time.monotonic()
        with pytest.raises(UnreachableError, match=r"within 0\.6 seconds"):
            mailbox.envelopes([1])
        assert time.monotonic() - begun < 2
        with pytest.raises(UnreachableError):
            mailbox.examine("INBOX")


def test_a_connection_that_breaks_within_an_answer_is_unreachable() -> None:
    answers = {"FETCH": "* BYE going down\r\n"}
    with scripted(answers) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        with pytest.raises(UnreachableError):
            mailbox.envelopes([1])


def test_an_answer_that_cannot_be_understood_is_still_a_mailbox_error() -> None:
    answers = {"LIST": '* LIST (((( "x\r\nTAG OK x\r\n'}
    with (
        scripted(answers) as script,
        imap.connect(script.account(), "x") as mailbox,
        pytest.raises(MailboxError, match="cannot be understood"),
    ):
        mailbox.folders()
