"""The table of commands: every entry is a command under its own name, and none is missing."""

from __future__ import annotations

import click
import pytest

from goodterms.cli import COMMANDS, goodterms


@pytest.mark.parametrize("name", COMMANDS)
def test_every_entry_of_the_table_is_a_command_of_that_name(name: str) -> None:
    found = goodterms.get_command(click.Context(goodterms), name)
    assert found
    assert found.name == name


def test_an_unknown_name_is_no_command() -> None:
    assert goodterms.get_command(click.Context(goodterms), "send") is None
