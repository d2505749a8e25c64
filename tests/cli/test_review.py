"""`goodterms review` and `export` as an owner runs them."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from program import run


@pytest.mark.timeout(90)
def test_it_prints_a_link_that_is_good_and_ends_with_control_c(year):
    process = subprocess.Popen(
        [sys.executable, "-m", "goodterms", "--config", str(year), "review", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout
    lines = [process.stdout.readline() for _ in range(3)]
    link = urlsplit(lines[1].strip())
    assert (link.hostname, link.path) == ("127.0.0.1", "/login")
    connection = http.client.HTTPConnection("127.0.0.1", link.port, timeout=20)
    connection.request("GET", f"/login?{link.query}")
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("location")) == (303, "/login")
    connection.close()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 0, errors


def test_a_port_in_use_is_a_plain_error(year):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = run("--config", year, "review", "--port", str(port))
    assert ran.status == 1
    assert str(port) in ran.err


def test_signing_everybody_out(year):
    ran = run("--config", year, "review", "--sign-out")
    assert (ran.status, ran.out) == (0, "Ended: 0 sessions.\n")


@pytest.mark.timeout(120)
def test_the_export_holds_every_page_without_forms_for_the_owner_alone(year, tmp_path):
    out = tmp_path / "pages"
    ran = run("--config", year, "export", "--out", out, "--datasette", tmp_path / "m.json")
    assert ran.status == 0, ran.err
    pages = sorted(out.glob("*.html"))
    assert len(pages) > 20
    names = {each.name for each in out.iterdir()}
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert "<form" not in text
        assert "<button" not in text
        for target in _targets(text):
            assert target.partition("#")[0] in {*names, ""}, (path.name, target)
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert (
        "view_incidents"
        in json.loads((tmp_path / "m.json").read_text())["databases"]["goodterms"]["tables"]
    )


def _targets(text):
    return re.findall(r'(?:href|src)="([^"]*)"', text)


def test_export_wants_to_know_what(year: Path):
    assert run("--config", year, "export").status == 2
