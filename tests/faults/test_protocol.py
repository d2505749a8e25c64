"""Faults of the protocol: 30 to 37 and 42 of the IMAP study, played by a scripted server."""

from __future__ import annotations

from datetime import date

import pytest

from goodterms.adapters import imap
from goodterms.core.mail import Body, Envelope, Problem
from goodterms.errors import FolderError
from imap_script import scripted

SOURCE = "From: a@b.example\r\nContent-Type: text/plain\r\n\r\nthe words\r\n"
PLAIN = '("text" "plain" ("charset" "utf-8") NIL NIL "7bit" 11 1 NIL NIL NIL NIL)'


def asked_uids(rest: str) -> list[int]:
    return [int(each) for each in rest.split()[2].split(",")]


def header_row(uid: int, *, key: str = "BODY[HEADER.FIELDS (FROM DATE)]<0>") -> str:
    text = f"From: a@b.example\r\nSubject: {uid}\r\n\r\n"
    return (
        f'* {uid} FETCH (UID {uid} INTERNALDATE "02-Mar-2026 09:30:00 +0000" RFC822.SIZE 99'
        f" {key} {{{len(text)}}}\r\n{text})\r\n"
    )


def headers(rest: str) -> str:
    return "".join(header_row(uid) for uid in asked_uids(rest)) + "TAG OK x\r\n"


def texts(structures: dict[int, str], rest: str) -> str:
    """Answer to BODYSTRUCTURE with a given one, to a part or the whole with its source."""
    rows = []
    for uid in asked_uids(rest):
        if "BODYSTRUCTURE" in rest:
            rows.append(f"* {uid} FETCH (UID {uid} BODYSTRUCTURE {structures.get(uid, PLAIN)})")
        elif "[1]" in rest:
            rows.append(f"* {uid} FETCH (UID {uid} BODY[1]<0> {{11}}\r\nthe words\r\n)")
        else:
            rows.append(f"* {uid} FETCH (UID {uid} BODY[]<0> {{{len(SOURCE)}}}\r\n{SOURCE})")
    return "\r\n".join(rows) + "\r\nTAG OK x\r\n"


def test_fault_30_two_search_lines_are_one_answer() -> None:
    answers = {"SEARCH": "* SEARCH 1\r\n* SEARCH 2 3\r\n* SEARCH\r\nTAG OK x\r\n"}
    with scripted(answers) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        assert mailbox.search(1, 3, since=None, correspondents=None) == [1, 2, 3]


def test_fault_30_an_answer_that_cannot_be_read_is_asked_for_in_narrower_windows() -> None:
    def search(rest: str) -> str:
        low, high = (int(each) for each in rest.split()[3].split(":"))
        found = " ".join(map(str, range(low, high + 1)))
        return f"* SEARCH {found if high - low < 2 else 'what?'}\r\nTAG OK x\r\n"

    with scripted({"SEARCH": search}) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        assert mailbox.search(1, 9, since=None, correspondents=None) == list(range(1, 10))


@pytest.mark.parametrize("line", ['* ESEARCH (TAG "x") UID ALL 1:3\r\n', ""])
def test_fault_31_an_answer_in_another_form_is_not_taken_for_an_empty_folder(line: str) -> None:
    answers = {"SEARCH": f"{line}TAG OK x\r\n"}
    with scripted(answers) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        with pytest.raises(FolderError, match="3 messages are said to be there"):
            mailbox.search(1, 3, since=None, correspondents=["a@b.example"])


def test_fault_31_a_server_that_omits_empty_answers_is_checked_once() -> None:
    def search(rest: str) -> str:
        return "* SEARCH 3\r\nTAG OK x\r\n" if rest.endswith("UID *") else "TAG OK x\r\n"

    with scripted({"SEARCH": search}) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        for _ in range(3):
            assert mailbox.search(1, 3, since=None, correspondents=["a@b.example"]) == []
        assert sum(line.endswith("UID *") for line in script.lines) == 1


def test_fault_32_what_nobody_asked_for_is_ignored() -> None:
    def fetch(rest: str) -> str:
        rows = [header_row(uid) for uid in asked_uids(rest)]
        rows[1:1] = [
            "* 7 EXISTS\r\n",
            "* 2 EXPUNGE\r\n",
            "* VANISHED 1:2\r\n",
            "* 1 FETCH (FLAGS (\\Seen))\r\n",
            "* 1 FETCH (FLAGS (\\Seen) UID 1 MODSEQ (12))\r\n",
            '* 9 FETCH (UID 900 INTERNALDATE "x" BODY[TEXT] "not ours")\r\n',
            "* OK [ALERT] hello\r\n",
            "* FLAGS (\\Seen)\r\n",
        ]
        return "".join(rows) + "TAG OK x\r\n"

    with scripted({"FETCH": fetch}) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        found = mailbox.envelopes([1, 2, 3])
    assert [each.subject for each in found if isinstance(each, Envelope)] == ["1", "2", "3"]


