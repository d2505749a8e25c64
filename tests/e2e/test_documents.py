"""What CONTRIBUTING and SECURITY point at is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "service" / "goodterms"

WRITTEN = ("demo-out/",)
"""What only the demo makes."""

TOP = ("service", "models", "tests", "systemd", "requirements", ".ci")
"""Paths in the documents are meant from the root or from the package."""


def named(document: str) -> list[str]:
    """Return the paths that stand as code in a document."""
    text = (ROOT / document).read_text(encoding="utf-8")
    spans = re.findall(r"`([\w.*-]+(?:/[\w.*-]+)*/?)`", text)
    links = re.findall(r"\]\(([\w./-]+)\)", text)
    return [each for each in spans if "/" in each and each not in WRITTEN] + links


def is_there(path: str) -> bool:
    bases = [ROOT] if path.partition("/")[0] in TOP else [ROOT, PACKAGE]
    return any(any(base.glob(path.rstrip("/"))) for base in bases)


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "SECURITY.md", "README.md"])
def test_every_path_of_a_document_exists(document: str) -> None:
    paths = named(document)
    assert paths
    assert [each for each in paths if not is_there(each)] == []


def test_every_promise_of_security_names_its_check() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    table = text.partition("| promise |")[2].partition("\n\n")[0]
    rows = [line for line in table.splitlines()[2:] if line.startswith("|")]
    assert len(rows) >= 7
    for row in rows:
        assert "tests/" in row.split("|")[3], row
