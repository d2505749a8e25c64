"""The demo's server, asked by a plain IMAP client."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from imapclient import IMAPClient
from imapclient.exceptions import LoginError

from goodterms.demo import server

if TYPE_CHECKING:
    from goodterms.demo.server import Served

RAW = b"From: ana@alba.example\r\nSubject: Bok\r\nMessage-ID: <%d@x>\r\n\r\nText %d\r\n"
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def client(served: Served) -> IMAPClient:
    found = IMAPClient(served.host, served.port, ssl=False, timeout=10)
    found.normalise_times = False
    return found


def test_messages_keep_source_arrival_and_flags() -> None:
    folders = {
        "INBOX": [(RAW % (1, 1), AT, [r"\Seen"]), (RAW % (2, 2), AT + timedelta(days=1), [])],
        "Klijenti/Ana": [(RAW % (3, 3), AT, [])],
    }
    with (
        server.serve(folders, user="mara", password="x y") as served,
        client(served) as found,
    ):
        found.login("mara", "x y")
        assert found.select_folder("INBOX", readonly=True)[b"EXISTS"] == 2
        first, second = found.search()
        rows = found.fetch([first, second], ["INTERNALDATE", "FLAGS", "BODY.PEEK[]"])
        assert rows[first][b"BODY[]"] == RAW % (1, 1)
        assert rows[second][b"INTERNALDATE"] == AT + timedelta(days=1)
        assert rb"\Seen" in rows[first][b"FLAGS"]
        assert rb"\Seen" not in rows[second][b"FLAGS"]
        assert found.folder_status("Klijenti/Ana")[b"MESSAGES"] == 1


def test_sent_and_trash_are_marked() -> None:
    with (
        server.serve({"Sent": [], "Trash": [], "Mine": []}, user="u", password="p") as served,
        client(served) as found,
    ):
        found.login("u", "p")
        listed = {name: attributes for attributes, _, name in found.list_folders()}
    assert rb"\Sent" in listed["Sent"]
    assert rb"\Trash" in listed["Trash"]
    assert set(listed) == {"INBOX", "Sent", "Trash", "Mine"}


def test_mail_can_arrive_vanish_and_be_renumbered_while_it_runs() -> None:
    with server.serve({}, user="u", password="p") as served:
        uid = served.append("INBOX", RAW % (1, 1), AT, [r"\Flagged"])
        served.append("New", RAW % (2, 2), AT)
        assert served.flags("INBOX") == {uid: frozenset({r"\Flagged", r"\Recent"})}
        with client(served) as found:
            found.login("u", "p")
            before = found.select_folder("INBOX", readonly=True)
            assert found.select_folder("New", readonly=True)[b"EXISTS"] == 1
            assert served.renew("INBOX") != before[b"UIDVALIDITY"]
            served.expunge("INBOX", [uid])
            after = found.select_folder("INBOX", readonly=True)
        assert after[b"EXISTS"] == 0
        assert after[b"UIDVALIDITY"] != before[b"UIDVALIDITY"]
        assert after[b"UIDNEXT"] == uid + 1


def test_a_wrong_password_is_refused() -> None:
    with (
        server.serve({}, user="u", password="p") as served,
        client(served) as found,
        pytest.raises(LoginError),
    ):
        found.login("u", "q")


def test_it_is_reached_on_loopback_only_and_ends_with_open_connections() -> None:
    before = threading.active_count()
    with server.serve({}, user="u", password="p") as served:
        assert served.host == "127.0.0.1"
        open_one = client(served)
        open_one.login("u", "p")
    assert threading.active_count() == before
    open_one.shutdown()
    with pytest.raises(OSError, match="refused"):
        client(served)


def test_two_servers_run_side_by_side() -> None:
    with (
        server.serve({"INBOX": [(RAW % (1, 1), AT, [])]}, user="u", password="p") as one,
        server.serve({}, user="u", password="p") as two,
    ):
        assert one.port != two.port
        assert len(one.flags("INBOX")) == 1
        assert two.flags("INBOX") == {}


@pytest.mark.timeout(20)  # a pattern that blows up does not end
def test_a_year_of_mail_is_there_within_seconds() -> None:
    messages = [(RAW % (number, number), AT, []) for number in range(3000)]
    with server.serve({"INBOX": messages}, user="u", password="p") as served:
        assert len(served.flags("INBOX")) == 3000
