"""What the page reads from the mailbox when it is asked to: context, and who may be a client."""

from __future__ import annotations

import tomllib
from datetime import timedelta

import pytest

from builders import a_client
from goodterms.web import context
from goodterms.web.context import LASTS, Texts, around
from goodterms.web.pages.links import Links
from hostile import AT, mail
from imap_peers import mail as plain
from program import run, write_config
from web_served import a_desk, a_site, signed_in


def threaded(peer, config_folder):
    """Deliver a thread of seven, fetch and judge it; return the site."""
    parent = ""
    for number in range(7):
        at = AT + timedelta(hours=number)
        source = mail(
            f"m{number}",
            subject="Poster",
            at=at,
            headers=f"References: {parent}\r\n" if parent else "",
            body=f"Text number {number} <script>alert(1)</script>\r\n\r\n> quoted words\r\n",
        )
        parent = f"{parent} <m{number}@x.example>".strip()
        peer.append("INBOX", source, at)
    config = write_config(
        config_folder,
        port=peer.port,
        password=peer.password,
        clients=[a_client(domains=("alba.example",))],
        mailbox__user=peer.user,
        mailbox__read_other_headers=True,
    )
    assert run("--config", config, "fetch").status == 0
    assert run("--config", config, "assess").status in {0, 3}
    return a_site(a_desk(config))


@pytest.mark.timeout(90)
def test_two_messages_before_and_after_are_read_again_and_nothing_is_stored(peer, tmp_path):
    site = threaded(peer, tmp_path)
    owner, desk = signed_in(site), site.desk
    flags = peer.flags("INBOX")
    name = desk.app.settings.clients[0].name
    with desk.store() as store:
        before = store.dump()
        middle = sorted(store.facts(name).messages, key=lambda each: each.arrived_at)[3].id
    at = f"{Links().client(name)}/context"
    page = owner.post(at, source=middle)
    assert page.status == 200
    shown = [number for number in range(7) if f"Text number {number}" in page.text]
    assert shown == [1, 2, 3, 4, 5]
    assert "<script>" not in page.text
    assert "quoted words" not in page.text
    with desk.store() as store:
        assert store.dump() == before
    assert peer.flags("INBOX") == flags
    assert "Text number 3" not in (tmp_path / "goodterms.db").read_bytes().decode("latin-1")
    # a second look within a quarter of an hour asks the mailbox for nothing
    (tmp_path / "imap.secret").unlink()
    assert "Text number 3" in owner.post(at, source=middle).text


@pytest.mark.timeout(90)
def test_a_mailbox_out_of_reach_is_said_and_strangers_mail_is_not_shown(peer, tmp_path):
    site = threaded(peer, tmp_path)
    owner, name = signed_in(site), site.desk.app.settings.clients[0].name
    (tmp_path / "imap.secret").unlink()
    with site.desk.store() as store:
        known = store.facts(name).messages[0].id
    at = f"{Links().client(name)}/context"
    page = owner.post(at, source=known)
    assert page.status == 200
    assert "could not be read" in page.text
    assert owner.post(at, source="M-000000000000").status == 400


def test_texts_are_kept_a_quarter_of_an_hour_and_not_too_many():
    kept = Texts()
    kept.keep("M-1", "words", now=AT)
    assert kept.of("M-1", now=AT + LASTS - timedelta(seconds=1)) == "words"
    assert kept.of("M-1", now=AT + LASTS) is None
    assert kept.of("M-1", now=AT) is None
    for number in range(context.MOST_KEPT + 5):
        kept.keep(f"M-{number}", "words", now=AT)
    assert kept.of("M-0", now=AT) is None


def test_nothing_is_around_a_message_that_is_not_known():
    assert around([], "M-1") == []


@pytest.mark.timeout(90)
def test_suggested_clients_are_put_into_the_config_and_used(peer, tmp_path):
    for number in range(4):
        at = AT + timedelta(days=number)
        for other, first in (("ana@alba.example", 0), ("boris@gmail.com", 100)):
            theirs = plain(sender=other, number=first + number)
            mine = plain(sender="mara@studio.example", to=other, number=first + 50 + number)
            peer.append("INBOX", theirs, at)
            peer.append("Sent", mine, at)
    config = write_config(
        tmp_path, port=peer.port, password=peer.password, clients=[], mailbox__user=peer.user
    )
    comment = config.read_text(encoding="utf-8").splitlines()[0]
    site = a_site(a_desk(config))
    owner = signed_in(site)
    assert "Say who your clients are." in owner.get("/").text
    assert "alba.example" not in owner.get("/suggestions").text
    assert owner.post("/suggestions/look").status == 303
    page = owner.get("/suggestions").text
    assert "alba.example" in page
    assert "boris@gmail.com" in page
    assert owner.post("/suggestions/accept", take=["0", "77", "x"]).status == 303
    text = config.read_text(encoding="utf-8")
    found = tomllib.loads(text)["clients"]
    assert text.startswith(comment)
    assert len(found) == 1
    assert config.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in site.desk.app.settings.clients] == list(found)
    assert owner.post("/suggestions/accept", take=["0"]).status == 303
    assert len(tomllib.loads(config.read_text(encoding="utf-8"))["clients"]) == 2
