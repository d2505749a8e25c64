"""The pages on the whole book, the settings and the state of the sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import goodterms.settings
from builders_book import a_book
from builders_pages import Read, a_frame, a_standing, a_state
from builders_verdict import NOW, a_client
from goodterms.core import noise
from goodterms.core.mail import Problem
from goodterms.core.questions import Tally
from goodterms.core.waiting import Trouble, Wait
from goodterms.web.pages.book import book_page
from goodterms.web.pages.health import MOST_PROBLEMS, NOISE, health_page
from goodterms.web.pages.links import client_key
from goodterms.web.pages.rendering import rendered
from goodterms.web.pages.settings import settings_page

FRAME = a_frame()
EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


@pytest.fixture
def config(tmp_path):
    return goodterms.settings.load(EXAMPLE, state=tmp_path)


def shown(page, frame=FRAME):
    return Read(rendered(page, frame))


def test_the_book_draws_every_client_and_lists_each_beside_the_picture():
    view = a_book([60_000, 9_000, 4_000, 12_000, 700])
    read = shown(book_page(FRAME, view))
    names = [each.client for each in view.funnel.points]
    titles = [text for tag, _, text in read.of("title")]
    rows = [text for _, _, text in read.of("tr")]
    for name in names:
        assert sum(each.startswith(f"{name}:") for each in titles) == 2
        assert sum(name in each for each in rows) == 2
        assert ("a", f"/clients/{client_key(name)}") in {
            (tag, attributes.get("href")) for tag, attributes, _ in read.of("a")
        }


def test_the_book_names_no_rank_and_says_when_there_is_too_little():
    assert "too few to say" in shown(book_page(FRAME, a_book([5000, 400]))).text()
    empty = shown(book_page(FRAME, a_book([])))
    assert "There is too little yet to compare clients." in empty.text()
    assert not empty.of("svg")


def test_two_hundred_clients_in_the_book_stay_small():
    book = a_book([100 * number + 500 for number in range(200)])
    assert len(rendered(book_page(FRAME, book), FRAME).encode()) < 300_000


def test_settings_name_their_place_in_the_file_and_hold_no_secret(config):
    box = replace(config.mailbox, secret="file:/home/mara/secret")
    page = settings_page(FRAME, replace(config, mailbox=box))
    assert [each.section for each in page.groups] == [
        "[owner]", "[hours]", "[mailbox]", "[report]", "[policy]",
    ]  # fmt: skip
    read = shown(page)
    assert str(config.path) in read.text()
    assert "secret" not in read.text().lower()
    hours = dict(page.groups[1].rows)
    assert hours["Mon"] == "09:00–17:00"
    assert hours["Sun"] == "free"


def test_settings_show_how_each_client_is_known_and_what_was_agreed(config):
    client = a_client("Ćuk", addresses=("a@cuk.example",), included_rounds=3, notice_days=14)
    page = settings_page(FRAME, replace(config, clients=(client,)))
    found = page.clients[0]
    assert found.known_by == "a@cuk.example, alba.example"
    assert found.terms == ("waits 8 working hours for an answer; 3 rounds included; notice 14 days")


def test_what_the_owner_has_to_do_comes_first():
    text = shown(health_page(FRAME, a_state())).text()
    assert text.index("Run goodterms login") < text.index("Reading and reports")


def test_sources_say_when_they_were_read_and_skipped_input_says_why():
    page = health_page(FRAME, a_state())
    assert page.sources == (("INBOX", "16 Nov 2026, 09:30"), ("a.csv", "never"))
    assert page.problems == (
        ("message", "INBOX 812", "The message has no sender."),
        ("invoices", "a.csv, line 12", "The amount is no number."),
    )
    assert page.skipped == (("newsletter", "40"), ("sent by a program", "12"))


def test_long_lists_of_problems_are_cut_and_the_rest_is_counted():
    many = [Problem(kind="message", source=f"INBOX {n}", text="No sender.") for n in range(1500)]
    page = health_page(FRAME, a_state(problems=many))
    assert len(page.problems) == MOST_PROBLEMS
    assert page.more == "and 1,300 more"


def test_a_standing_failure_is_told_with_its_next_try():
    wait = Wait(
        trouble=Trouble.LOST,
        text="the connection was lost",
        since=NOW - timedelta(hours=2),
        last_at=NOW,
        until=NOW + timedelta(minutes=10),
    )
    page = health_page(FRAME, a_state(standing=a_standing(waits={"fetch": wait})))
    assert page.waits == (
        (
            "fetch",
            "the connection was lost. Since 16 Nov 2026, 07:30; next try 16 Nov 2026, 09:40.",
        ),
    )


def test_calibration_comes_from_the_owners_own_answers():
    model = dict(health_page(FRAME, a_state()).model)
    assert model["Right on your own mail"].startswith("4 of 5 labels drawn at random, 80\u00a0%")
    assert model["Questions you answered"] == "9 of 12"
    nothing = Tally(asked=0, answered=0, drawn=0, right=0)
    model = dict(health_page(FRAME, a_state(tally=nothing)).model)
    assert model["Right on your own mail"] == "nothing asked yet"


def test_invisible_letters_of_a_source_are_not_shown():
    page = health_page(
        FRAME, a_state(problems=[Problem(kind="file", source="a\u202efdp.csv", text="x\u200by")])
    )
    assert page.problems == (("file", "afdp.csv", "xy"),)


def test_every_reason_for_leaving_mail_out_has_a_word():
    assert set(NOISE) == set(noise.REASONS)
