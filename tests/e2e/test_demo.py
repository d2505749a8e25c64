"""The demo is the product's whole job: made-up mail, true pipeline, real IMAP."""

from __future__ import annotations

import email
import json
import re
from collections import defaultdict
from email import policy
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from goodterms.core.verdict import Verdict
from goodterms.demo import people
from program import run

if TYPE_CHECKING:
    from pathlib import Path

    from goodterms.demo.run import Shown


class Tags(HTMLParser):
    """Collect what a page would run or fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.sources: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.sources += [f"{tag} {key}" for key, _ in attrs if key in {"src", "href"}]


@pytest.fixture(scope="session")
def out(demo: Shown) -> Path:
    return demo.app.settings.database.parent


def test_it_leaves_the_files_it_promises(out: Path) -> None:
    for name in ("report.eml", "report.html", "report.txt", "goodterms.db"):
        assert (out / name).stat().st_size > 500, name
    assert list(out.glob("dossier-*.html"))


def test_about_three_thousand_messages_of_nine_clients_or_more(demo: Shown) -> None:
    assert 2_800 <= demo.messages <= 3_200
    assert len(demo.assessed) >= 9
    assert demo.fetched.problems == 0
    assert sum(demo.fetched.noise.values()) > 10


def test_the_rules_reach_every_step_of_the_ladder(demo: Shown) -> None:
    found = defaultdict(list)
    for each in demo.assessed:
        found[each.verdict].append(each.client)
    for step in (Verdict.HEALTHY, Verdict.WATCH, Verdict.TALK, Verdict.PREPARE, Verdict.LET_GO):
        assert found[step], f"nobody at {step}: {dict(found)}"


def test_the_client_who_writes_at_night_and_asks_for_nothing_is_healthy(demo: Shown) -> None:
    night = next(each for each in demo.assessed if each.client == people.NIGHT_WRITER)
    assert night.verdict is Verdict.HEALTHY
    assert night.after_hours > 30


def test_every_minute_of_every_verdict_belongs_to_a_stored_message_or_invoice(
    demo: Shown,
) -> None:
    with demo.app.open_store() as store:
        for each in demo.assessed:
            known = store.facts(each.client)
            ids = {one.id for one in (*known.messages, *known.documents)}
            assert sum(one.minutes for one in each.incidents) == pytest.approx(each.long.spent)
            for incident in each.incidents:
                assert set(incident.sources) <= ids, incident.id


def test_whoever_is_prepare_or_above_has_a_dossier(demo: Shown, out: Path) -> None:
    wanted = [each for each in demo.assessed if each.verdict in {Verdict.PREPARE, Verdict.LET_GO}]
    assert len(list(out.glob("dossier-*.html"))) == len(wanted)


def test_pages_run_nothing_and_fetch_nothing(out: Path) -> None:
    for path in (out / "report.html", *out.glob("dossier-*.html")):
        tags = Tags()
        tags.feed(path.read_text(encoding="utf-8"))
        assert not tags.names & {"script", "img", "iframe", "object", "link", "form"}, path
        assert tags.sources == [] or all(each == "a href" for each in tags.sources), path


def test_the_letter_holds_both_parts_and_no_foreign_header(out: Path) -> None:
    letter = email.message_from_bytes((out / "report.eml").read_bytes(), policy=policy.default)
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content_type() == "multipart/alternative"
    text = letter.get_body(("plain",)).get_content().replace("\r\n", "\n")
    alone = (out / "report.txt").read_text(encoding="utf-8")
    # the codes of an answer stand in the mail alone
    text, invitations = re.subn(r"\nOr answer(?:[^\n]*\n)+?  GT-[A-Z2-7]{13}\n", "", text)
    assert invitations > 0
    assert [line for line in text.split("\n") if line] == [
        line for line in alone.split("\n") if line
    ]


def test_each_stored_verdict_is_explained_byte_for_byte(demo: Shown, out: Path) -> None:
    day = demo.app.owner.workweek.local(demo.app.clock.now()).date().isoformat()
    for each in demo.assessed:
        arguments = ("--config", out / "config.toml", "explain", each.client, "--as-of", day)
        ran = run(*arguments, "--json")
        assert ran.status == 0, ran.err
        assert "Note" not in ran.err, f"{each.client} is judged differently when replayed"
        row = json.loads(ran.out)
        assert row["verdict"] == each.verdict


def test_assessing_again_gives_the_same_rows(demo: Shown, year: Path) -> None:
    day = demo.app.owner.workweek.local(demo.app.clock.now()).date().isoformat()
    first = run("--config", year, "assess", "--as-of", day, "--json")
    again = run("--config", year, "assess", "--as-of", day, "--json")
    assert first.status == again.status == 0
    assert len(first.value) == len(demo.assessed)
    assert first.out == again.out
