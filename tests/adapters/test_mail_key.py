"""The secret of an installation: made once, for its owner alone."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from goodterms.adapters import mail_key
from goodterms.errors import SecretError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    database = tmp_path / "new" / "goodterms.db"
    assert mail_key.found(database) is None
    key = mail_key.read(database)
    assert len(key) == mail_key.SIZE
    assert mail_key.read(database) == mail_key.found(database) == key
    path = mail_key.path_beside(database)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["goodterms.db.key"]


def test_of_many_processes_that_make_it_one_wins(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(mail_key.read, [tmp_path / "goodterms.db"] * 8))
    assert len(set(found)) == 1


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33])
def test_a_damaged_key_is_refused(tmp_path: Path, content: bytes) -> None:
    path = mail_key.path_beside(tmp_path / "goodterms.db")
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(SecretError, match="damaged"):
        mail_key.read(tmp_path / "goodterms.db")


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    mail_key.read(tmp_path / "goodterms.db")
    mail_key.path_beside(tmp_path / "goodterms.db").chmod(0o640)
    with pytest.raises(SecretError, match="by others"):
        mail_key.read(tmp_path / "goodterms.db")


def test_a_folder_that_is_a_file_is_an_error_with_a_hint(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    with pytest.raises(SecretError, match="cannot be read or made") as caught:
        mail_key.read(tmp_path / "taken" / "goodterms.db")
    assert caught.value.hint
