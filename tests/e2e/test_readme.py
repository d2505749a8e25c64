"""The README's commands exist and its sample is what the demo really writes."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.testing import CliRunner

from goodterms.cli import COMMANDS, goodterms

if TYPE_CHECKING:
    from goodterms.demo.run import Shown

ROOT = Path(__file__).parent.parent.parent
README = ROOT / "README.md"
SAMPLE = re.compile(
    r"(<!-- sample report:.*?-->\n```text\n)(.*?)(```\n<!-- end of sample report -->)", re.DOTALL
)
SAMPLE_LINES = 60


def test_the_sample_is_the_beginning_of_the_demos_report(demo: Shown) -> None:
    report = demo.app.settings.database.parent / "report.txt"
    lines = report.read_text(encoding="utf-8").splitlines()[:SAMPLE_LINES]
    expected = "\n".join(lines).rstrip() + "\n"
    text = README.read_text(encoding="utf-8")
    if os.environ.get("GOODTERMS_GOLDEN"):
        text = SAMPLE.sub(lambda match: match[1] + expected + match[3], text)
        README.write_text(text, encoding="utf-8")
    match = SAMPLE.search(text)
    assert match
    assert match[2] == expected


def test_every_command_of_the_readme_exists() -> None:
    text = README.read_text(encoding="utf-8")
    used = set(re.findall(r"goodterms ([a-z]+)", text))
    assert {"init", "doctor", "fetch", "import", "assess", "report", "demo", "run"} <= used
    for name in used & set(COMMANDS):
        shown = CliRunner().invoke(goodterms, [name, "--help"])
        assert shown.exit_code == 0, name
        assert "Example" in shown.output, f"{name} --help has no example"
    unknown = used - set(COMMANDS) - {"is"}
    assert not unknown


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    used = set(re.findall(r"(?:\$ |`)make ([a-z-]+)", README.read_text(encoding="utf-8")))
    assert {"demo", "test"} <= used <= targets


def test_every_command_has_help_with_an_example() -> None:
    for name in COMMANDS:
        command = goodterms.get_command(click.Context(goodterms), name)
        assert command
        shown = CliRunner().invoke(goodterms, [name, "--help"])
        assert shown.exit_code == 0
        assert "Example" in shown.output or hasattr(command, "commands"), name
