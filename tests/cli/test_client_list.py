"""`goodterms clients`, with and without --money, from files imported by the program itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import a_client
from program import run, write_config

if TYPE_CHECKING:
    from pathlib import Path

INVOICES = """number,issue_date,due_date,client,total,net,paid,status,currency
A-1,2026-01-05,2026-01-20,Alba,125.00,100.00,0,sent,EUR
A-2,2026-02-05,2026-02-20,Alba,250.00,200.00,0,sent,EUR
B-1,2026-02-09,2026-02-24,Brod,80.00,64.00,0,sent,USD
"""
PAYMENTS = """invoice,date,amount,currency,client
A-1,2026-02-09,125.00,EUR,Alba
"""
AS_OF = "2026-03-12"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    clients = [a_client("Alba"), a_client("Brod", addresses=("ivo@brod.example",))]
    path = write_config(tmp_path, port=1, password="x", clients=clients)
    for name, text in (("invoices.csv", INVOICES), ("payments.csv", PAYMENTS)):
        (tmp_path / name).write_text(text)
        ran = run("--config", path, "import", tmp_path / name)
        assert ran.status == 0, ran.err
    return path


def test_the_book_as_json(config: Path) -> None:
    ran = run("--config", config, "clients", "--money", "--as-of", AS_OF, "--json")
    assert (ran.status, ran.err) == (0, "")
    alba, brod = ran.value["clients"]
    assert (alba["client"], alba["open_minor"], alba["overdue_minor"]) == ("Alba", 250_00, 250_00)
    assert (alba["ageing_minor"]["1-30"], alba["median_days_late"]) == (250_00, 20)
    assert (brod["open_minor"], brod["left_out"]) == (0, 1)
    assert brod["by_currency"][0]["open_minor"] == 80_00
    book = ran.value["book"]
    assert (book["dso"], book["left_out"]) == (round(250 / 375 * 365, 4), 1)
    assert ran.value["as_of"] == AS_OF


def test_the_rates_of_the_config_bring_dollars_home(config: Path) -> None:
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("# USD = ", "USD = "), encoding="utf-8")
    ran = run("--config", config, "clients", "--money", "--as-of", AS_OF, "--json")
    assert ran.value["clients"][1]["open_minor"] == 73_60
    assert ran.value["book"]["left_out"] == 0


def test_the_book_as_a_table(config: Path) -> None:
    ran = run("--config", config, "clients", "--money", "--as-of", AS_OF)
    assert "Brod *" in ran.out
    assert "Open of all clients: €250, overdue of it €250." in ran.out
    assert "1 document is left out" in ran.out


def test_one_client_in_full_with_every_step_of_interest(config: Path) -> None:
    ran = run("--config", config, "clients", "alb", "--money", "--as-of", AS_OF)
    assert "21 Feb 2026 to 12 Mar 2026: 20 days, 10.15 % on €250 = €1.39" in ran.out
    assert "no legal advice" in ran.out
    value = run("--config", config, "clients", "alb", "--money", "--as-of", AS_OF, "--json").value
    assert value["late_interest_minor"] == {"EUR": 209}  # 20 days on 125 and on 250: 2.0856
    assert value["late_fixed_sum_minor"] == {"EUR": 80_00}


def test_an_earlier_day_knows_nothing_of_later_money(config: Path) -> None:
    ran = run("--config", config, "clients", "alba", "--money", "--as-of", "2026-01-31", "--json")
    assert (ran.value["open_minor"], ran.value["invoices"]) == (125_00, 1)


def test_the_plain_list_can_be_of_one_client(config: Path) -> None:
    ran = run("--config", config, "clients", "brod", "--json")
    assert [(each["client"], each["documents"]) for each in ran.value] == [("Brod", 1)]
    assert len(run("--config", config, "clients", "--json").value) == 2


def test_nothing_is_judged_or_kept(config: Path) -> None:
    run("--config", config, "clients", "--money", "--as-of", AS_OF)
    assert run("--config", config, "clients", "--json").value[0]["verdict"] is None


def test_an_unknown_client_and_a_day_without_money_are_refused(config: Path) -> None:
    ran = run("--config", config, "clients", "zed", "--money")
    assert (ran.status, len(ran.err.splitlines())) == (2, 1)
    assert run("--config", config, "clients", "--as-of", AS_OF).status == 2


def test_a_bad_file_of_rates_is_a_bad_configuration(config: Path) -> None:
    (config.parent / "rates.csv").write_text("USD,yesterday,1\n")
    head, _, tail = config.read_text(encoding="utf-8").partition("\n[rates]")
    named = tail.replace('file = ""', 'file = "rates.csv"', 1)
    config.write_text(f"{head}\n[rates]{named}", encoding="utf-8")
    ran = run("--config", config, "clients", "--money")
    assert ran.status == 78
    assert "rates.csv" in ran.err
    assert "line 1" in ran.err
