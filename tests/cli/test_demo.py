"""`goodterms demo --out`: what lies in the folder already is never harmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goodterms.demo import run as demonstration
from goodterms.errors import OutputError
from program import run

if TYPE_CHECKING:
    from pathlib import Path

    from goodterms.demo.run import Shown

NAMES = (*demonstration.OURS, "invoices.csv", "payments.csv")


@pytest.mark.parametrize(
    "name", ["config.toml", "report.txt", "goodterms.db", "invoices.csv", "dossier-mine.html"]
)
def test_a_file_of_somebody_elses_is_not_replaced(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")
    (tmp_path / "imap.secret").write_text("my own password\n", encoding="utf-8")
    ran = run("demo", "--out", tmp_path)
    assert ran.status == 1
    assert "--out" in ran.err
    assert ran.err.count("\n") == 1
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"
    assert len(list(tmp_path.iterdir())) == 2


def test_what_the_demo_does_not_write_stays(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    demonstration.cleared(tmp_path, NAMES)
    (tmp_path / "config.toml").write_text("of the demo", encoding="utf-8")
    demonstration.cleared(tmp_path, NAMES)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["imap.secret", "notes.txt"]


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        demonstration.cleared(tmp_path / "file" / "demo", NAMES)
    ran = run("demo", "--out", tmp_path / "file" / "demo")
    assert ran.status == 1
    assert ran.err.count("\n") == 1


def test_the_example_of_the_help_is_about_a_client_of_the_demo(demo: Shown) -> None:
    shown = run("demo", "--help").out
    names = [each.client for each in demo.assessed]
    assert any(f'explain "{name}"' in shown for name in names)
