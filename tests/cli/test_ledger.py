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


def test_a_folder_is_read_with_what_is_below_it_but_no_hidden_file(config: Path) -> None:
    folder = config.parent / "money"
    (folder / "2026").mkdir(parents=True)
    write(folder / "2026", "b.csv", GOOD.replace("A-1", "A-2"))
    write(folder, "a.csv", GOOD)
    write(folder, ".hidden.csv", GOOD.replace("A-1", "A-3"))
    ran = run("--config", config, "import", folder, "--json")
    assert ran.status == 0
    assert [each["number"] for each in ran.value["documents"]] == ["A-2", "A-1"]
    assert documents(config) == 2


def test_a_folder_without_files_is_an_error(config: Path) -> None:
    folder = config.parent / "empty"
    folder.mkdir()
    ran = run("--config", config, "import", folder)
    assert ran.status == 1
    assert "folder without files" in ran.err


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
    assert ran.status == 0
    *table, line = ran.out.splitlines()
    assert line == (
        "good.csv (csv-invoices): 1 documents (1 new, 0 changed, 0 known); nothing was kept."
    )
    (row,) = [each for each in table if "A-1" in each]
    assert [each.strip() for each in row.split("│")[1:-1]] == [
        "new", "Alba", "2026-01-31", "A-1", "100.00 EUR", "open", "2",
    ]  # fmt: skip
    assert documents(config) == 0


def test_what_the_file_leaves_open_can_be_said_by_the_options_that_are_named(config: Path) -> None:
    vague = write(config.parent, "vague.csv", VAGUE)
    ran = run("--config", config, "import", vague)
    assert "give it with --dates dmy or mdy" in ran.err
    ran = run("--config", config, "import", vague, "--dates", "dmy")
    assert "give it with --currency" in ran.err
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


def test_importing_again_says_when_it_was_imported(config: Path) -> None:
    good = write(config.parent, "good.csv", GOOD)
    run("--config", config, "import", good)
    again = run("--config", config, "import", good)
    assert again.status == 0
    assert "good.csv: already imported on 20" in again.out
    once_more = run("--config", config, "import", good, "--again")
    assert "1 documents (0 new, 0 changed, 1 known)" in once_more.out
    told = run("--config", config, "import", good, "--json").value
    assert [each["number"] for each in told["documents"]] == ["A-1"]
    assert told["summary"][0]["documents"] == {"added": 0, "changed": 0, "same": 1}


def test_several_files_are_summed_up(config: Path) -> None:
    good = write(config.parent, "good.csv", GOOD)
    bad = write(config.parent, "bad.csv", GOOD.replace("100.00", "x"))
    broken = write(config.parent, "broken.csv", "hello\n")
    ran = run("--config", config, "import", good, bad, broken)
    assert ran.status == 1
    assert "bad.csv (csv-invoices): nothing to keep, 1 rejected or doubtful." in ran.out
    assert ran.out.splitlines()[-1] == (
        "3 files: 1 new, 0 changed, 0 known, 2 rejected; 1 files were refused whole."
    )


def test_what_a_later_file_proves_serves_an_earlier_one(config: Path) -> None:
    header = f"{HEADER},currency\n"
    vague = write(config.parent, "a.csv", f"{header}A-1,03/04/2026,05/04/2026,Alba,1,0,sent,EUR\n")
    clear = write(config.parent, "b.csv", f"{header}A-2,28/04/2026,29/04/2026,Alba,1,0,sent,EUR\n")
    ran = run("--config", config, "import", vague, clear)
    assert ran.status == 0, ran.err
    assert documents(config) == 2


@pytest.mark.parametrize("name", ["a.zip", "b.xlsx"])
def test_archives_are_refused_by_name(config: Path, name: str) -> None:
    path = write(config.parent, name, b"PK\x03\x04" + b"\0" * 100)
    ran = run("--config", config, "import", path)
    assert ran.status == 1
    assert "zip archive" in ran.err


def test_control_characters_never_reach_the_terminal(config: Path) -> None:
    evil = "\x1b[2J\u202eEvil\x07"
    rows = (
        f"A\u202e-1,2026-01-31,2026-03-02,{evil},100.00,0,sent,EUR\nA-2,{evil},,x,y,0,{evil},EUR\n"
    )
    path = write(config.parent, "evil\x1b[2J.csv", f"{HEADER},currency\n{rows}")
    for options in (["--dry-run"], []):
        ran = run("--config", config, "import", path, config.parent / f"no{evil}.csv", *options)
        told = ran.out + ran.err
        assert "Evil" in told
        assert all(each.isprintable() or each == "\n" for each in told)


def test_a_preview_shows_the_first_rows_and_how_many_more(config: Path) -> None:
    rows = "".join(f"B-{n},2026-01-31,,Alba,1,0,sent,EUR\n" for n in range(25))
    path = write(config.parent, "many.csv", f"{HEADER},currency\n{rows}")
    ran = run("--config", config, "import", "--dry-run", path)
    assert "B-19" in ran.out
    assert "B-20" not in ran.out
    assert "and 5 more documents" in ran.out


def test_many_problems_are_cut_short(config: Path) -> None:
    rows = "".join(f"B-{n},2026-01-31,,Alba,x,0,sent,EUR\n" for n in range(60))
    path = write(config.parent, "many.csv", f"{HEADER},currency\n{rows}")
    ran = run("--config", config, "import", path)
    assert len(ran.err.splitlines()) == 51
    assert "10 more like these" in ran.err
    assert len(run("--config", config, "import", path, "--json").value["problems"]) == 60


def test_without_a_file_the_command_asks_for_one(config: Path) -> None:
    assert run("--config", config, "import").status == 2
