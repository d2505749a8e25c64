"""The commands against a real IMAP server, with everything that can go wrong at the door."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import a_client
from goodterms.demo import server
from program import Ran, run, write_config

if TYPE_CHECKING:
    from imap_certificate import Certificate
    from imap_peers import Peer

NOW = datetime.now(UTC)  # noqa: TID251 - real mail for a program that reads the real clock

MAIL = """\
From: Ana <ana@alba.example>
To: mara@studio.example
Subject: Poster
Message-ID: <{number}@alba.example>
{date}MIME-Version: 1.0
Content-Type: text/plain; charset={charset}
Content-Transfer-Encoding: 8bit

Please make the title “Škure” two points larger.
"""


def mail(number: int, *, date: bool = True, charset: str = "utf-8") -> bytes:
    sent = (NOW - timedelta(days=30 - number)).strftime("Date: %a, %d %b %Y %H:%M:%S +0000\n")
    text = MAIL.format(number=number, date=sent if date else "", charset=charset).encode()
    return text if charset == "utf-8" else text.replace("“Škure”".encode(), b"\x81\xff\xfe")


@pytest.fixture
def config(peer: Peer, tmp_path: Path) -> Path:
    for number in range(1, 6):
        peer.append("INBOX", mail(number), NOW - timedelta(days=30 - number))
    return write_config(
        tmp_path,
        port=peer.port,
        password=peer.password,
        clients=[a_client()],
        mailbox__user=peer.user,
    )


def fetch(config: Path) -> Ran:
    return run("--config", config, "fetch", "--json")


def one_line(ran: Ran) -> str:
    """Return the only line of an error."""
    (line,) = ran.err.strip().splitlines()
    return line


def test_a_second_fetch_sees_no_new_messages(config: Path) -> None:
    first = fetch(config)
    assert first.status == 0
    assert first.value["seen"] == 5
    assert first.value["scored"] == 5
    second = fetch(config)
    assert second.value["seen"] == 0
    assert set(second.value) >= {
        "folders",
        "seen",
        "mapped",
        "scored",
        "noise",
        "problems",
        "seconds",
    }


def test_reading_leaves_every_flag_as_it_was(config: Path, peer: Peer) -> None:
    before = peer.flags("INBOX")
    assert fetch(config).status == 0
    assert peer.flags("INBOX") == before
    ran = run("--config", config, "doctor")
    assert "flags of 5 messages the same before and after" in ran.out
    assert peer.flags("INBOX") == before


def test_mail_without_date_or_with_a_broken_charset_is_kept(
    config: Path,
    peer: Peer,
) -> None:
    peer.append("INBOX", mail(20, date=False), NOW)
    peer.append("INBOX", mail(21, charset="no-such-charset"), NOW)
    peer.append("INBOX", mail(22, charset='"utf-8\x00"'), NOW)
    ran = run("--config", config, "fetch")
    assert ran.status == 0
    assert "8 of clients" in ran.out
    assert ran.err.splitlines() == [
        "1 message has no Date header: the server's time of arrival counts.",
        "Each of 2 messages is in a broken or unknown character set: read as far as possible.",
    ]
    listed = run("--config", config, "clients", "--json").value
    assert listed[0]["messages"] == 8


def test_a_wrong_password_is_one_clear_line(config: Path) -> None:
    secret = config.parent / "imap.secret"
    secret.write_text("wrong\n")
    ran = fetch(config)
    assert ran.status == 1
    assert "refused" in one_line(ran)
    assert "wrong" not in ran.err
    assert "Traceback" not in ran.err


def test_a_certificate_that_cannot_be_trusted_is_one_clear_line(
    certificate: Certificate, tmp_path: Path
) -> None:
    how = server.Encryption(context=certificate.context())
    with server.serve({}, user="mara", password="x", encryption=how) as served:
        config = write_config(
            tmp_path, port=served.port, password="x", clients=[a_client()], mailbox__security="tls"
        )
        ran = fetch(config)
    assert ran.status == 1
    assert "cannot be trusted" in one_line(ran)


def test_an_unreachable_server_is_one_clear_line(config: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        text = config.read_text()
        config.write_text(
            "\n".join(
                f"port = {port}" if line.startswith("port = ") else line
                for line in text.splitlines()
            )
        )
        ran = fetch(config)
    assert ran.status == 1
    assert "127.0.0.1" in one_line(ran)


def test_an_unknown_config_key_ends_with_78_and_names_the_key(config: Path) -> None:
    config.write_text(config.read_text().replace("horizon_days", "horizon_dais"))
    ran = fetch(config)
    assert ran.status == 78
    assert 'did you mean "horizon_days"' in one_line(ran)


def test_a_missing_secret_ends_with_78(config: Path) -> None:
    (config.parent / "imap.secret").unlink()
    ran = fetch(config)
    assert ran.status == 78
    assert "does not exist" in one_line(ran)


def test_an_unknown_client_ends_with_2(config: Path) -> None:
    ran = run("--config", config, "explain", "Nobody")
    assert ran.status == 2
    assert "Known: Alba" in one_line(ran)


def test_a_malformed_row_is_named_and_the_good_ones_are_kept(config: Path) -> None:
    ledger = config.parent / "invoices.csv"
    ledger.write_text(
        "number,issue_date,due_date,client,currency,total,paid,status\n"
        "A-1,2026-01-31,2026-03-02,Alba,EUR,100.00,0,sent\n"
        "A-2,2026-02-30,2026-03-30,Alba,EUR,100.00,0,sent\n"
    )
    ran = run("--config", config, "import", ledger)
    assert ran.status == 1
    assert one_line(ran).startswith("invoices.csv, line 3:")
    again = run("--config", config, "import", ledger, "--json").value
    assert [each["number"] for each in again["documents"]] == ["A-1"]
    assert run("--config", config, "clients", "--json").value[0]["documents"] == 1


def test_verdicts_before_any_reading_are_withheld(config: Path) -> None:
    ran = run("--config", config, "assess")
    assert ran.status == 3
    assert "too old" in ran.err


def test_a_stored_verdict_is_explained_byte_for_byte(config: Path) -> None:
    fetch(config)
    assessed = run("--config", config, "assess", "--as-of", "2026-11-01", "--json")
    assert assessed.value[0]["client"] == "Alba"
    first = run("--config", config, "explain", "alba", "--as-of", "2026-11-01", "--json")
    assert first.status == 0
    again = run("--config", config, "explain", "Alba", "--as-of", "2026-11-01", "--json")
    assert first.out == again.out
    assert "today's facts" not in again.err


def test_init_writes_a_config_that_works(peer: Peer, tmp_path: Path) -> None:
    for number in range(1, 5):
        peer.append("INBOX", mail(number), NOW - timedelta(days=number))
        answer = mail(40 + number).replace(
            b"From: Ana <ana@alba.example>", b"From: mara@studio.example"
        )
        answer = answer.replace(b"To: mara@studio.example", b"To: ana@alba.example")
        peer.append("Sent", answer, NOW - timedelta(days=number))
    path = tmp_path / "new" / "config.toml"
    password = tmp_path / "password"
    password.write_text(peer.password + "\n")
    ran = run(
        "--config", path, "init", "--no-input", "--address", "mara@studio.example",
        "--host", "127.0.0.1", "--port", str(peer.port), "--security", "plain",
        "--user", peer.user, "--secret", "file:imap.secret", "--password-file", password,
        "--zone", "Europe/Zagreb", "--rate", "60", "--propose", "--accept",
    )  # fmt: skip
    assert ran.status == 0, ran.err
    assert "Alba (@alba.example): 4 received, 4 sent" in ran.out
    assert peer.password not in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    assert run("--config", path, "doctor").status == 0
    assert fetch(path).value["mapped"] == 8
    assert "exists already" in run("--config", path, "init", "--no-input").err


def test_init_writes_nothing_when_the_login_fails(peer: Peer, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    password = tmp_path / "password"
    password.write_text("wrong\n")
    ran = run(
        "--config", path, "init", "--no-input", "--address", "mara@studio.example",
        "--host", "127.0.0.1", "--port", str(peer.port), "--security", "plain",
        "--user", peer.user, "--secret", "file:imap.secret", "--password-file", password,
        "--zone", "Europe/Zagreb",
    )  # fmt: skip
    assert ran.status == 1
    assert not path.exists()
    assert not (tmp_path / "imap.secret").exists()
