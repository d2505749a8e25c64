"""The config says who is a client; what was imported before follows it, without a new import."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import a_client
from goodterms.adapters.store import open_store
from goodterms.core.client import Client
from program import run, write_config

LEDGER = """\
number,issue_date,due_date,client,currency,total,paid,status
A-1,2026-08-31,2026-09-30,Alba,EUR,100.00,0,sent
B-1,2026-08-31,2026-09-30,Brod d.o.o.,EUR,250.00,0,sent
"""

PAYMENTS = """\
paid_on,amount,currency,invoice,payer
2026-10-05,250.00,EUR,B-1,Brod d.o.o.
"""

BROD = a_client("Brod", addresses=("ivo@brod.example",), invoice_names=("Brod d.o.o.",))


def configured(folder: Path, *clients: Client) -> Path:
    return write_config(folder, port=1, password="x", clients=list(clients))


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = configured(tmp_path, a_client())
    (tmp_path / "invoices.csv").write_text(LEDGER)
    (tmp_path / "payments.csv").write_text(PAYMENTS)
    files = (tmp_path / "invoices.csv", tmp_path / "payments.csv")
    ran = run("--config", path, "import", *files)
    assert ran.status == 0, ran.err
    assert "1 belong to no client" in ran.out
    return path


def test_a_client_added_later_gets_its_old_invoices_and_payments(config: Path) -> None:
    configured(config.parent, a_client(), BROD)
    run("--config", config, "assess")
    with open_store(config.parent / "goodterms.db") as store:
        facts = store.facts("Brod")
    assert [each.number for each in facts.documents] == ["B-1"]
    assert [each.amount_minor for each in facts.payments] == [25000]


def test_the_list_of_clients_follows_the_config_at_once(config: Path) -> None:
    configured(config.parent, a_client(), BROD)
    listed = run("--config", config, "clients", "--json").value
    assert [(each["client"], each["documents"]) for each in listed] == [("Alba", 1), ("Brod", 1)]


def test_invoices_of_a_client_taken_out_of_the_config_are_nobodys(config: Path) -> None:
    configured(config.parent, BROD)
    run("--config", config, "assess")
    with open_store(config.parent / "goodterms.db") as store:
        assert store.facts("Alba").documents == ()
        assert len(store.ledger()[0]) == 2
