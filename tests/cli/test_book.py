"""`goodterms clients --book`, from files imported by the program itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import a_client
from program import run, write_config

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("Alba", "Brod", "Cvit", "Dom", "Era")
INCOMES = (500, 100, 100, 200, 100)
AS_OF = "2026-03-12"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    clients = [
        a_client(name, addresses=(f"{name.lower()}@client.example",), hourly_rate_minor=5000)
        for name in NAMES
    ]
    path = write_config(tmp_path, port=1, password="x", clients=clients)
    rows = [
        f"{name}-1,2026-01-05,2026-01-20,{name},{income}.00,{income}.00,0,sent,EUR"
        for name, income in zip(NAMES, INCOMES, strict=True)
    ]
    rows.append("X-1,2026-01-05,2026-01-20,Nobody,70.00,70.00,0,sent,EUR")
    head = "number,issue_date,due_date,client,total,net,paid,status,currency"
    (tmp_path / "invoices.csv").write_text("\n".join([head, *rows]) + "\n")
    ran = run("--config", path, "import", tmp_path / "invoices.csv")
    assert ran.status == 0, ran.err
    return path


def test_the_book_as_json(config: Path) -> None:
    ran = run("--config", config, "clients", "--book", "--as-of", AS_OF, "--json")
    assert (ran.status, ran.err) == (0, "")
    assert (ran.value["income_minor"], ran.value["unassigned_minor"]) == (1000_00, 70_00)
    assert ran.value["top"]["clients"] == 1
    assert (ran.value["top"]["of"], ran.value["top"]["income_share"]) == (5, 0.5)
    points = {each["client"]: each for each in ran.value["funnel"]["points"]}
    assert set(points) == set(NAMES)
    assert points["Alba"]["hours"] > points["Brod"]["hours"] > 0
    assert len(ran.value["curve"]) == 5
    # all are late in paying: the same minutes weigh less on the client with most hours
    assert ran.value["curve"][0]["client"] == "Alba"
    assert ran.value["curve"][-1]["income_share"] == 1.0


def test_the_book_as_tables(config: Path) -> None:
    ran = run("--config", config, "clients", "--book", "--as-of", AS_OF)
    assert ran.status == 0, ran.err
    text = " ".join(ran.out.split())
    assert "Trouble against paid hours" in text
    assert "1 of your 5 paying clients" in text
    assert "Invoices of €70 belong to no client of yours" in text


@pytest.mark.parametrize("extra", [["--money"], ["Alba"]])
def test_the_book_is_of_all_clients(config: Path, extra: list[str]) -> None:
    ran = run("--config", config, "clients", "--book", *extra)
    assert ran.status == 2
    assert "--book is of all clients" in ran.err
