from __future__ import annotations

from pathlib import Path

import pytest

from builders import a_client
from program import run, write_config

HEADER = "number,issue_date,due_date,client,total,paid,status"
GOOD = f"{HEADER},currency\nA-1,2026-01-31,2026-03-02,Alba,100.00,0,sent,EUR\n"
VAGUE = f"{HEADER}\nA-2,03/04/2026,05/04/2026,Nova d.o.o.,100.00,0,sent\n"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write_config(tmp_path, port=1, password="x", clients=[a_client()])


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def documents(config: Path) -> int:
    return run("--config", config, "clients", "--json").value[0]["documents"]


@pytest.mark.parametrize(
    "content", [None, "", b"\xff\x00\x81" * 500, "hello\n", "a;b\n1;2\n", b"%PDF-1.4 x"]
)
def test_a_file_that_cannot_be_read_is_one_line_and_the_others_are_kept(
    config: Path, content: str | bytes | None
) -> None:
    bad = config.parent / "bad.csv"
    if content is not None:
        write(config.parent, "bad.csv", content)
    good = write(config.parent, "good.csv", GOOD)
    ran = run("--config", config, "import", bad, good)
    assert ran.status == 1
    (line,) = ran.err.splitlines()
    assert line.startswith("Error: ")
    assert "bad.csv" in line
    assert documents(config) == 1


def test_a_folder_is_no_money_file(config: Path, tmp_path: Path) -> None:
    ran = run("--config", config, "import", tmp_path)
    assert ran.status == 1
    assert "directory" in ran.err


def test_json_holds_what_was_read_and_what_was_not(config: Path) -> None:
    good = write(config.parent, "good.csv", GOOD)
    ran = run("--config", config, "import", good, config.parent / "none.csv", "--json")
    assert ran.status == 1
    assert ran.err == ""
    assert [each["number"] for each in ran.value["documents"]] == ["A-1"]
    (problem,) = ran.value["problems"]
    assert (problem["file"], problem["line"]) == ("none.csv", 0)


def test_a_rehearsal_keeps_nothing_and_says_so(config: Path) -> None:
    good = write(config.parent, "good.csv", GOOD)
    ran = run("--config", config, "import", "--dry-run", good)
    assert (ran.status, ran.out) == (
        0,
        "good.csv: 1 documents and 0 payments would be read; nothing was kept.\n",
    )
    assert documents(config) == 0


def test_what_the_file_leaves_open_can_be_said_by_the_options_that_are_named(config: Path) -> None:
    vague = write(config.parent, "vague.csv", VAGUE)
    ran = run("--config", config, "import", vague)
    assert "give --dates dmy or mdy" in ran.err
    ran = run("--config", config, "import", vague, "--dates", "dmy")
    assert "give --currency" in ran.err
    ran = run("--config", config, "import", vague, "--dates", "dmy", "--currency", "eur", "--json")
    assert ran.status == 0
    (document,) = ran.value["documents"]
    assert (document["currency"], document["issue_date"]) == ("EUR", "2026-04-03")


@pytest.mark.parametrize("code", ["XYZW", "1", "€€€", ""])
def test_a_currency_is_three_letters(config: Path, code: str) -> None:
    good = write(config.parent, "good.csv", GOOD)
    ran = run("--config", config, "import", good, "--currency", code)
    assert ran.status == 2
    assert "--currency" in ran.err


def test_buyers_that_are_no_client_are_named_with_what_to_do(config: Path) -> None:
    rows = "".join(f"B-{n},2026-01-31,2026-03-02,Buyer {n},1,0,sent,EUR\n" for n in range(10))
    path = write(config.parent, "many.csv", f"{HEADER},currency\n{rows}")
    ran = run("--config", config, "import", path)
    assert ran.status == 0
    assert '10 belong to no client: "Buyer 0" (1)' in ran.out
    assert "and 2 more" in ran.out
    assert "invoice_names" in ran.out


def test_a_file_can_be_tried_before_there_is_any_config(tmp_path: Path) -> None:
    path = tmp_path / "invoices.csv"
    path.write_text(
        "number,issue_date,due_date,client,currency,total\nA-1,2026-01-31,2026-03-02,Alba,EUR,100.00\n"
    )
    missing = tmp_path / "config.toml"
    ran = run("--config", missing, "import", path, "--dry-run", "--json")
    assert ran.status == 0
    assert ran.value["documents"][0]["total_minor"] == 10000
    assert not list(tmp_path.glob("*.db"))
    assert run("--config", missing, "import", path).status == 78
