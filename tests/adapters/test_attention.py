"""The two files for who looks without the program."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from goodterms.adapters import attention


def test_the_notice_is_there_only_while_there_is_something_to_do(tmp_path: Path) -> None:
    database = tmp_path / "goodterms.db"
    path = attention.notice_path(database)
    attention.say(database, ["sign in again", "free some space"])
    assert attention.notices(database) == ["sign in again", "free some space"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.stat().st_mtime_ns, path.stat().st_ino
    attention.say(database, ["sign in again", "free some space"])
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before
    attention.say(database, [])
    assert not path.exists()
    assert attention.notices(database) == []


def test_a_place_that_cannot_be_written_is_logged_and_survived(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    database = tmp_path / "file" / "goodterms.db"
    attention.say(database, ["sign in again"])
    attention.show(database, {"status": 1})
    assert caplog.text.count("not written") == 2


def test_the_status_file_is_json(tmp_path: Path) -> None:
    database = tmp_path / "goodterms.db"
    attention.show(database, {"status": 0, "account": "č"})
    written = attention.status_path(database).read_text(encoding="utf-8")
    assert json.loads(written) == {"status": 0, "account": "č"}
