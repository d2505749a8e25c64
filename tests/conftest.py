"""Fixtures that several test files share."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from goodterms.adapters import weights
from goodterms.demo import run
from imap_peers import certificate, dovecot, peer  # noqa: F401 - fixtures for every file

if TYPE_CHECKING:
    from pathlib import Path

    from goodterms.core.tone import ToneModel
    from goodterms.demo.run import Shown


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the config and database of whoever runs it."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    for name in ("STATE_DIRECTORY", "GOODTERMS_CONFIG", "CREDENTIALS_DIRECTORY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def model() -> ToneModel:
    """The tone model that ships with the program."""
    return weights.load()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """One run of the whole demo, shared: a year of mail over real IMAP."""
    folder = tmp_path_factory.mktemp("demo")
    return run.run(folder, seed=7, language="en", progress=silent)


def silent(label: str, done: int, total: int) -> None:
    del label, done, total


@pytest.fixture
def year(demo: Shown, tmp_path: Path) -> Path:
    """The config of a copy of the demo's year, for tests that change it."""
    folder = tmp_path / "year"
    folder.mkdir()
    for name in ("goodterms.db", "config.toml", "imap.secret"):
        shutil.copy2(demo.app.settings.path.parent / name, folder)
    return folder / "config.toml"
