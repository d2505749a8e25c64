from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import a_client
from program import run, write_config

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("command", ["clients", "fetch", "assess", "report", "run", "explain x"])
def test_without_a_config_every_command_says_how_to_get_one(command: str, tmp_path: Path) -> None:
    ran = run("--config", tmp_path / "none.toml", *command.split())
    assert ran.status == 78
    (line,) = ran.err.splitlines()
    assert line.endswith("no such file. `goodterms init` writes one")
    assert ran.out == ""


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1989-12-31"])
def test_a_day_that_no_mail_can_have_is_a_usage_error(day: str, tmp_path: Path) -> None:
    config = write_config(tmp_path, port=1, password="x", clients=[a_client()])
    for command in ("assess", "report"):
        ran = run("--config", config, command, "--as-of", day)
        assert ran.status == 2
        assert "1990 to 2200" in ran.err


@pytest.mark.parametrize("day", ["1990-01-01", "2200-12-31"])
def test_the_first_and_the_last_day_can_be_judged(day: str, tmp_path: Path) -> None:
    config = write_config(tmp_path, port=1, password="x", clients=[a_client()])
    ran = run("--config", config, "assess", "--as-of", day, "--json")
    assert ran.status == 3
    assert ran.value[0]["as_of"].startswith(day)


def test_a_beginning_that_fits_two_clients_names_both(tmp_path: Path) -> None:
    clients = [
        a_client("Alba", addresses=("a@a.example",)),
        a_client("Albatros", addresses=("b@b.example",)),
    ]
    config = write_config(tmp_path, port=1, password="x", clients=clients)
    ran = run("--config", config, "decide", "al", "talked")
    assert "is more than one client. Known: Alba, Albatros" in ran.err
    assert run("--config", config, "decide", "ALBA", "talked").out.startswith("Kept: Alba,")
