"""A command loads what it needs and no more: the whole service starts within a second."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from builders import CLIENT, OWN, a_client
from goodterms.adapters.store import open_store
from goodterms.demo import server
from imap_peers import PASSWORD
from program import write_config

AT = datetime(2026, 11, 10, 9, tzinfo=UTC)
LETTER = (
    f"From: {CLIENT}\r\nTo: {OWN}\r\nSubject: Hi\r\nMessage-ID: <1@a.example>\r\n"
    "\r\nThank you, the pages look good and we can print them on Monday.\r\n"
).encode()

HEAVY = ("sklearn", "scipy", "pymap", "pypdf", "multiprocessing.popen_spawn_posix")

PROBE = """
import json, sys
from goodterms.__main__ import main
sys.argv = ["goodterms", *{arguments!r}]
try:
    main()
except SystemExit:
    pass
finally:
    print(json.dumps(sorted(sys.modules)))
"""


def loaded(*arguments: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-c", PROBE.format(arguments=arguments)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(json.loads(ran.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("fetch", "--help"), ("demo", "--help"), ("--config", "/nowhere", "fetch")],
    ids=" ".join,
)
def test_no_command_starts_with_what_only_training_and_the_demo_need(arguments) -> None:
    modules = loaded(*arguments)
    assert "goodterms.cli.steps" in modules, "the probe ran nothing"
    assert modules.isdisjoint(HEAVY)


def test_reading_mail_and_scoring_it_needs_no_training_library(tmp_path) -> None:
    folders = {"INBOX": [(LETTER, AT, [])]}
    with server.serve(folders, user="mara", password=PASSWORD) as served:
        config = write_config(tmp_path, port=served.port, password=PASSWORD, clients=[a_client()])
        modules = loaded("--config", str(config), "fetch")
    with open_store(tmp_path / "goodterms.db") as store:
        (message,) = store.facts("Alba").messages
    assert message.scores, "the probe scored nothing"
    assert modules.isdisjoint(HEAVY)


def test_the_program_itself_loads_no_command_before_it_runs() -> None:
    """The process of the demo's server imports it again and must be there at once."""
    code = "import goodterms.__main__, sys; print('goodterms.cli' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.strip() == "False"
