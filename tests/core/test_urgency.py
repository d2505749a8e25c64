from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_workweek
from goodterms.core.cues import asks_change, delivers
from goodterms.core.spoken import folded
from goodterms.core.urgency import due, find_demand

ZAGREB = ZoneInfo("Europe/Zagreb")

DEMANDS = [
    ("Please send it asap.", "now"),
    ("I need the files right now!", "now"),
    ("Could you call me back within two hours?", "hours:2"),
    ("Send the logo in the next half hour.", "hours:0.5"),
    ("We need the banner in 30 minutes", "hours:0.5"),
    ("Please get this to me tonight, I am in a meeting until ten.", "tonight"),
    ("I need the final art by midnight.", "tonight"),
    ("The page has to be online today.", "today"),
    ("Please fix this by end of day.", "today"),
    ("I need the new version tomorrow morning.", "tomorrow"),
    ("Can you have it ready by tomorrow?", "tomorrow"),
    ("It must be ready tomorrow at 8.", "tomorrow@08:00"),
    ("Please deliver by 9:30 am tomorrow.", "tomorrow@09:30"),
    ("Need it by tomorrow evening.", "tomorrow@18:00"),
    ("Please work on it over the weekend.", "weekend"),
    ("I want you to finish it by Sunday.", "weekend"),
    ("Please send it by 10 pm.", "clock@22:00"),
    ("Get it to me by 5 today.", "clock@17:00"),
    ("Hi Mara,\nwe need the flyer\ntonight please", "tonight"),
    ("Molim te pošalji još danas.", "today"),
    ("molim te posalji jos danas", "today"),
    ("Treba mi večeras.", "tonight"),
    ("Javite se odmah!", "now"),
    ("Plakat mora biti gotov sutra do 8.", "tomorrow@08:00"),
    ("Pošaljite nam to do sutra u 7.30", "tomorrow@07:30"),
    ("Očekujem sve formate do 15h.", "clock@15:00"),
    ("Ispravi to preko vikenda.", "weekend"),
    ("Molim vas javite se u roku od deset minuta", "hours:0.17"),
    ("Možeš li mi to napraviti za dva sata?", "hours:2"),
    ("Treba nam do ponoći.", "tonight"),
    ("Today, please send the logo.", "today"),
    ("Danas do 13 h, molim novu foliju.", "clock@13:00"),
    ("Pošaljite do podneva.", "clock@12:00"),
    ("Please call me tonight by 9", "tonight"),
    ("Treba nam gotovo do jutra.", "tomorrow@08:00"),
    ("Please have it by 12 am tomorrow.", "tomorrow@00:00"),
    ("Please answer within the hour", "hours:1"),
    ("Please, today", "today"),
]

NO_DEMANDS = [
    # no time, or time enough
    "Could you make the logo a little bigger?",
    "We need the reel on the 1st, same as every month.",
    "Please send it by Thursday, 17:00.",
    "Molimo ispravak u roku od 15 dana.",
    "Send it tomorrow.",
    # the sender's own promise
    "I'll send you the texts today.",
    "We will get back to you tomorrow morning, please keep the file.",
    "Šaljem ti tekst večeras.",
    "Poslat ću ti sve sutra do 8.",
    # somebody else speaks, or is asked
    "My boss said he needs it today.",
    "Klijent je tražio prijedlog danas, rekla sam mu u četvrtak.",
    # conditions, footers, wishes
    "If anything breaks, please call me immediately.",
    "If you received this email in error please notify the sender immediately.",
    "Ako niste naslovljeni primatelj, molimo odmah nas obavijestite.",
    "Please have a nice weekend, see you on Monday!",
    "Želim ti ugodan vikend!",
    # a way out
    "Can you send it today? No rush if not, Monday is fine.",
    "Pošalji danas ako stigneš.",
    "Please send it tonight if you can.",
    "Nije hitno. Javi se sutra ujutro.",
    # told not to
    "You don't need to answer today.",
    "Please do not work on it over the weekend.",
    "Nemoj odgovarati večeras.",
    # the time belongs to something else
    "Please print the flyers for tomorrow's fair.",
    "Could you tell me what you changed today?",
    "The shop opens today and everybody loves the sign.",
    "Can you believe we open tomorrow?",
    "Pošalji 5 slika do 20 stranica.",
    "Pošalji ju do 20. jer nam je 21. isplata.",
    "Molim nazovite za 17 sati.",
    "tomorrow, tonight",
    "",
]


