"""`goodterms init` for who signs in with Google or Microsoft: no password is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from goodterms import settings
from goodterms.cli import goodterms
from program import run

pytestmark = pytest.mark.usefixtures("no_keyring")


def test_a_microsoft_mailbox_is_asked_for_a_client_id_and_no_password(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    answers = ("mara@outlook.com", "-", "Mara", "", "", "", "studio-id", "Europe/Zagreb")
    ran = CliRunner().invoke(
        goodterms,
        ["--config", str(path), "init", "--client", "Alba=@alba.example"],
        input="".join(f"{each}\n" for each in (*answers, "", "", "", "", "", "")),
    )
    assert ran.exit_code == 0, ran.output
    assert "Sign in with password (an app password) or microsoft [microsoft]" in ran.output
    assert "Password" not in ran.output
    assert "Next: `goodterms login`, then `goodterms doctor`." in ran.output
    found = settings.load(path, state=tmp_path).mailbox
    assert (found.host, found.sign_in.auth) == ("outlook.office365.com", "microsoft")
    assert found.sign_in.client_id == "studio-id"
    assert not (tmp_path / "imap.secret").exists()


def init(path: Path, *options: str, address: str = "mara@gmail.com"):
    given = ["init", "--no-input", "--address", address, "--zone", "Europe/Zagreb"]
    return run("--config", path, *given, *options)


def test_options_alone_set_google_up_with_a_place_for_its_secret(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    ran = init(path, "--auth", "google", "--client-id", "studio.apps")
    assert ran.status == 0, ran.err
    assert "Next: `goodterms login --client-secret`" in ran.out
    found = settings.load(path, state=tmp_path).mailbox.sign_in
    assert (found.auth, found.client_secret) == ("google", "file:client.secret")
    ran = run("--config", path, "login")
    assert ran.status == 78
    assert "Run `goodterms login --client-secret`" in ran.err


def test_without_a_client_id_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    ran = init(path, "--auth", "google")
    assert ran.status == 2
    assert "--client-id is needed" in ran.err
    assert not path.exists()


def test_unasked_a_password_stays_the_way_in(tmp_path: Path) -> None:
    ran = init(tmp_path / "config.toml")
    assert ran.status == 2
    assert "--password-file is needed" in ran.err
