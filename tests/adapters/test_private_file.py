from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from goodterms.adapters import private_file
from goodterms.errors import OutputError


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_file_and_new_folder_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = tmp_path / "new" / "report.html"
        private_file.write(path, "Škure")
    finally:
        os.umask(before)
    assert path.read_text(encoding="utf-8") == "Škure"
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)


def test_a_file_that_others_could_read_is_replaced_by_a_private_one(tmp_path: Path) -> None:
    path = tmp_path / "dossier.html"
    path.write_text("old")
    path.chmod(0o644)
    private_file.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert mode(path) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["dossier.html"]


def test_what_cannot_be_written_is_one_named_error_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OutputError, match="cannot be written"):
        private_file.write(tmp_path / "file" / "a.html", "x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="Is a directory"):
        private_file.write(tmp_path / "folder", "x")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "folder"]


def test_content_and_name_are_on_disk_before_it_is_said_to_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace

    def synced(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "content")
        fsync(handle)

    def replaced(source: Path, target: Path) -> None:
        steps.append("name")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    private_file.write(tmp_path / "kept.json", "{}")
    assert steps == ["content", "name", "folder"]
