"""Faults 56 to 59 of the IMAP study: Dates that are missing, absurd, odd or in the future."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest

from goodterms.adapters.mime import parse_envelope
from goodterms.core import arrival
from goodterms.core.mail import Location
from hostile import AT, NOW, fetched, mail, stored
from program import run

if TYPE_CHECKING:
    from pathlib import Path

    from goodterms.core.mail import Envelope
    from imap_peers import Peer

INTERNAL = datetime(2026, 5, 5, 8, 12, 20, tzinfo=UTC)


def dated(date: str) -> Envelope:
    """Return what is read of a mail with this Date, received at `INTERNAL`."""
    place = Location(folder="INBOX", uidvalidity=1, uid=1)
    return parse_envelope(mail(date=date), location=place, internal_at=INTERNAL, size=1)


ABSURD = {
    "Fri, 31 Dec 9999 23:59:59 -1200": "bad-date",
    "Mon, 1 Jan 0001 00:00:00 +1400": "bad-date",
    "Thu, 1 Jan 1970 00:00:00 +0000": "bad-date",
    "Tue, 5 May 2026 10:12:13 +9999": "bad-date",
    "31 Feb 2026 10:00:00 +0000": "bad-date",
    "Tue, 5 May 99999999999 10:12:13 +0000": "bad-date",
    "Tue, 5 May 2026 99:12:13 +0000": "bad-date",
    "٣": "bad-date",
    "x" * 100_000: "long-headers",
}


def test_fault_56_a_mail_without_a_date_is_dated_by_the_server_and_flagged(
    peer: Peer, tmp_path: Path
) -> None:
    row = fetched(peer, tmp_path, [mail(date="none")])["one"]
    assert (row["arrived_at"], row["clock"]) == (f"{AT:%Y-%m-%dT%H:%M:%SZ}", "internal")
    assert (row["sent_at"], "no-date" in row["flaws"]) == (None, True)


def test_fault_57_an_absurd_date_gives_way_to_the_servers_time_and_is_flagged(
    peer: Peer, tmp_path: Path
) -> None:
    found = fetched(
        peer, tmp_path, [mail(f"date{number}", date=date) for number, date in enumerate(ABSURD)]
    )
    assert {row["arrived_at"] for row in found.values()} == {f"{AT:%Y-%m-%dT%H:%M:%SZ}"}
    for number, flaw in enumerate(ABSURD.values()):
        assert flaw in found[f"date{number}"]["flaws"]


@pytest.mark.parametrize(
    ("date", "instant"),
    [
        ("Tue, 5 May 26 10:12:13 +0200", (2026, 5, 5, 8, 12, 13)),
        ("Tue, 5 May 126 10:12:13 +0200", (2026, 5, 5, 8, 12, 13)),
        ("Wed, 22 Jun 94 04:02:21 GMT", (1994, 6, 22, 4, 2, 21)),
        ("Tue, 5 May 2026 10:12:60 +0200", (2026, 5, 5, 8, 12, 59)),
        ("Sun, 5 May 2026 10:12:13 +0200", (2026, 5, 5, 8, 12, 13)),
    ],
)
def test_fault_57_two_digits_a_leap_second_and_a_wrong_weekday_are_read(
    date: str, instant: tuple[int, ...]
) -> None:
    assert dated(date).sent_at == datetime(*instant, tzinfo=UTC)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("date", "minutes"),
    [
        ("Tue, 5 May 2026 10:12:13 CEST", 120),
        ("Tue, 5 May 2026 10:12:13 MESZ", 120),
        ("Tue, 5 May 2026 9:12:13 BST", 60),
        ("Tue, 5 May 2026 10:12:13 GMT+0200", 120),
        ("2026-05-05T10:12:13+02:00", 120),
        ("2026-05-05 08:12:13Z", 0),
        ("Tue, 05 May 2026 10.12.13 +0200", 120),
        ("Tuesday, 5 May 2026 10:12:13 +0200", 120),
        ("uto, 5 svi 2026 10:12:13 +0200", 120),
        ("utorak, 5. svibnja 2026. u 10:12:13 CEST", 120),
        ("Di, 5 Mai 2026 10:12:13 +0200", 120),
        ("Dienstag, 5. Mai 2026 um 10.12.13 MESZ", 120),
    ],
)
def test_fault_58_every_spelling_gives_the_instant_and_the_senders_own_hour(
    date: str, minutes: int
) -> None:
    found = dated(date)
    assert found.sent_at == datetime(2026, 5, 5, 8, 12, 13, tzinfo=UTC)
    assert found.sent_offset_minutes == minutes
    assert found.flaws == ()


@pytest.mark.parametrize("zone", ["", " -0000", " Europe/Zagreb", " XQT"])
def test_fault_58_a_zone_that_is_not_said_is_not_made_up(zone: str) -> None:
    found = dated(f"Tue, 5 May 2026 08:12:13{zone}")
    assert found.sent_at == datetime(2026, 5, 5, 8, 12, 13, tzinfo=UTC)
    assert (found.sent_offset_minutes, found.flaws) == (None, ("no-zone",))


def test_fault_59_a_date_two_days_ahead_is_clipped_to_the_servers_time_and_flagged(
    peer: Peer, tmp_path: Path
) -> None:
    ahead = AT + timedelta(days=2)
    row = fetched(peer, tmp_path, [mail(date=format_datetime(ahead))])["one"]
    assert (row["arrived_at"], row["clock"]) == (f"{AT:%Y-%m-%dT%H:%M:%SZ}", "internal")
    assert row["sent_at"] == f"{ahead:%Y-%m-%dT%H:%M:%SZ}"
    assert "future-date" in row["flaws"]


def test_fault_59_a_clock_ten_minutes_ahead_is_an_ordinary_one() -> None:
    ahead = INTERNAL + arrival.EARLY
    assert dated(format_datetime(ahead)).flaws == ()
    assert dated(format_datetime(ahead + timedelta(seconds=1))).flaws == ("future-date",)


def test_fault_59_the_owner_is_told_of_dates_in_the_future(peer: Peer, tmp_path: Path) -> None:
    fetched(peer, tmp_path, [])
    peer.append("INBOX", mail(date=format_datetime(AT + timedelta(days=2))), AT)
    told = run("--config", tmp_path / "config.toml", "fetch").err
    assert "1 message has a Date header in the future" in told


def test_fault_59_times_of_arrival_in_a_far_future_stop_no_judgement(
    peer: Peer, tmp_path: Path
) -> None:
    for year in (2037, NOW.year + 2):
        peer.append("INBOX", mail(f"y{year}", date="none"), datetime(year, 1, 1, tzinfo=UTC))
    fetched(peer, tmp_path, [mail("now")])
    config = tmp_path / "config.toml"
    assert len(stored(tmp_path)) == 3
    assert run("--config", config, "assess").status == 0
    assert run("--config", config, "dossier", "Alba", "--out", tmp_path / "a.html").status == 0
    assert run("--config", config, "report", "--preview").status == 0
