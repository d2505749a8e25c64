"""A stored verdict is shown as it was, whatever changed since, and says what today would give."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from builders import a_client
from program import run, write_config

AS_OF = "2026-11-15"
GOLDEN = Path(__file__).parent.parent / "golden"
FORMER = [
    line
    for file in sorted(GOLDEN.glob("verdicts_rules*.jsonl"))
    for line in file.read_text(encoding="utf-8").splitlines()
]
"""Rows as the rules of each former version wrote them, for the demo's year."""


@pytest.fixture
def former(year: Path) -> Path:
    """The demo's year with the former rows on record after its own."""
    store = sqlite3.connect(year.parent / "goodterms.db")
    with store:
        for text in FORMER:
            row = json.loads(text)
            at = row["as_of"].replace("+00:00", "Z")
            store.execute(
                "INSERT INTO verdict (client, as_of, verdict, policy_digest, model_digest,"
                " rules_version, text, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    row["client"],
                    at,
                    row["verdict"],
                    row["policy_digest"],
                    row["model_digest"],
                    row["rules_version"],
                    text,
                    at,
                ),
            )
    store.close()
    return year


@pytest.mark.parametrize("text", FORMER, ids=lambda each: json.loads(each)["client"])
def test_rows_of_former_rules_are_shown_byte_for_byte(former: Path, text: str) -> None:
    row = json.loads(text)
    day = row["as_of"][:10]
    ran = run("--config", former, "explain", row["client"], "--as-of", day, "--json")
    assert (ran.status, ran.out) == (0, text + "\n")
    assert f"the rules: {row['rules_version']} then, " in ran.err
    words = run("--config", former, "explain", row["client"], "--as-of", day)
    assert words.status == 0
    assert words.out.startswith(f"{row['client']}: ")


def test_a_verdict_is_explained_in_words(year: Path) -> None:
    ran = run("--config", year, "explain", "ombrell")
    assert ran.status == 0
    assert ran.out.startswith("Ombrell Estates: let go\n")
    assert "late payments: " in ran.out
    assert "What would change it:" in ran.out
    assert "Beside the numbers:" in ran.out
    assert "Your gut: 3, 4; over the limit by the data: almost certain." in ran.out
    assert "2026-02-21  Ombrell Estates, talked: two rounds" in ran.out
    row = json.loads(run("--config", year, "explain", "ombrell", "--json").out)
    assert row["reasons"][0]["sources"][0] in ran.out
    assert "P1_25" not in ran.out


def test_what_today_would_say_otherwise_is_told_beside_the_stored_row(year: Path) -> None:
    text = run("--config", year, "explain", "ombrell", "--json").out
    source = json.loads(text)["reasons"][0]["sources"][0]
    run("--config", year, "correct", source, "--not", json.loads(text)["reasons"][0]["code"])
    ran = run("--config", year, "explain", "ombrell", "--json")
    assert ran.out == text
    assert "Today's row for that instant would say:" in ran.err
    assert "  W: 2" in ran.err
    assert "  reason LP: " in ran.err
    assert "facts that came later, or what you said of them" in ran.err


def test_a_changed_setting_is_named_as_the_cause(year: Path) -> None:
    text = run("--config", year, "explain", "ombrell", "--json").out
    config = year.read_text(encoding="utf-8")
    assert "tolerance_minutes = 6" in config
    year.write_text(
        config.replace("tolerance_minutes = 6", "tolerance_minutes = 60", 1), encoding="utf-8"
    )
    ran = run("--config", year, "explain", "ombrell", "--json")
    assert ran.out == text
    assert "  verdict: " in ran.err
    assert "your settings of prices, tolerance or patience" in ran.err


def test_a_verdict_that_was_never_given_says_what_to_run(tmp_path: Path) -> None:
    one = write_config(tmp_path, port=1, password="x", clients=[a_client("Alba")])
    ran = run("--config", one, "explain", "Alba", "--as-of", AS_OF)
    assert ran.status == 1
    assert f"goodterms assess --as-of {AS_OF}" in ran.err
