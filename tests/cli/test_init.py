"""`goodterms init` as somebody meets it: with questions, wrong answers and no keyring."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from goodterms.cli import goodterms
from imap_peers import PASSWORD
from program import run

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from imap_peers import Peer

pytestmark = pytest.mark.usefixtures("no_keyring")


def answered(path: Path, peer: Peer, *answers: str, options: tuple[str, ...] = ()) -> Result:
    """Run `init` for a plain server on this machine and answer its questions."""
    arguments = ["--config", str(path), "init", "--security", "plain", "--port", str(peer.port)]
    return CliRunner().invoke(
        goodterms, [*arguments, *options], input="".join(f"{each}\n" for each in answers)
    )


def about_me(peer: Peer) -> tuple[str, ...]:
    return ("mara@studio.example", "-", "Mara", "127.0.0.1", peer.user, "")


MY_WORK = ("Europe/Zagreb", "", "mon-thu", "", "", "", "60")


def config(path: Path) -> dict[str, dict]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_questions_lead_to_a_config_that_works(busy: Peer, tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    ran = answered(path, busy, *about_me(busy), *MY_WORK, busy.password, "y", "y", "all")
    assert ran.exit_code == 0, ran.output
    assert "3 messages were sent from old@alias.example. Is it yours?" in ran.output
    found = config(path)
    assert found["owner"]["addresses"] == ["mara@studio.example", "old@alias.example"]
    assert found["owner"]["hourly_rate"] == 60
    assert found["hours"]["country"] == "HR"
    assert (found["hours"]["thursday"], found["hours"]["friday"]) == (["09:00-17:00"], [])
    assert set(found["clients"]) == {"Alba", "boris@gmail.com"}
    assert PASSWORD not in path.read_text(encoding="utf-8")
    secret = path.parent / "imap.secret"
    assert secret.read_text(encoding="utf-8") == busy.password + "\n"
    assert secret.stat().st_mode & 0o777 == 0o600
    assert run("--config", path, "fetch", "--json").value["mapped"] == 24


def test_a_wrong_answer_is_asked_again_at_once(busy: Peer, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    ran = answered(
        path, busy,
        "mara", "mara@studio.example", "x", "-", "Mara", "mail.example", "127.0.0.1", busy.user,
        "keyring", "imap.secret", "", "Zagreb", "Europe/Zagreb", "9-17", "", "monfri", "",
        "Croatia", "hr", "de", "hr", "euro", "eur", "-5", "abc", "0",
        busy.password, "n",
    )  # fmt: skip
    assert ran.exit_code == 0, ran.output
    assert ran.output.count("Error: ") == 13
    assert '"plain" is only for a server on this machine' in ran.output
    found = config(path)
    assert found["owner"]["language"] == "hr"
    assert found["owner"]["currency"] == "EUR"
    assert "Add your clients to it" in ran.output


def test_a_login_that_fails_is_asked_again_and_nothing_else_is(busy: Peer, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    ran = answered(
        path, busy, *about_me(busy), *MY_WORK, "wrong",
        "", "", str(busy.port), "", busy.password, "n",
    )  # fmt: skip
    assert ran.exit_code == 0, ran.output
    assert f"refused the sign-in of {busy.user}" in ran.output
    assert ran.output.count("Time zone") == 1
    assert config(path)["hours"]["zone"] == "Europe/Zagreb"


def test_stopping_in_the_middle_writes_nothing(busy: Peer, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    ran = answered(path, busy, *about_me(busy))
    assert ran.exit_code == 1
    assert "Nothing was written." in ran.output
    assert list(tmp_path.iterdir()) == []


def test_which_clients_is_asked_until_the_numbers_fit(busy: Peer, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    ran = answered(
        path, busy, *about_me(busy), *MY_WORK, busy.password, "y", "n", "1 9", "first", "2, 1"
    )
    assert ran.exit_code == 0, ran.output
    assert '"9" is not a number from 1 to 2' in ran.output
    assert len(config(path)["clients"]) == 2
    assert config(path)["owner"]["addresses"] == ["mara@studio.example"]


def unattended(path: Path, peer: Peer, *options: str, password: str | None = None) -> object:
    secret = path.parent / "password"
    secret.write_text(f"{peer.password if password is None else password}\n", encoding="utf-8")
    return run(
        "--config", path, "init", "--no-input", "--address", "mara@studio.example",
        "--host", "127.0.0.1", "--port", str(peer.port), "--security", "plain",
        "--user", peer.user, "--password-file", secret, "--zone", "Europe/Zagreb", *options,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--address", "mara"), '--address: "mara" is not a mail address'),
        (("--zone", "Zagreb"), "--zone"),
        (("--country", "ZZ"), "--country"),
        (("--hours", "9-17"), "--hours"),
        (("--days", "monfri"), "--days"),
        (("--rate", "-3"), "--rate"),
        (("--currency", "euro"), "--currency"),
        (("--secret", "keyring"), "--secret: there is no keyring here"),
        (("--host", "mail.example"), "--host"),
        (("--client", "Alba"), "--client"),
        (("--client", "A=@a.example", "--client", "A=@b.example"), "given twice"),
        (("--invoices", "no-such.csv"), "--invoices"),
        (("--ca-file", "no-such.pem"), "--ca-file"),
    ],
)
def test_a_wrong_option_is_named_and_nothing_is_written(
    busy: Peer, tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    path = tmp_path / "config.toml"
    ran = unattended(path, busy, *options)
    assert ran.status == 2
    assert words in ran.err
    assert "config.toml" not in ran.err
    assert sorted(each.name for each in tmp_path.iterdir()) == ["password"]


def test_without_a_keyring_the_password_goes_to_a_file_unasked(busy: Peer, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    ran = unattended(path, busy, "--client", "Alba=@alba.example")
    assert ran.status == 0, ran.err
    assert "(1 client)" in ran.out
    assert str(tmp_path / "imap.secret") in ran.out
    assert run("--config", path, "fetch").status == 0


def test_a_failed_login_speaks_of_options_for_there_is_no_config_yet(
    busy: Peer, tmp_path: Path
) -> None:
    ran = unattended(tmp_path / "config.toml", busy, password="wrong")
    assert ran.status == 1
    assert "Check --user" in ran.err
    assert "[mailbox]" not in ran.err


def test_an_empty_password_file_is_a_usage_error(busy: Peer, tmp_path: Path) -> None:
    ran = unattended(tmp_path / "config.toml", busy, password="")
    assert ran.status == 2
    assert "--password-file" in ran.err


def test_names_on_invoices_find_their_client_or_become_one(busy: Peer, tmp_path: Path) -> None:
    ledger = tmp_path / "invoices.csv"
    ledger.write_text(
        "number,issue_date,client,client_email,currency,total\n"
        "1,2026-01-31,Alba Studio d.o.o.,ana@alba.example,EUR,100\n"
        "2,2026-01-31,Nova d.o.o.,info@nova.example,EUR,100\n"
        "3,2026-01-31,Zeta,,EUR,100\n",
        encoding="utf-8",
    )
    path = tmp_path / "config.toml"
    options = ("--client", "Alba=@alba.example", "--invoices", str(ledger), "--accept")
    ran = unattended(path, busy, *options)
    assert ran.status == 0, ran.err
    clients = config(path)["clients"]
    assert clients["Alba"]["invoice_names"] == ["Alba Studio d.o.o."]
    assert clients["Nova d.o.o."]["domains"] == ["nova.example"]
    assert 'Invoices name "Zeta", which is no client yet' in ran.out


def test_an_existing_config_is_kept_unless_forced(busy: Peer, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("mine\n", encoding="utf-8")
    ran = unattended(path, busy)
    assert ran.status == 1
    assert "--force" in ran.err
    assert path.read_text(encoding="utf-8") == "mine\n"
    assert unattended(path, busy, "--force").status == 0
    assert "[mailbox]" in path.read_text(encoding="utf-8")


def test_a_place_that_cannot_be_is_named_before_the_first_question(
    busy: Peer, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = answered(tmp_path / "file" / "config.toml", busy)
    assert "cannot be written" in str(ran.exception)
    assert "Your mail address" not in ran.output
