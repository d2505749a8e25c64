"""Faults 11 to 17, 45 to 50 and 52 of the IMAP study, each injected into the real adapter."""

from __future__ import annotations

import itertools
import os
import re
import time
from pathlib import Path

import pytest

import imap_dovecot
from builders import a_client
from goodterms.adapters import imap
from goodterms.adapters.bundled import bundled
from goodterms.demo import server
from goodterms.errors import CertificateError, LimitError, SignInError, UnreachableError
from imap_certificate import make_certificate
from imap_peers import PASSWORD, USER, account
from imap_script import scripted
from odd_certificate import odd_certificate
from program import run, write_config
from starttls_peer import starttls_peer

EXAMPLE = bundled("config.example.toml").read_text(encoding="utf-8")
in_ci = pytest.mark.skipif(
    os.environ.get("GOODTERMS_DOVECOT") != "1", reason="CI runs it: GOODTERMS_DOVECOT=1"
)


@pytest.mark.parametrize(
    "answers",
    [
        {"LOGIN": "* BYE shutting down for maintenance\r\n"},
        {"LOGIN": "TAG NO [UNAVAILABLE] backend is away\r\n"},
        {"LOGIN": "TAG BAD User is authenticated but not connected.\r\n"},
    ],
    ids=["bye", "unavailable", "not-connected"],
)
def test_fault_11_a_server_that_leaves_during_the_sign_in_refused_no_password(answers) -> None:
    with scripted(answers) as script, pytest.raises(UnreachableError) as caught:
        imap.connect(script.account(), "x")
    assert not isinstance(caught.value, SignInError)
    assert "tried again" in caught.value.hint


def test_fault_11_a_server_that_says_bye_at_once_is_down_and_not_a_folder() -> None:
    with scripted(greeting="* BYE maintenance until noon\r\n") as script:
        with pytest.raises(UnreachableError, match="maintenance until noon"):
            imap.connect(script.account(), "x")
        assert script.lines == []


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize(
    ("expired", "words"), [(True, "it has expired"), (False, "it is for another name")]
)
def test_fault_12_a_wrong_certificate_is_a_hard_stop_in_its_own_words(
    tmp_path: Path, expired: bool, words: str, security: str
) -> None:
    odd = odd_certificate(tmp_path, expired=expired)
    how = server.Encryption(context=odd.context(), starttls=security == "starttls")
    with server.serve({}, user=USER, password=PASSWORD, encryption=how) as served:
        who = imap.Account(
            name="t", host=served.host, port=served.port, user=USER, security=security,
            ca_file=str(odd.certificate),
        )  # fmt: skip
        with pytest.raises(CertificateError, match=words) as caught:
            imap.connect(who, PASSWORD)
    assert "ca_file" not in caught.value.hint, "no bypass is offered"


@pytest.mark.parametrize(
    "capability", ["* CAPABILITY IMAP4rev1\r\n", "* CAPABILITY IMAP4rev1 STARTTLS\r\n"]
)
def test_fault_13_without_encryption_no_password_leaves(capability: str) -> None:
    answers = {"CAPABILITY": f"{capability}TAG OK done\r\n", "STARTTLS": "TAG NO not today\r\n"}
    with scripted(answers) as script:
        with pytest.raises(SignInError, match="does not offer encryption"):
            imap.connect(script.account(security="starttls"), "x")
        assert not any(line.startswith(("LOGIN", "AUTHENTICATE")) for line in script.lines)


def test_fault_14_text_slipped_in_before_encryption_ends_the_connection(tmp_path: Path) -> None:
    made = make_certificate(tmp_path)
    with starttls_peer(made) as peer:
        imap.connect(peer.account(), "x").close()
        assert any(line.startswith("LOGIN") for line in peer.encrypted), "untampered, it works"
    slipped = b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nX OK [ALERT] pay here\r\n"
    with starttls_peer(made, injected=slipped) as peer:
        with pytest.raises(SignInError, match="sent more in clear"):
            imap.connect(peer.account(), "x")
        lines = peer.in_clear + peer.encrypted
    assert not any(line.startswith(("LOGIN", "AUTHENTICATE")) for line in lines)


@pytest.mark.parametrize(
    "words",
    [
        "[ALERT] Too many simultaneous connections. (Failure)",
        "[LIMIT] Maximum number of connections from user+IP exceeded",
    ],
)
def test_fault_15_too_many_connections_wait_five_minutes_and_hold_none(words: str) -> None:
    said = [f"TAG NO {words}\r\n", "TAG OK in\r\n"]
    with scripted({"LOGIN": lambda _: said.pop(0)}) as script:
        with pytest.raises(LimitError) as caught:
            imap.connect(script.account(), "x")
        assert caught.value.wait_seconds == 300
        assert sum(line.startswith("LOGIN") for line in script.lines) == 1, "asked once"
        imap.connect(script.account(), "x").close()


def test_fault_16_a_server_that_knows_us_already_is_not_sent_a_password() -> None:
    with scripted(greeting="* PREAUTH welcome\r\n") as script:
        with imap.connect(script.account(), "x") as mailbox:
            assert mailbox.examine("INBOX").name == "INBOX"
        assert not any(line.startswith("LOGIN") for line in script.lines)
        with pytest.raises(SignInError, match="does not offer encryption"):
            imap.connect(script.account(security="starttls"), "x")


@pytest.mark.parametrize("said", ["* OK\r\n", "* OK ready\r\n", "* OK [CAPABILITY IMAP4] hi\r\n"])
def test_fault_16_a_greeting_says_nothing_that_is_needed(said: str) -> None:
    with scripted(greeting=said) as script:
        imap.connect(script.account(), "x").close()


