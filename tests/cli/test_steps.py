from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import a_client
from program import run, write_config

if TYPE_CHECKING:
    from pathlib import Path

UNREACHABLE = {
    "report__deliver": "smtp",
    "report__smtp_host": "127.0.0.1",
    "report__smtp_port": 1,
    "report__smtp_security": "plain",
    "owner__addresses": ["mara@studio.example"],
}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write_config(tmp_path, port=1, password="x", clients=[a_client()], **UNREACHABLE)


def test_a_report_that_cannot_leave_waits_and_leaves_once(config: Path) -> None:
    for _ in range(2):
        ran = run("--config", config, "report")
        assert ran.status == 1
        assert ran.err.startswith("Waiting in the outbox: ")
        assert "smtp_host" in ran.err
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('deliver = "smtp"', 'deliver = "file"'), encoding="utf-8")
    ran = run("--config", config, "report")
    assert ran.status == 0
    assert ran.out.count("Handed over: ") == 1
    assert "was made before; --again makes it once more" in ran.out
    again = run("--config", config, "report")
    assert "Handed over" not in again.out
    assert run("--config", config, "report", "--again").out.startswith("Handed over: ")


def test_a_preview_keeps_and_sends_nothing(config: Path) -> None:
    ran = run("--config", config, "report", "--preview")
    assert ran.status == 0
    assert ran.out.startswith("Good Terms, ")
    assert ran.err == ""
    assert run("--config", config, "report").err.count("Waiting") == 1


def test_json_is_alone_on_standard_output_even_when_the_status_is_not_0(config: Path) -> None:
    ran = run("--config", config, "assess", "--json")
    assert ran.status == 3
    assert ran.value[0]["client"] == "Alba"
    assert ran.err.startswith("Error: data too old for a verdict: mail.")
    ran = run("--config", config, "fetch", "--json")
    assert (ran.status, ran.out) == (1, "")
