"""`goodterms import` asks for what a file leaves open, when somebody is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import a_client
from goodterms.cli import ledger
from program import run, write_config

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "number,issue_date,due_date,client,total\n"
VAGUE = HEADER + "A-2,03/04/2026,05/04/2026,Alba,100.00\n"
ODD = "Ref,Day,Due,Whom,Amount due,currency\nA-1,2026-01-31,2026-03-02,Alba,100.00,EUR\n"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write_config(tmp_path, port=1, password="x", clients=[a_client()])


@pytest.fixture
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "somebody_is_there", lambda: True)


def put(config: Path, text: str) -> Path:
    path = config.parent / "a.csv"
    path.write_text(text, encoding="utf-8")
    return path


def kept(config: Path) -> list[str]:
    path = config.parent / "a.csv"
    return [
        f"{each['number']} {each['issue_date']} {each['currency']}"
        for each in run("--config", config, "import", path, "--json").value["documents"]
    ]


@pytest.mark.usefixtures("somebody")
def test_currency_and_order_of_dates_are_asked_and_kept(config: Path) -> None:
    ran = run("--config", config, "import", put(config, VAGUE), stdin="day\neuro\nnok\n")
    assert ran.status == 0, ran.err
    assert '"euro" is no ISO 4217 code' in ran.out + ran.err
    assert kept(config) == ["A-2 2026-04-03 NOK"]


@pytest.mark.usefixtures("somebody")
def test_a_question_that_is_skipped_leaves_the_problem(config: Path) -> None:
    ran = run("--config", config, "import", put(config, VAGUE), stdin="skip\n-\n")
    assert ran.status == 1
    assert "--currency" in ran.err or "--dates" in ran.err


@pytest.mark.usefixtures("somebody")
def test_columns_are_asked_until_a_line_is_empty(config: Path) -> None:
    answers = "Ref=number\nDay=issue_date\nno sign\nDue=due_date\nWhom=client\nAmount due=total\n\n"
    ran = run("--config", config, "import", put(config, ODD), stdin=answers)
    assert ran.status == 0, ran.err
    assert kept(config) == ["A-1 2026-01-31 EUR"]


@pytest.mark.usefixtures("somebody")
@pytest.mark.parametrize("option", ["--yes", "--json"])
def test_nothing_is_asked_with_yes_or_json(config: Path, option: str) -> None:
    ran = run("--config", config, "import", put(config, VAGUE), option, stdin="")
    assert ran.status == 1
    assert "Which is it" not in ran.out


def test_nothing_is_asked_when_nobody_is_there(config: Path) -> None:
    ran = run("--config", config, "import", put(config, VAGUE), stdin="")
    assert ran.status == 1
    assert "Which is it" not in ran.out


def test_columns_can_be_named_on_the_command_line(config: Path) -> None:
    pairs = ("Ref=number", "Day=issue_date", "Due=due_date", "Whom=client", "Amount due=total")
    options = [word for pair in pairs for word in ("--map", pair)]
    ran = run("--config", config, "import", put(config, ODD), *options)
    assert ran.status == 0, ran.err
    assert kept(config) == ["A-1 2026-01-31 EUR"]
    assert run("--config", config, "import", put(config, ODD), "--map", "x").status == 2


ALIKE = HEADER.replace("total", "total,currency") + "A-1,2026-01-31,,ALBA d.o.o.,1,EUR\n"


@pytest.mark.usefixtures("somebody")
def test_a_buyer_that_reads_like_a_client_is_asked_once(config: Path) -> None:
    ran = run("--config", config, "import", put(config, ALIKE), stdin="yes\n")
    assert 'Is "ALBA d.o.o." (1 rows) your client Alba' in ran.out
    assert run("--config", config, "clients", "--json").value[0]["documents"] == 1
    ran = run("--config", config, "import", put(config, ALIKE), "--again", stdin="")
    assert "your client" not in ran.out


@pytest.mark.usefixtures("somebody")
def test_a_buyer_that_is_another_belongs_to_nobody(config: Path) -> None:
    run("--config", config, "import", put(config, ALIKE), stdin="no\n")
    assert run("--config", config, "clients", "--json").value[0]["documents"] == 0
    ran = run("--config", config, "import", put(config, ALIKE), "--again", stdin="")
    assert "your client" not in ran.out


def test_a_buyer_that_reads_like_a_client_is_told_when_nobody_is_there(config: Path) -> None:
    ran = run("--config", config, "import", put(config, ALIKE))
    assert '"ALBA d.o.o." reads like Alba (1 rows)' in ran.out
    assert run("--config", config, "clients", "--json").value[0]["documents"] == 0
