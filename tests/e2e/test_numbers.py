"""One truth in every place: mail as text and as HTML, dossiers and JSON tell the same numbers."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from goodterms.core.file_names import dossier_name
from program import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from goodterms.demo.run import Shown

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
UNTOLD = re.compile(r"GT-[A-Z0-9]{13}|you tolerate \d+( \d+)*")
"""Codes for answers, and the scale under a bar, which is not read aloud."""

TOLD = {"talk", "prepare", "let_go"}
IN_SHORT = {"watch"}


class Visible(HTMLParser):
    """Collect what a reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.hidden += tag in {"style", "title"}

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in {"style", "title"}

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words += data.split()


def seen(path: Path) -> str:
    return words_of(path.read_text(encoding="utf-8"), is_page=path.suffix == ".html")


def words_of(text: str, *, is_page: bool) -> str:
    if is_page:
        page = Visible()
        page.feed(text)
        return " ".join(page.words)
    return " ".join(text.split())


def whole(number: float) -> str:
    return f"{round(number):,}"


def burn(row: dict[str, Any]) -> str:
    tolerated = row["E"] / row["exposure"]["hours"]
    mean, low, high = (round(each * tolerated) for each in (row["burn"], *row["interval"]))
    minutes = "minute" if mean == 1 else "minutes"
    return (
        f"For each paid hour this client costs you {mean} {minutes} of trouble; you tolerate "
        f"{tolerated:.0f} (80 % interval {low} to {high})."
    )


def stated(row: dict[str, Any]) -> Iterator[str]:
    """What the JSON row makes report and dossier say about a client."""
    yield burn(row)
    for reason in row["reasons"]:
        share = round(reason["share"] * 100)
        yield f"({whole(reason['minutes'])} of {whole(row['W'])} minutes, {share} %)"
    own = round(row["data_weight"] * 100)
    yield f"{own} % of this estimate is this client's own data and {100 - own} % caution"
    yield f"it rests on {whole(row['exposure']['hours'])} paid hours"
    yield f"{row['after_hours']} of {row['inbound']} messages from this client arrived after hours"
    for change in row["counterfactuals"]:
        if change["kind"] != "without_signal" and change["verdict"] != row["verdict"]:
            quiet = change["kind"] == "quiet_weeks"
            yield f"fter {change['count']} quiet" if quiet else f"the {change['count']} costliest"


def section(text: str, name: str, others: list[str]) -> str:
    """What a report says of a client after its first screen."""
    start = text.index(name, text.rindex("What next: "))
    ends = [text.find(each, start + 1) for each in others if each != name]
    return text[start : min([each for each in ends if each > 0], default=len(text))]


def lead(text: str, name: str) -> str:
    """What the first screen says of a client, "" where it is not on it."""
    start = text.find(f"Who: {name}: ")
    return text[start : text.index("What next: ", start)] if start >= 0 else ""


@pytest.fixture(scope="module")
def out(demo: Shown) -> Path:
    return demo.app.settings.database.parent


@pytest.fixture
def rows(demo: Shown, year: Path) -> dict[str, dict[str, Any]]:
    day = demo.app.owner.workweek.local(demo.app.clock.now()).date().isoformat()
    ran = run("--config", year, "assess", "--as-of", day, "--json")
    assert ran.status == 0, ran.err
    return {each["client"]: each for each in ran.value}  # type: ignore[attr-defined]


FORMS = ["report.txt", "report.html", "report.eml text", "report.eml html"]


def form(out: Path, name: str) -> str:
    file, _, part = name.partition(" ")
    if not part:
        return seen(out / file)
    mail = message_from_bytes((out / file).read_bytes(), policy=policy.default)
    text = mail.get_body(("html" if part == "html" else "plain",)).get_content()
    return words_of(text, is_page=part == "html")


@pytest.mark.parametrize("name", FORMS)
def test_the_report_tells_the_numbers_of_the_rows(
    rows: dict[str, dict[str, Any]], out: Path, name: str
) -> None:
    text = form(out, name)
    told = [each for each, row in rows.items() if row["verdict"] in TOLD | IN_SHORT]
    assert len(told) >= 4
    for client in told:
        row, part = rows[client], section(text, client, told)
        for each in stated(row) if row["verdict"] in TOLD else [burn(row)]:
            assert each in part, f"{client}: {each!r} is not in {part!r}"
        if first := lead(text, client):
            assert burn(row) in first
    for client, row in rows.items():
        low, high = row["interval"]
        assert f"{row['burn']:.1f} ({low:.1f} to {high:.1f})" in text, client


def test_every_form_of_the_report_holds_the_same_numbers(out: Path) -> None:
    """All of them: nothing is said in one alone."""
    found = {name: set(NUMBER.findall(UNTOLD.sub(" ", form(out, name)))) for name in FORMS}
    text = found["report.txt"]
    assert len(text) > 100
    for name in FORMS:
        assert found[name] == text, name


def test_the_first_screen_says_who_why_how_sure_and_what_next(out: Path) -> None:
    for name in FORMS:
        text = form(out, name)
        places = [text.index(each) for each in ("Who: ", "Why: ", "How sure: ", "What next: ")]
        assert places == sorted(places)
        assert places[0] < 300


def test_the_mail_is_small_and_leads_nowhere(out: Path) -> None:
    data = (out / "report.eml").read_bytes()
    mail = message_from_bytes(data, policy=policy.default)
    page = mail.get_body(("html",)).get_content()
    assert len(page.encode()) < len(data) < 60_000
    assert not re.search(r"<img|<a |src=|href=|url\(|https?:", page)


def test_a_dossier_tells_the_numbers_of_its_row_and_every_incident(
    rows: dict[str, dict[str, Any]], out: Path
) -> None:
    found = {each: row for each, row in rows.items() if row["verdict"] in {"prepare", "let_go"}}
    assert found
    for client, row in found.items():
        text = seen(out / dossier_name(client))
        for each in stated(row):
            assert each in text, f"{client}: {each!r}"
        for reason in row["reasons"]:
            for source in reason["sources"]:
                assert source in text, f"{client}: {source}"


def test_reasons_and_rest_add_up_to_the_minutes_of_the_verdict(
    rows: dict[str, dict[str, Any]],
) -> None:
    for client, row in rows.items():
        told = sum(each["minutes"] for each in row["reasons"]) + row["rest_minutes"]
        counted = sum(each["w"] * each["p"] for each in row["incidents"])
        assert told == pytest.approx(row["W"], abs=1e-3), client
        assert counted == pytest.approx(row["W"], abs=1e-3), client
        for reason in row["reasons"]:
            ids = set(reason["ids"])
            minutes = sum(each["w"] * each["p"] for each in row["incidents"] if each["id"] in ids)
            assert minutes == pytest.approx(reason["minutes"], abs=1e-3), client
            assert reason["count"] == len(ids), client
