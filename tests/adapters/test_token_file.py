from __future__ import annotations

import json
import stat
import traceback
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from goodterms.adapters.token_file import TokenFile, Tokens
from goodterms.errors import ConsentError, OutputError, SecretError, UnreachableError

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TOKENS = Tokens(
    user="mara@studio.example",
    client_id="studio",
    token_url="https://provider.example/token",
    access="access-secret",
    refresh="refresh-secret",
    expires_at=NOW + timedelta(hours=1),
    consented_at=NOW - timedelta(days=3),
    renewed_at=NOW,
    consent_until=NOW + timedelta(days=4),
    skew_seconds=-4.0,
)


def test_what_is_written_reads_back_and_is_the_owners_alone(tmp_path: Path) -> None:
    file = TokenFile(tmp_path / "state" / "goodterms.token.json")
    file.write(TOKENS)
    assert file.read() == TOKENS
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700
    file.write(replace(TOKENS, consent_until=None))
    assert file.read().consent_until is None


def test_no_repr_shows_a_token() -> None:
    assert "secret" not in repr(TOKENS)


def test_nobody_signed_in_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConsentError, match="goodterms login"):
        TokenFile(tmp_path / "none.json").read()


@pytest.mark.parametrize(
    "text",
    [
        "",
        '{"access": "secret-a"',
        "[]",
        "{}",
        '{"user": 1, "access": "secret-a"}',
        json.dumps({"expires_at": "secret-a"}),
        json.dumps({"expires_at": "2026-03-02T09:00:00", "access": "secret-a"}),
        "[" * 9000,
    ],
)
def test_a_damaged_file_asks_for_a_new_sign_in_and_shows_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "goodterms.token.json"
    path.touch(0o600)
    path.write_text(text)
    with pytest.raises(ConsentError, match="is damaged") as caught:
        TokenFile(path).read()
    assert "secret-a" not in "".join(traceback.format_exception(caught.value))


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    file = TokenFile(tmp_path / "goodterms.token.json")
    file.write(TOKENS)
    file.path.chmod(0o640)
    with pytest.raises(SecretError, match="chmod 600"):
        file.read()


def test_a_folder_in_its_place_is_named(tmp_path: Path) -> None:
    file = TokenFile(tmp_path / "goodterms.token.json")
    file.path.mkdir()
    with pytest.raises(SecretError, match="cannot be read"):
        file.read()
    with pytest.raises(OutputError):
        file.write(TOKENS)


def test_what_a_killed_process_left_behind_is_swept_up(tmp_path: Path) -> None:
    file = TokenFile(tmp_path / "goodterms.token.json")
    left = tmp_path / ".goodterms.token.json.k3j4.part"
    left.write_text("refresh-secret")
    file.write(TOKENS)
    assert not left.exists()
    left.write_text("refresh-secret")
    assert file.remove()
    assert not left.exists()
    assert not file.remove()


def test_the_lock_is_held_by_one_alone_and_given_back(tmp_path: Path) -> None:
    file = TokenFile(tmp_path / "state" / "goodterms.token.json")
    refused = pytest.raises(UnreachableError, match="another process")
    with file.locked(), refused, file.locked(seconds=0.1):
        pass
    with file.locked(seconds=0.1):
        pass


@pytest.mark.parametrize(
    ("minutes", "fresh"), [(0, True), (54, True), (56, False), (90, False), (-4, True), (-6, False)]
)
def test_a_token_is_renewed_five_minutes_early_and_when_the_clock_went_back(
    minutes: int, fresh: bool
) -> None:
    assert TOKENS.is_fresh(now=NOW + timedelta(minutes=minutes)) is fresh
