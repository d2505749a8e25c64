from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from builders import a_client
from imap_peers import mail
from program import Ran, run, write_config

if TYPE_CHECKING:
    from pathlib import Path

    from imap_peers import Peer

ARRIVED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def config(folder: Path, peer: Peer, **values: object) -> Path:
    client = a_client(domains=("alba.example",))
    given = {"owner__addresses": ["mara@studio.example"], "mailbox__user": peer.user, **values}
    return write_config(folder, port=peer.port, password=peer.password, clients=[client], **given)


def checks(ran: Ran, name: str) -> list[dict]:
    return [each for each in ran.value if each["name"] == name]


def test_a_forgotten_address_of_the_owner_is_named(busy: Peer, tmp_path: Path) -> None:
    path = config(tmp_path, busy)
    ran = run("--config", path, "doctor", "--json")
    assert ran.status == 0
    (found,) = checks(ran, "addresses")
    assert found["ok"] is None
    assert "3 messages of clients went to old@alias.example" in found["text"]
    assert "addresses in [owner]" in found["text"]
    own = ["mara@studio.example", "old@alias.example"]
    known = config(tmp_path, busy, owner__addresses=own)
    (found,) = checks(run("--config", known, "doctor", "--json"), "addresses")
    assert found["ok"] is True


def test_a_clients_second_address_is_suggested_where_all_headers_may_be_read(
    busy: Peer, tmp_path: Path
) -> None:
    for number in range(201, 204):  # ana@alba.example from another domain
        busy.append("INBOX", mail(sender="ana@alba.com", number=number), ARRIVED)
    allowed = config(tmp_path, busy, mailbox__read_other_headers=True)
    (found,) = checks(run("--config", allowed, "doctor", "--json"), "client addresses")
    assert found["ok"] is None
    assert "3 messages from ana@alba.com look like Alba's" in found["text"]
    listed = config(tmp_path, busy)
    assert checks(run("--config", listed, "doctor", "--json"), "client addresses") == []


def test_a_new_mailbox_is_fine_and_says_what_comes_next(busy: Peer, tmp_path: Path) -> None:
    ran = run("--config", config(tmp_path, busy), "doctor")
    assert ran.status == 0
    assert "unknown  freshness: mail was never read completely; `goodterms fetch`" in ran.out
    assert ran.err == ""


def test_without_a_config_offline_looks_at_the_program_alone(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    ran = run("--config", path, "doctor", "--offline")
    assert (ran.status, ran.out.count("\n")) == (0, 1)
    ran = run("--config", path, "doctor")
    assert ran.status == 1
    assert "PROBLEM  config" in ran.out
    assert "no such file. `goodterms init` writes one" in ran.out


def test_offline_the_mailbox_is_left_alone(busy: Peer, tmp_path: Path) -> None:
    ran = run("--config", config(tmp_path, busy, mailbox__port=1), "doctor", "--offline", "--json")
    assert ran.status == 0
    assert [each["name"] for each in ran.value] == ["tone model", "config", "database", "freshness"]


def test_a_country_without_known_holidays_is_a_problem(busy: Peer, tmp_path: Path) -> None:
    ran = run("--config", config(tmp_path, busy, hours__country="ZZ"), "doctor", "--json")
    assert ran.status == 1
    (found,) = checks(ran, "config")
    assert "hours.country" in found["text"]


def test_what_was_found_before_an_error_is_still_told(busy: Peer, tmp_path: Path) -> None:
    path = config(tmp_path, busy)
    (tmp_path / "imap.secret").write_text("wrong\n", encoding="utf-8")
    ran = run("--config", path, "doctor", "--json")
    assert ran.status == 1
    assert checks(ran, "database")
    assert "refused" in checks(ran, "mailbox")[0]["text"]
