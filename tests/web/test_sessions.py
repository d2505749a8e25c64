"""Login links and sessions: once, ten minutes, thirty days, hashed, for the owner's eyes alone."""

from __future__ import annotations

import json
import stat
import threading
from datetime import UTC, datetime, timedelta

import pytest

from goodterms.errors import SecretError
from goodterms.web.sessions import IDLE, LINK_LASTS, SESSION_LASTS, Sessions

BEGIN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


class Now:
    def __init__(self):
        self.at = BEGIN

    def __call__(self):
        return self.at


@pytest.fixture
def now():
    return Now()


@pytest.fixture
def kept(tmp_path, now):
    return Sessions(tmp_path / "state" / "x.sessions.json", now)


def test_a_link_begins_one_session_and_is_then_used_up(kept):
    link = kept.new_link()
    assert kept.is_link(link)
    secret = kept.begin(link)
    assert secret is not None
    assert kept.is_session(secret)
    assert not kept.is_link(link)
    assert kept.begin(link) is None


def test_looking_at_a_link_uses_nothing_up(kept):
    link = kept.new_link()
    assert all(kept.is_link(link) for _ in range(5))
    assert kept.begin(link)


def test_a_link_ends_after_ten_minutes(kept, now):
    link = kept.new_link()
    now.at = BEGIN + LINK_LASTS
    assert not kept.is_link(link)
    assert kept.begin(link) is None


def test_a_link_of_the_future_is_worth_nothing_after_the_clock_was_set_back(kept, now):
    link = kept.new_link()
    now.at = BEGIN - timedelta(days=1)
    assert not kept.is_link(link)
    assert kept.begin(link) is None


def test_a_session_ends_after_thirty_days_even_when_it_is_used(kept, now):
    secret = kept.begin(kept.new_link())
    for day in range(1, 30):
        now.at = BEGIN + timedelta(days=day)
        assert kept.is_session(secret)
    now.at = BEGIN + SESSION_LASTS
    assert not kept.is_session(secret)


def test_a_session_that_nobody_uses_ends_sooner(kept, now):
    secret = kept.begin(kept.new_link())
    now.at = BEGIN + IDLE
    assert not kept.is_session(secret)


def test_a_session_ends_when_it_is_ended_and_others_go_on(kept):
    first, second = (kept.begin(kept.new_link()) for _ in range(2))
    kept.end(first)
    assert not kept.is_session(first)
    assert kept.is_session(second)
    assert kept.end_all() == 1
    assert not kept.is_session(second)


@pytest.mark.parametrize("secret", ["", "x", "../..", "ć" * 100, "\udcff"])
def test_what_was_never_given_is_worth_nothing(kept, secret):
    kept.new_link()
    assert not kept.is_link(secret)
    assert not kept.is_session(secret)
    assert kept.begin(secret) is None


def test_secrets_have_256_bits_and_only_digests_are_kept(kept):
    link = kept.new_link()
    secret = kept.begin(kept.new_link())
    text = kept.path.read_text()
    assert len(link) >= 43
    assert len(secret) >= 43
    assert link not in text
    assert secret not in text
    for key in (*json.loads(text)["links"], *json.loads(text)["sessions"]):
        assert len(key) == 64


def test_a_digest_from_the_file_opens_nothing(kept):
    kept.begin(kept.new_link())
    (digest,) = json.loads(kept.path.read_text())["sessions"]
    assert not kept.is_session(digest)


def test_file_lock_and_folder_are_the_owners_alone(kept):
    kept.new_link()
    for path in kept.path.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.path.parent.stat().st_mode) == 0o700


def test_a_file_that_others_can_read_is_not_used(kept):
    secret = kept.begin(kept.new_link())
    kept.path.chmod(0o644)
    with pytest.raises(SecretError, match="read by others"):
        kept.is_session(secret)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"links": 1, "sessions": 2}',
        "[" * 9_000,
        '{"links": {}, "sessions": {"a": ["x", "y"]}}',
    ],
)
def test_a_damaged_file_ends_every_session_and_can_be_used_again(kept, text):
    secret = kept.begin(kept.new_link())
    kept.path.write_text(text)
    assert not kept.is_session(secret)
    assert kept.begin(kept.new_link())


def test_sessions_without_a_zone_are_not_trusted(kept, now):
    secret = kept.begin(kept.new_link())
    text = kept.path.read_text()
    kept.path.write_text(text.replace("+00:00", ""))
    assert not kept.is_session(secret)


def test_of_two_who_use_a_link_at_once_one_gets_in(kept):
    link = kept.new_link()
    found = []
    threads = [threading.Thread(target=lambda: found.append(kept.begin(link))) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sum(each is not None for each in found) == 1


def test_old_ones_are_swept_and_too_many_are_not_kept(kept, now):
    for _ in range(30):
        kept.begin(kept.new_link())
        now.at += timedelta(seconds=1)
    assert len(json.loads(kept.path.read_text())["sessions"]) == 20
    now.at += SESSION_LASTS
    kept.new_link()
    assert json.loads(kept.path.read_text())["sessions"] == {}
