"""`goodterms payments` asks, takes the owner's word, remembers it, and takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import a_client
from program import run, write_config

INVOICES = (
    "number,issue_date,due_date,client,total,paid,status,currency\n"
    "A-1,2026-01-31,2026-03-02,Alba,100.00,0,sent,EUR\n"
    "A-2,2026-02-28,2026-03-30,Alba,300.00,0,sent,EUR\n"
    "B-1,2026-02-28,2026-03-30,Brodet Media d.o.o.,55.00,0,sent,EUR\n"
)
PAYMENTS = (
    "paid_on,amount,currency,invoice,payer\n"
    "2026-03-05,100.00,EUR,,Alba\n"
    "2026-03-06,297.00,EUR,A-2,Alba\n"
    "2026-03-07,12.34,EUR,,Marko\n"
)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    clients = [a_client(), a_client("Brodet Media", addresses=("b@brodet.example",))]
    path = write_config(tmp_path, port=1, password="x", clients=clients)
    for name, text in (("invoices.csv", INVOICES), ("payments.csv", PAYMENTS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert run("--config", path, "import", tmp_path / name).status == 0
    return path


def asked(config: Path, *more: str) -> dict:
    ran = run("--config", config, "payments", *more, "--json")
    assert (ran.status, ran.err) == (0, "")
    return ran.value  # type: ignore[return-value]


def say(config: Path, *words: str) -> str:
    ran = run("--config", config, "payments", *words)
    assert (ran.status, ran.err) == (0, "")
    return ran.out


def probable(config: Path) -> str:
    (one,) = asked(config)["probable"]
    return one["id"]


def test_what_waits_is_listed_with_its_reasons(config: Path) -> None:
    value = asked(config, "--all")
    (one,) = value["probable"]
    (match,) = one["matches"]
    assert (match["number"], match["applied_minor"], match["confidence"], match["basis"]) == (
        "A-1",
        10000,
        "probable",
        "amount, payer and day",
    )
    assert [(each["payer"], each["rest_minor"]) for each in value["unmatched"]] == [("Marko", 1234)]
    assert [(each["number"], each["remaining_minor"]) for each in value["short"]] == [("A-2", 300)]
    assert [each["name"] for each in value["buyers"]] == ["Brodet Media d.o.o."]
    assert len(value["payments"]) == 3
    shown = run("--config", config, "payments").out
    for word in ("A-1 100.00", "Marko", "A-2/2026", "Brodet Media (100 %)", "confirm ID"):
        assert word in shown


def test_a_confirmed_match_is_remembered_and_can_be_taken_back(config: Path) -> None:
    key = probable(config)
    assert "pays A-1/2026" in say(config, "confirm", key)
    for _ in range(2):
        assert asked(config)["probable"] == []
        again = run("--config", config, "import", config.parent / "payments.csv")
        assert again.status == 0
    assert "Taken back" in say(config, "undo", key)
    assert probable(config) == key


def test_a_payment_can_be_put_to_several_documents_by_amounts(config: Path) -> None:
    key = probable(config)
    say(config, "confirm", key, "--part", "A-1", "97.00", "--part", "A-2/2026", "3,00")
    (one,) = [each for each in asked(config, "--all")["payments"] if each["id"] == key]
    assert {each["number"]: each["applied_minor"] for each in one["matches"]} == {
        "A-1": 9700,
        "A-2": 300,
    }


def test_a_rejected_match_is_not_made_again(config: Path) -> None:
    key = probable(config)
    say(config, "reject", key)
    value = asked(config)
    assert value["probable"] == []
    assert key in [each["id"] for each in value["unmatched"]]
    say(config, "reject", key, "--all")
    assert key not in [each["id"] for each in asked(config)["unmatched"]]


def test_a_rest_is_written_off_and_owed_again(config: Path) -> None:
    assert "written off since" in say(config, "write-off", "A-2", "--note", "fee")
    assert asked(config)["short"] == []
    say(config, "owed", "A-2")
    assert len(asked(config)["short"]) == 1
    say(config, "undo", "A-2/2026")
    assert asked(config)["short"] == []


def test_what_no_invoice_takes_is_a_credit_balance(config: Path) -> None:
    assert asked(config)["credit"] == []
    more = config.parent / "more.csv"
    more.write_text(
        f"{PAYMENTS.splitlines()[0]}\n2026-03-09,500.00,EUR,A-2,Alba\n", encoding="utf-8"
    )
    assert run("--config", config, "import", more).status == 0
    assert asked(config)["credit"] == [{"client": "Alba", "currency": "EUR", "credit_minor": 49700}]


def test_a_dispute_is_kept_from_a_day_until_it_is_resolved(config: Path) -> None:
    assert "disputed since 2026-03-01" in say(config, "dispute", "A-2", "--on", "2026-03-01")
    assert asked(config)["short"] == []
    say(config, "resolve", "A-2")
    assert len(asked(config)["short"]) == 1


def test_a_buyer_becomes_a_client_or_nobody(config: Path) -> None:
    assert "1 rows" in say(config, "buyer", "Brodet Media d.o.o.", "brodet")
    assert asked(config)["buyers"] == []
    clients = run("--config", config, "clients", "--json").value
    assert [each["documents"] for each in clients] == [2, 1]  # type: ignore[index, union-attr]
    say(config, "undo", "Brodet Media d.o.o.")
    assert len(asked(config)["buyers"]) == 1
    say(config, "buyer", "Brodet Media d.o.o.", "--nobody")
    assert asked(config)["buyers"] == []


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("confirm", "P-000000000000"), "no payment"),
        (("confirm", "P-"), "more than one payment"),
        (("write-off", "Z-9"), "none"),
        (("buyer", "Shop"), "--nobody"),
        (("undo", "nothing"), "nothing was said"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(
    config: Path, words: tuple[str, ...], part: str
) -> None:
    ran = run("--config", config, "payments", *words)
    assert ran.status in (1, 2)
    assert part in ran.err
    assert asked(config)["probable"]


@pytest.mark.parametrize(
    "parts",
    [("--part", "A-1", "100.01"), ("--part", "A-1", "x"), ("A-1", "--part", "A-1", "1.00")],
)
def test_parts_that_cannot_be_are_refused(config: Path, parts: tuple[str, ...]) -> None:
    ran = run("--config", config, "payments", "confirm", probable(config), *parts)
    assert ran.status == 2


def test_nothing_waits_in_an_empty_ledger(tmp_path: Path) -> None:
    path = write_config(tmp_path, port=1, password="x", clients=[a_client()])
    ran = run("--config", path, "payments")
    assert (ran.status, ran.out) == (0, "Nothing waits for your word.\n")