@pytest.mark.parametrize(("text", "kind"), DEMANDS)
def test_an_explicit_demand_is_found(text, kind):
    demand = find_demand(text, language=None)
    assert demand is not None
    assert demand.kind == kind


@pytest.mark.parametrize("text", NO_DEMANDS)
def test_what_is_no_demand_is_not_found(text):
    assert find_demand(text, language=None) is None


def test_the_sentence_is_the_clients_own():
    text = "Hvala na plakatu.\nMolim te pošalji ga još\nvečeras. Bok!"
    demand = find_demand(text, language="hr")
    assert demand is not None
    assert demand.sentence == "Molim te pošalji ga još večeras."


def test_text_in_another_language_is_not_read():
    assert find_demand("Please, danas, asap", language="other") is None


@pytest.mark.parametrize(
    ("demand", "arrived", "expected"),
    [
        ("now", "2026-03-06 21:00", "2026-03-06 21:00"),
        ("hours:2", "2026-03-06 21:00", "2026-03-06 23:00"),
        ("hours:0.5", "2026-03-29 01:45", "2026-03-29 03:15"),  # the clock skips an hour
        ("tonight", "2026-03-06 21:00", "2026-03-07 00:00"),
        ("today", "2026-03-06 21:00", "2026-03-07 00:00"),
        ("tomorrow", "2026-03-06 21:00", "2026-03-07 12:00"),
        ("tomorrow@08:00", "2026-03-06 21:00", "2026-03-07 08:00"),
        ("clock@22:00", "2026-03-06 21:00", "2026-03-06 22:00"),
        ("clock@22:00", "2026-03-06 23:00", "2026-03-07 22:00"),
        ("weekend", "2026-03-06 21:00", "2026-03-09 00:00"),
        ("weekend", "2026-03-08 21:00", "2026-03-09 00:00"),
    ],
)
def test_a_demand_is_due_on_the_owners_clock(demand, arrived, expected):
    when = datetime.fromisoformat(arrived).replace(tzinfo=ZAGREB).astimezone(UTC)
    found = due(demand, arrived_at=when, zone=ZAGREB)
    assert found is not None
    assert found.astimezone(UTC) == datetime.fromisoformat(expected).replace(
        tzinfo=ZAGREB
    ).astimezone(UTC)


@pytest.mark.parametrize("demand", ["", "soon", "clock@25:00", "hours:x", "tomorrow@8:99"])
def test_an_unknown_word_is_due_never(demand):
    assert due(demand, arrived_at=datetime(2026, 3, 6, tzinfo=UTC), zone=ZAGREB) is None


PIECES = st.sampled_from(
    [
        *(text for text, _ in DEMANDS),
        *NO_DEMANDS,
        "\n",
        "?!",
        "5",
        "sutra",
        "by 77:99 today",
        "za 0 min",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=5).map(" ".join))
def test_every_demand_found_can_be_resolved_and_stands_in_the_text(text):
    demand = find_demand(text, language=None)
    if demand is None:
        return
    arrived = datetime(2026, 3, 6, 21, tzinfo=UTC)
    resolved = due(demand.kind, arrived_at=arrived, zone=a_workweek().place)
    assert resolved is not None
    assert arrived <= resolved <= arrived + timedelta(days=5)
    assert demand.sentence in " ".join(text.split())


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "piece", ["treba ", "molim i ", "can you a ", "do 1 ", "\n ", "ako ", ", ", "?.!", "za 5 "]
)
def test_no_text_keeps_the_patterns_busy(piece):
    text = piece * (65536 // len(piece))
    assert find_demand(text, language=None) is None
    assert not asks_change(text)
    assert not delivers(text, 1)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_folding_leaves_no_diacritics(text):
    assert not set("čćžšđ") & set(folded(text))