def test_fault_33_a_refusal_after_some_rows_is_asked_again_in_halves() -> None:
    def fetch(rest: str) -> str:
        uids = asked_uids(rest)
        if 13 in uids:
            return header_row(uids[0]) + "TAG NO [CANNOT] one is broken\r\n"
        return headers(rest)

    with scripted({"FETCH": fetch}) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        found = mailbox.envelopes(list(range(1, 33)))
        asked = [len(asked_uids(line)) for line in script.lines if "FETCH" in line]
    assert [found.index(each) for each in found if isinstance(each, Problem)] == [12]
    assert asked[:3] == [32, 16, 16]
    assert len(asked) == 1 + 2 * 5


@pytest.mark.parametrize("code", ["UNAVAILABLE", "SERVERBUG"])
def test_fault_33_a_single_message_that_cannot_be_served_now_stops_no_other(code: str) -> None:
    def fetch(rest: str) -> str:
        return f"TAG NO [{code}] later\r\n" if 2 in asked_uids(rest) else headers(rest)

    with scripted({"FETCH": fetch}) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        kinds = [type(each) for each in mailbox.envelopes([1, 2, 3, 4])]
    assert kinds == [Envelope, Problem, Envelope, Envelope]


BROKEN = ['("text" "plain"', '("text")) (', '(("text" "plain" NIL', '"open', "(((())"]


@pytest.mark.parametrize("structure", BROKEN)
def test_fault_34_one_malformed_structure_in_250_is_the_only_one_read_whole(structure: str) -> None:
    uids = list(range(1, 251))
    with (
        scripted({"FETCH": lambda rest: texts({77: structure}, rest)}) as script,
        imap.connect(script.account(), "x") as mailbox,
    ):
        mailbox.examine("INBOX")
        found = mailbox.bodies(uids)
        whole = [line for line in script.lines if "PEEK[]" in line]
        described = [line for line in script.lines if "BODYSTRUCTURE" in line]
    assert [getattr(found[uid], "text", "").strip() for uid in uids] == ["the words"] * 250
    assert [asked_uids(line) for line in whole] == [[77]]
    assert len(described) == 2, "no other structure is asked for twice"


@pytest.mark.parametrize("structure", ["NIL", "()", "multipart", "7", '("text" "plain")', "(NIL)"])
def test_fault_35_a_structure_that_is_none_is_read_whole_instead(structure: str) -> None:
    with (
        scripted({"FETCH": lambda rest: texts({2: structure}, rest)}) as script,
        imap.connect(script.account(), "x") as mailbox,
    ):
        mailbox.examine("INBOX")
        found = mailbox.bodies([1, 2, 3])
        assert any("BODY.PEEK[]<0.262144>" in line for line in script.lines)
    assert [getattr(found[uid], "text", "").strip() for uid in (1, 2, 3)] == ["the words"] * 3


@pytest.mark.parametrize(
    "key",
    [
        'BODY[HEADER.FIELDS ("FROM" "DATE")]<0>',
        "body[header.fields (from date)]<0>",
        "BODY[HEADER.FIELDS (From Date)]",
    ],
)
def test_fault_36_the_servers_own_spelling_of_an_item_is_understood(key: str) -> None:
    def fetch(rest: str) -> str:
        return "".join(header_row(uid, key=key) for uid in asked_uids(rest)) + "TAG OK x\r\n"

    with scripted({"FETCH": fetch}) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        found = mailbox.envelopes([1, 2])
    assert [each.subject for each in found if isinstance(each, Envelope)] == ["1", "2"]


@pytest.mark.parametrize(
    ("value", "size", "text"),
    [
        ("NIL", 0, ""),
        ('""', 0, ""),
        ('"a \\"quoted\\" text"', 15, 'a "quoted" text'),
        ("12", 2, "12"),
    ],
)
def test_fault_37_a_text_that_is_no_literal_is_text_all_the_same(
    value: str, size: int, text: str
) -> None:
    def fetch(rest: str) -> str:
        if "BODYSTRUCTURE" in rest:
            row = f'("text" "plain" NIL NIL NIL "7bit" {size} 1)'
            return f"* 1 FETCH (UID 1 BODYSTRUCTURE {row})\r\nTAG OK x\r\n"
        return f"* 1 FETCH (UID 1 BODY[1]<0> {value})\r\nTAG OK x\r\n"

    with scripted({"FETCH": fetch}) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        (body,) = mailbox.bodies([1]).values()
    assert isinstance(body, Body)
    assert body.text.strip() == text


def test_fault_42_criteria_are_ascii_and_name_no_charset() -> None:
    def search(rest: str) -> str:
        if "CHARSET" in rest or not rest.isascii() or "OR" in rest:
            return "TAG NO [BADCHARSET (US-ASCII)] not supported\r\n"
        return "* SEARCH 2\r\nTAG OK x\r\n"

    with scripted({"SEARCH": search}) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        found = mailbox.search(
            1, 3, since=date(2026, 1, 1), correspondents=["ana@žuti.example", "@b.example"]
        )
        asked = [line for line in script.lines if line.startswith("UID SEARCH")]
    assert found == [2]
    assert any("xn--uti-b3a.example" in line for line in asked)
