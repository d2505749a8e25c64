"""The made-up year has the shape, the faults and the variety of a real mailbox."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parsedate_to_datetime
from typing import TYPE_CHECKING

import pytest

from goodterms.core.client import DecisionKind
from goodterms.demo import people, rhythm
from goodterms.demo.world import END, make_world

if TYPE_CHECKING:
    from goodterms.demo.world import World

SEED = 7
NAMED = re.compile(rb"(?m)(?:^Content-[\w-]+: |charset=|format=)([\w/-]+)")
HOST = re.compile(rb"[\w-]+@[\w.-]+|://[\w.-]+")


class Mail:
    """The headers of one stored message, parsed cheaply."""

    def __init__(self, folder: str, raw: bytes, at: datetime) -> None:
        self.folder, self.raw, self.at = folder, raw, at
        self.headers = BytesHeaderParser().parsebytes(raw)
        self.id = str(self.headers["Message-ID"])
        self.sender = self.addresses("From")[0]
        self.to = self.addresses("To")

    def addresses(self, *names: str) -> list[str]:
        values = [str(value) for name in names for value in self.headers.get_all(name, [])]
        return [address.lower() for _, address in getaddresses(values) if address]

    @property
    def domains(self) -> set[str]:
        return {address.partition("@")[2] for address in (self.sender, *self.to)}


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(SEED)


@pytest.fixture(scope="module")
def mails(world: World) -> list[Mail]:
    return [
        Mail(folder, raw, at) for folder, found in world.folders.items() for raw, at, _ in found
    ]


def of_clients(world: World) -> set[str]:
    return {domain for client in world.clients for domain in client.domains}


@pytest.mark.parametrize("seed", [0, 1, SEED, 11])
def test_every_seed_makes_about_three_thousand_messages(seed: int) -> None:
    count = sum(map(len, make_world(seed).folders.values()))
    assert 2_800 <= count <= 3_200


def test_the_same_seed_makes_the_same_bytes_and_another_one_does_not(world: World) -> None:
    is_same = make_world(SEED) == world
    assert is_same
    is_same = make_world(SEED + 1).folders["INBOX"] == world.folders["INBOX"]
    assert not is_same


def test_a_year_may_end_on_another_day() -> None:
    moved = make_world(SEED, end=date(2025, 8, 6))
    assert moved.as_of.date() == date(2025, 8, 7)
    assert all(at < moved.as_of for found in moved.folders.values() for _, at, _ in found)


def test_the_year_lies_within_the_horizon_and_before_the_morning_after(world: World) -> None:
    times = [at for found in world.folders.values() for _, at, _ in found]
    assert world.as_of == datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
    assert all(at.tzinfo is not None for at in times)
    assert world.as_of - timedelta(days=365) < min(times) < max(times) < world.as_of


def test_every_folder_is_in_order_of_arrival(world: World) -> None:
    assert {"INBOX", "Sent", "Archive", "Junk", "Clients/Driftlight"} <= set(world.folders)
    for found in world.folders.values():
        times = [at for _, at, _ in found]
        assert times == sorted(times)


def test_messages_can_be_parsed_and_have_a_text(mails: list[Mail]) -> None:
    for each in mails[::6]:
        mail = message_from_bytes(each.raw, policy=policy.default)
        assert not mail.defects
        body = mail.get_body(("plain", "html"))
        assert body is not None
        if b"x-made-up-7" not in each.raw:  # the one mail in a charset that nobody knows
            assert body.get_content().strip()
        assert mail["Subject"]


def test_all_addresses_and_hosts_belong_to_nobody(mails: list[Mail]) -> None:
    for each in mails:
        for address in each.addresses("From", "To", "Cc"):
            assert address.endswith(".example"), address
        for host in HOST.findall(each.raw.replace(b"=\r\n", b"")):
            assert b".example" in host, host


def test_at_least_nine_clients_write_and_are_written_to(world: World, mails: list[Mail]) -> None:
    wrote = Counter(each.sender.partition("@")[2] for each in mails)
    got = Counter(address.partition("@")[2] for each in mails for address in each.to)
    assert len(world.clients) >= 9
    for domain in of_clients(world):
        assert wrote[domain] >= 10, domain
        assert got[domain] >= 10, domain


def test_everybody_else_writes_some_six_hundred_messages(world: World, mails: list[Mail]) -> None:
    known = of_clients(world)
    others = [each for each in mails if not known & each.domains]
    assert 550 <= len(others) <= 900
    assert sum("List-Id" in each.headers for each in others) > 200


def test_threads_answer_messages_that_were_there_before(mails: list[Mail]) -> None:
    sent = {each.id: each.at for each in mails}
    answers = [each for each in mails if each.headers["In-Reply-To"]]
    assert len(answers) > 1_200
    for each in answers:
        parent = str(each.headers["In-Reply-To"])
        assert sent[parent] < each.at + timedelta(minutes=1)
        assert str(each.headers["References"]).split()[-1] == parent


def test_the_server_received_mail_seconds_after_it_was_sent(mails: list[Mail]) -> None:
    dated = [each for each in mails if each.headers["Date"]]
    delays = [
        (each.at - parsedate_to_datetime(each.headers["Date"])).total_seconds() for each in dated
    ]
    lost_battery = 1
    assert sum(-1 <= delay <= 60 for delay in delays) == len(delays) - lost_battery


def test_mail_comes_in_the_encodings_and_layouts_of_many_programs(mails: list[Mail]) -> None:
    found = Counter(
        word.decode("ascii").lower() for each in mails for word in NAMED.findall(each.raw)
    )
    assert min(found[each] for each in ("utf-8", "windows-1250", "iso-8859-2")) > 5
    assert min(found[each] for each in ("7bit", "quoted-printable", "base64")) > 300
    assert found["multipart/alternative"] > 800
    assert found["text/calendar"] >= 3
    assert found["flowed"] > 100
    assert found["attachment"] > 300
    html_only = [each for each in mails if each.headers.get_content_type() == "text/html"]
    assert len(html_only) > 80


def test_both_languages_are_written(world: World, mails: list[Mail]) -> None:
    croatian = {"zvoncac.example", "mrvica.example", "vjetrulja.example", "triskure.example"}
    ours = [each for each in mails if each.domains & of_clients(world)]
    spoken = sum(bool(each.domains & croatian) for each in ours)
    assert 0.3 * len(ours) < spoken < 0.7 * len(ours)


def test_automatic_mail_of_clients_and_the_owner_says_so(world: World, mails: list[Mail]) -> None:
    automatic = [each for each in mails if each.headers["Auto-Submitted"] == "auto-replied"]
    senders = {each.sender.partition("@")[2] for each in automatic}
    assert senders & of_clients(world)
    assert people.OWNER_ADDRESS.partition("@")[2] in senders


def test_a_few_messages_are_as_they_should_not_be(mails: list[Mail]) -> None:
    dates = [str(each.headers["Date"]) for each in mails]
    assert dates.count("None") == 1
    assert sum("1970" in text for text in dates) == 1
    assert sum(b"x-made-up-7" in each.raw for each in mails) == 1
    twice = [name for name, count in Counter(each.id for each in mails).items() if count > 1]
    assert len(twice) == 1
    assert {each.folder for each in mails if each.id == twice[0]} == {"INBOX", "Archive"}


def test_the_night_writer_writes_at_night_and_in_their_own_zone(mails: list[Mail]) -> None:
    working = rhythm.workweek(END)
    theirs = [each for each in mails if each.sender.endswith("@driftlight.example")]
    assert sum(not working.is_open(each.at) for each in theirs) > 0.8 * len(theirs)
    assert {str(each.headers["Date"])[-5:] for each in theirs} <= {"-0700", "-0800"}


def test_the_owner_works_in_her_hours_with_a_few_evenings(world: World, mails: list[Mail]) -> None:
    working, known = rhythm.workweek(END), of_clients(world)
    mine = [
        each.at
        for each in mails
        if each.folder == "Sent" and not each.headers["Auto-Submitted"] and known & each.domains
    ]
    late = sum(not working.is_open(at) for at in mine)
    assert 10 < late < 0.1 * len(mine)


def test_decisions_lie_in_the_year_and_name_clients(world: World) -> None:
    names = {client.name for client in world.clients}
    days = [each.decided_on for each in world.decisions]
    assert days == sorted(days)
    assert all(rhythm.first_monday(END) <= day <= END for day in days)
    assert {each.client for each in world.decisions} <= names
    assert {DecisionKind.TALKED, DecisionKind.GUT, DecisionKind.EXIT_PLAN} <= {
        each.kind for each in world.decisions
    }
    assert [each.id for each in world.decisions] == list(range(1, len(days) + 1))


def test_recent_mail_is_unread_and_old_mail_is_archived(world: World) -> None:
    limit = world.as_of - timedelta(days=122)
    assert all(at > limit for _, at, _ in world.folders["INBOX"])
    unread = [at for _, at, flags in world.folders["INBOX"] if "\\Seen" not in flags]
    assert unread
    assert min(unread) > world.as_of - timedelta(days=4)