@pytest.mark.parametrize(
    "answer", ["TAG OK done\r\n", "TAG BAD what\r\n", "* CAPABILITY IMAP2\r\nTAG OK done\r\n"]
)
def test_fault_16_a_server_without_capabilities_is_named(answer: str) -> None:
    with scripted({"CAPABILITY": answer}) as script, pytest.raises(UnreachableError) as caught:
        imap.connect(script.account(), "x")
    assert "127.0.0.1 answered" in caught.value.message
    assert "it may not be an IMAP server" in caught.value.hint


def test_fault_17_a_tagged_ok_without_text_is_reported_as_the_servers_fault() -> None:
    with scripted({"LOGIN": "TAG OK\r\n"}) as script, pytest.raises(UnreachableError) as caught:
        imap.connect(script.account(), PASSWORD)
    assert "does not keep to IMAP" in caught.value.message
    assert "Whoever runs the server should know" in caught.value.hint


@pytest.fixture
def passwords(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A Dovecot whose passwords stand in a file; call it with a user and a new password."""
    static = "driver = static\n  args = password={{PLAIN}}{password}"
    assert static in imap_dovecot.DOVECOT
    changed = imap_dovecot.DOVECOT.replace(static, "driver = passwd-file\n  args = {base}/users")
    monkeypatch.setattr(imap_dovecot, "DOVECOT", changed)
    seconds = itertools.count(1_700_000_000, 60)
    with imap_dovecot.running_dovecot(make_certificate(tmp_path)) as running:

        def change(user: str, password: str) -> None:
            file = running.base / "users"
            file.write_text(f"{user}:{{PLAIN}}{password}\n", encoding="utf-8")
            file.chmod(0o644)
            at = next(seconds)
            os.utime(file, (at, at))
            time.sleep(1.1)  # Dovecot looks at the file once a second

        yield running, change


@pytest.mark.dovecot
@in_ci
def test_fault_45_a_changed_password_is_a_refusal_and_the_new_one_works(passwords) -> None:
    running, change = passwords
    box = running.mailbox()
    change(box.user, "old-1234")
    imap.connect(account(box), "old-1234").close()
    change(box.user, "new-5678")
    with pytest.raises(SignInError) as caught:
        imap.connect(account(box), "old-1234")
    assert "AUTHENTICATIONFAILED" in caught.value.message
    assert "1234" not in str(caught.value)
    imap.connect(account(box), "new-5678").close()


@pytest.mark.dovecot
@in_ci
def test_fault_49_a_password_beyond_ascii_goes_the_plain_way(passwords) -> None:
    running, change = passwords
    box = running.mailbox()
    change(box.user, "šifra-你好")
    lines: list[str] = []
    imap.connect(account(box), "šifra-你好", transcript=lines).close()
    assert "AUTHENTICATE (redacted)" in lines
    with pytest.raises(SignInError, match="AUTHENTICATIONFAILED"):
        imap.connect(account(box), "šifra-你")


def test_fault_49_a_server_that_cannot_take_it_is_named_before_anything_is_sent() -> None:
    with scripted() as script:
        with pytest.raises(SignInError, match="takes only plain letters") as caught:
            imap.connect(script.account(), "šifra-77")
        assert not any(line.startswith(("LOGIN", "AUTHENTICATE")) for line in script.lines)
    assert "app password" in caught.value.hint
    assert "77" not in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("poll_minutes = 10", "pol_minutes = 10", "mailbox.pol_minutes: unknown key"),
        ('["mara@studio.example"]', '["mara at studio"]', '"mara at studio" is not a mail address'),
        ('"Europe/Zagreb"', '"Europe/Zagrab"', "is not an IANA time zone"),
    ],
)
def test_fault_50_a_wrong_config_ends_with_78_and_its_line(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(EXAMPLE.replace(old, new, 1), encoding="utf-8")
    ran = run("--config", path, "run", "--once")
    assert ran.status == 78
    number = EXAMPLE[: EXAMPLE.index(old)].count("\n") + 1
    assert f"line {number}: " in ran.err
    assert expected in ran.err


@pytest.mark.parametrize(
    ("mode", "expected"), [(None, "does not exist"), (0o644, "can be read by others. chmod 600")]
)
def test_fault_50_a_missing_or_open_secret_ends_with_78_and_its_line(
    tmp_path: Path, mode: int | None, expected: str
) -> None:
    path = write_config(tmp_path, port=1, password="geheim-8471", clients=[a_client()])
    secret = tmp_path / "imap.secret"
    if mode is None:
        secret.unlink()
    else:
        secret.chmod(mode)
    ran = run("--config", path, "fetch")
    assert ran.status == 78
    found = re.search(r"line (\d+): mailbox\.secret: secret file", ran.err)
    assert found, ran.err
    assert path.read_text().splitlines()[int(found[1]) - 1] == 'secret = "file:imap.secret"'
    assert re.search(expected, ran.err)
    assert "8471" not in ran.err


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_fault_52_a_credential_may_end_with_a_newline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "imap-password").write_bytes(f"{PASSWORD}{end}".encode())
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    with server.serve({}, user=USER, password=PASSWORD) as served:
        path = write_config(tmp_path, port=served.port, password="not this", clients=[a_client()])
        assert run("--config", path, "fetch", "--json").status == 0


@pytest.mark.parametrize("text", ["", "\n", "\r\n\r\n"])
def test_fault_52_an_empty_credential_is_a_wrong_config(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    path = write_config(tmp_path, port=1, password="", clients=[a_client()])
    (tmp_path / "imap.secret").write_text(text)
    ran = run("--config", path, "fetch")
    assert (ran.status, "is empty" in ran.err) == (78, True)
    (tmp_path / "imap-password").write_text(text)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    ran = run("--config", path, "fetch")
    assert (ran.status, "is empty" in ran.err) == (78, True)
