"""What was ever said of an invoice, and an import taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import a_client
from program import run, write_config

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "number,issue_date,due_date,client,total,paid,status,currency\n"
OPEN = HEADER + "A-1,2026-01-31,2026-03-02,Alba,100.00,0,sent,EUR\n"
PAID = HEADER + "A-1,2026-01-31,2026-03-02,Alba,110.00,110.00,paid,EUR\n"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    found = write_config(tmp_path, port=1, password="x", clients=[a_client()])
    path = tmp_path / "a.csv"
    for text in (OPEN, PAID):
        path.write_text(text, encoding="utf-8")
        assert run("--config", found, "import", path).status == 0
    return found


def total(config: Path) -> list[str]:
    ran = run("--config", config, "import", "--history", "A-1")
    return ran.out.splitlines()


def test_a_changed_invoice_shows_its_history(config: Path) -> None:
    now, *voices = total(config)
    former, first, second = sorted(each[18:] for each in voices)
    assert now.startswith("document A-1/2026: kind invoice, buyer Alba")
    assert "total_minor 110.00 EUR" in now
    assert former.startswith(" changed; until then (a.csv, line 2): total_minor 100.00 EUR")
    assert first == (
        " read in a.csv, line 2: total_minor 100.00 EUR, paid_minor 0.00 EUR, state open"
    )
    assert second == " read in a.csv, line 2: what stands now"


def test_history_as_json_holds_every_field(config: Path) -> None:
    (told,) = run("--config", config, "import", "--history", "a 1", "--json").value
    assert told["now"]["total_minor"] == 11000
    assert sorted(each["former"] for each in told["said"]) == [False, False, True]
    assert told["said"][0]["fields"]["due_date"] == "2026-03-02"


def test_an_import_is_taken_back_by_file(config: Path, tmp_path: Path) -> None:
    ran = run("--config", config, "import", "--undo", tmp_path / "a.csv")
    assert ran.status == 0
    assert ran.out.startswith("a.csv: taken back. 0 rows went, 1 stay because other files tell of")
    assert ran.out.endswith(", 1 of these as they were before.\n")
    assert "total_minor 100.00 EUR" in total(config)[0]
    (tmp_path / "a.csv").unlink()
    ran = run("--config", config, "import", "--undo", "a.csv")
    assert "1 rows went" in ran.out
    ran = run("--config", config, "import", "--undo", "a.csv")
    assert ran.status == 1
    assert "a.csv was not imported" in ran.err
    assert "Imported last: none" in ran.err


def test_a_file_that_was_taken_back_can_be_imported_again(config: Path, tmp_path: Path) -> None:
    run("--config", config, "import", "--undo", "a.csv")
    ran = run("--config", config, "import", tmp_path / "a.csv")
    assert "(0 new, 1 changed, 0 known)" in ran.out


def test_an_unknown_number_is_an_error(config: Path) -> None:
    ran = run("--config", config, "import", "--history", "Z\x1b[2J-9")
    assert ran.status == 1
    assert "\x1b" not in ran.err
    assert "no invoice has the number" in ran.err
