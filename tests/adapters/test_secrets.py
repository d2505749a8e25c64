from __future__ import annotations

import stat
from pathlib import Path

import keyring
import keyring.backend
import keyring.backends.null
import keyring.errors
import pytest

from goodterms.adapters import secrets
from goodterms.errors import SecretError


class DictKeyring(keyring.backend.KeyringBackend):
    """A keyring in memory; `broken` makes it refuse, as on a machine without one."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.broken = False

    def get_password(self, service: str, username: str) -> str | None:
        self._refuse()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._refuse()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]

    def _refuse(self) -> None:
        if self.broken:
            message = "no keyring here"
            raise keyring.errors.KeyringError(message)


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> DictKeyring:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    monkeypatch.delenv("GOODTERMS_IMAP_PASSWORD", raising=False)
    before = keyring.get_keyring()
    found = DictKeyring()
    keyring.set_keyring(found)
    yield found
    keyring.set_keyring(before)


def read(place: str, beside: Path) -> str:
    return secrets.read(place, name="imap-password", user="mara", beside=beside / "config.toml")


def write(place: str, secret: str, beside: Path) -> str:
    beside = beside / "config.toml"
    return secrets.write(place, secret, name="imap-password", user="mara", beside=beside)


def test_a_secret_kept_in_the_keyring_comes_back(ring: DictKeyring, tmp_path: Path) -> None:
    assert write("keyring", "lozinka š", tmp_path) == "the keyring"
    assert read("keyring", tmp_path) == "lozinka š"


def test_a_secret_file_is_readable_by_its_owner_only(ring: DictKeyring, tmp_path: Path) -> None:
    write("file:here/imap.secret", "geheim", tmp_path)
    path = tmp_path / "here" / "imap.secret"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read("file:here/imap.secret", tmp_path) == "geheim"


def test_a_file_that_others_can_read_is_refused_with_what_to_do(
    ring: DictKeyring, tmp_path: Path
) -> None:
    path = tmp_path / "imap.secret"
    path.write_text("geheim")
    path.chmod(0o644)
    with pytest.raises(SecretError, match="chmod 600") as caught:
        read("file:imap.secret", tmp_path)
    assert "geheim" not in str(caught.value)
    assert caught.value.exit_status == 78


def test_an_empty_or_missing_secret_is_an_error_not_a_password(
    ring: DictKeyring, tmp_path: Path
) -> None:
    path = tmp_path / "imap.secret"
    path.touch(0o600)
    with pytest.raises(SecretError, match="is empty"):
        read("file:imap.secret", tmp_path)
    with pytest.raises(SecretError, match="does not exist"):
        read("file:other.secret", tmp_path)
    with pytest.raises(SecretError, match="goodterms init"):
        read("keyring", tmp_path)


def test_an_error_about_a_secret_file_tells_nothing_of_the_secret(
    ring: DictKeyring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "imap-password").write_bytes(b"hunter\xe9")
    (tmp_path / "imap-password").chmod(0o600)
    for place in ("file:imap-password", "keyring"):
        with pytest.raises(SecretError, match="is not UTF-8 text") as caught:
            read(place, tmp_path)
        assert caught.value.__cause__ is None
        assert "0xe9" not in str(caught.value)
        monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))


def test_a_systemd_credential_wins_and_loses_only_its_final_newline(
    ring: DictKeyring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("keyring", "from the keyring", tmp_path)
    (tmp_path / "imap-password").write_text(" from systemd \n")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert read("keyring", tmp_path) == " from systemd "


def test_the_environment_is_the_last_place(
    ring: DictKeyring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOODTERMS_IMAP_PASSWORD", "from outside")
    ring.broken = True
    assert read("keyring", tmp_path) == "from outside"


def test_without_a_keyring_init_says_where_else_a_secret_can_go(
    ring: DictKeyring, tmp_path: Path
) -> None:
    ring.broken = True
    with pytest.raises(SecretError, match="--secret file:PATH"):
        write("keyring", "x", tmp_path)


def test_a_keyring_is_tried_with_a_word_that_is_no_secret(ring: DictKeyring) -> None:
    assert secrets.keyring_works()
    assert ring.kept == {}
    ring.broken = True
    assert not secrets.keyring_works()


def test_a_keyring_that_swallows_secrets_does_not_work(ring: DictKeyring) -> None:
    keyring.set_keyring(keyring.backends.null.Keyring())
    assert not secrets.keyring_works()
