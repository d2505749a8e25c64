"""The report as the owner gets it. GOODTERMS_GOLDEN=1 writes the golden files."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from builders_verdict import NOW, a_quiet_assessment
from builders_views import NAMES, Seen, a_report
from goodterms.adapters.render import Renderer
from goodterms.core.client import Freshness
from goodterms.core.findings import Privacy


def numbers(text):
    return set(re.findall(r"\d+(?:[.,]\d+)*", text))


def test_excerpts_are_quoted_as_the_language_does():
    outgoing = Renderer("hr").letter(a_report(privacy=Privacy.FULL))

    assert "„Make it pop" in outgoing.text
    assert "“" not in outgoing.text + outgoing.html


def test_subject_says_the_finding_and_no_name():
    subject = Renderer("en").letter(a_report()).subject

    assert (
        subject
        == "Good Terms, October: 1 to let go, 1 to prepare for, 1 to talk to, 1 in good order"
    )
    weekly = Renderer("hr").letter(a_report(period="w:2026-W42"))
    assert weekly.subject.startswith("Good Terms, 42. tjedan: 1 za rastanak")


def test_stale_data_is_the_subject_and_the_first_thing_said():
    stale = Freshness(mail_at=NOW - timedelta(days=9), invoices_at=None)

    outgoing = Renderer("en").letter(a_report(freshness=stale))

    assert outgoing.subject == "Good Terms, October: data too old"
    head = " ".join(outgoing.text.split("-----")[0].split())
    assert "No data: the mailbox was last read 9 days ago" in head
    assert "No data: invoices were never imported" in head


def test_quiet_month_is_said_as_plainly():
    outgoing = Renderer("en").letter(a_report([a_quiet_assessment("Quiet Press")]))

    assert outgoing.subject == "Good Terms, October: 1 in good order"
    assert "1 in good order. Nothing asks for a decision." in outgoing.text


def test_report_of_a_new_install_is_whole():
    outgoing = Renderer("en").letter(a_report([], names=(), freshness=Freshness()))

    assert "No client is configured or seen yet." in outgoing.text
    assert "No client is configured or seen yet." in outgoing.html


def test_private_report_names_nobody_in_any_part():
    outgoing = Renderer("en").letter(a_report(privacy=Privacy.PRIVATE))

    for name in NAMES:
        for part in (outgoing.subject, outgoing.text, outgoing.html):
            assert name not in part
    assert "Case 1: let go" in outgoing.text
    assert "goodterms dossier CLIENT" in outgoing.text


@pytest.mark.parametrize(("privacy", "is_there"), [("names", False), ("full", True)])
def test_words_of_clients_are_mailed_at_full_only(privacy, is_there):
    outgoing = Renderer("en").letter(a_report(privacy=Privacy(privacy)))

    assert ("Make it pop" in outgoing.text) is is_there
    assert ("Make it pop" in outgoing.html) is is_there


def test_words_of_clients_carry_no_address():
    excerpts = {f"M-{40 + n:012x}": "https://evil.example/x www.evil.example" for n in range(4)}
    outgoing = Renderer("en").letter(a_report(privacy=Privacy.FULL, excerpts=excerpts))

    for part in (outgoing.text, outgoing.html):
        assert "evil" in part
        assert not re.search(r"evil\.example|://|www\.", part)


def test_mail_says_every_verdict_in_words_too():
    seen = Seen(Renderer("en").letter(a_report()).html)

    said = " ".join(" ".join(seen.text).split())
    for words in ("let go", "prepare to part", "talk first", "keep an eye", "still learning"):
        assert words in said


def test_same_report_has_the_same_id_and_another_one_another():
    one, same = (Renderer("en").letter(a_report()) for _ in range(2))
    other = Renderer("en").letter(a_report(period="m:2026-09"))

    assert one == same
    assert one.message_id != other.message_id
    assert re.fullmatch(r"report\.[0-9a-f]{24}@goodterms\.invalid", one.message_id)


def test_text_part_has_short_lines():
    text = Renderer("hr").letter(a_report(privacy=Privacy.FULL)).text

    assert max(map(len, text.splitlines())) <= 78
