"""Faults 68 and 71 to 74 of the IMAP study: mail whose words are another's, hidden, or none."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

import pytest

from goodterms.adapters.mime import parse_body
from goodterms.core import noise
from hostile import MIXED, PART, Row, fetched, mail

if TYPE_CHECKING:
    from pathlib import Path

    from imap_peers import Peer

WORDS = "Please answer me today, this is urgent."
INSULT = "You are an idiot and this is unacceptable."


def parts(kind: str, *each: str) -> dict[str, str]:
    """Return the content type and the body of a multipart, for `mail`."""
    joined = "".join(f"--b\r\n{part}\r\n" for part in each)
    return {"kind": f'multipart/{kind}; boundary="b"', "body": f"{joined}--b--\r\n"}


def part(kind: str, body: str = "x", **headers: str) -> str:
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"Content-Type: {kind}\r\n{more}\r\n{body}"


LETTER = part("text/plain; charset=utf-8", WORDS)
FORWARDED = f"From: Ivo <ivo@else.example>\r\nSubject: old\r\n\r\n{INSULT}\r\n"


def has_facts_but_no_text(row: Row, reason: str) -> bool:
    """Return whether a mail counts with its time, without words, and says why."""
    return bool(row["arrived_at"]) and row["words"] == 0 and reason in json.loads(row["flaws"])


def test_fault_68_a_forwarded_message_is_an_attachment_and_never_the_senders_words(
    peer: Peer, tmp_path: Path
) -> None:
    attached = part("message/rfc822; name=old.eml", FORWARDED, Content_Disposition="attachment")
    found = fetched(
        peer,
        tmp_path,
        [
            mail("inline", **parts("mixed", LETTER, part("message/rfc822", FORWARDED))),
            mail("attached", **parts("mixed", LETTER, attached)),
            mail("alone", kind="message/rfc822", body=FORWARDED),
            mail("only", **parts("mixed", part("message/rfc822", FORWARDED))),
        ],
    )
    assert len(found) == 4
    for name in ("inline", "attached"):
        assert (found[name]["words"], found[name]["attachments"]) == (7, 1)
        assert found[name]["demand"] is not None
    for name in ("alone", "only"):
        assert found[name]["words"] == 0
    assert not any("idiot" in row["excerpt"] for row in found.values())


def test_fault_68_the_messages_of_a_digest_are_forwarded_ones() -> None:
    found = parse_body(mail(**parts("digest", FORWARDED, FORWARDED)), truncated=False)
    assert (found.text, len(found.attachments), found.flaws) == ("", 2, ("no-text",))


def test_fault_71_a_mail_of_tnef_alone_counts_with_its_time_and_says_why(
    peer: Peer, tmp_path: Path
) -> None:
    blob = base64.b64encode(b"\x78\x9f\x3e\x22" + INSULT.encode()).decode()
    tnef = part("application/ms-tnef; name=winmail.dat", blob, Content_Transfer_Encoding="base64")
    bare = mail("bare", kind="application/ms-tnef", body=blob)
    found = fetched(
        peer,
        tmp_path,
        [
            mail("only", **parts("mixed", tnef)),
            bare.replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n", 1),
            mail("beside", **parts("mixed", LETTER, tnef)),
        ],
    )
    assert has_facts_but_no_text(found["only"], "no-text")
    assert has_facts_but_no_text(found["bare"], "no-text")
    assert found["beside"]["words"] == 7


def test_fault_72_encrypted_mail_counts_with_its_time_and_is_not_scored(
    peer: Peer, tmp_path: Path
) -> None:
    armour = f"-----BEGIN PGP MESSAGE-----\r\n\r\n{INSULT}\r\n-----END PGP MESSAGE-----\r\n"
    sealed = part("application/octet-stream", armour)
    enveloped = "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m"
    found = fetched(
        peer,
        tmp_path,
        [
            mail("smime", kind=enveloped, body="MIIB"),
            mail("pgp", **parts("encrypted", part("application/pgp-encrypted"), sealed)),
            mail("inline", body=armour),
        ],
    )
    for name in ("smime", "pgp", "inline"):
        assert has_facts_but_no_text(found[name], "encrypted")
        assert found[name]["excerpt"] == ""
        assert json.loads(found[name]["scores"]) == {}


def test_fault_73_signed_mail_is_read_without_its_signature(peer: Peer, tmp_path: Path) -> None:
    clear = (
        f"-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA512\r\n\r\n{WORDS}\r\n"
        "-----BEGIN PGP SIGNATURE-----\r\n\r\niQEz\r\n-----END PGP SIGNATURE-----\r\n"
    )
    smime = part("application/pkcs7-signature; name=smime.p7s", "MIIB")
    pgp = part("application/pgp-signature; name=signature.asc", "iQEz")
    found = fetched(
        peer,
        tmp_path,
        [
            mail("smime", **parts("signed", LETTER, smime)),
            mail("pgp", **parts("signed", LETTER, pgp)),
            mail("clear", body=clear),
        ],
    )
    for row in found.values():
        assert (row["words"], row["attachments"], row["flaws"]) == (7, 0, "[]")
        assert row["demand"] is not None


EVENT = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR"
INVITE = part("text/calendar; method=REQUEST; charset=utf-8", EVENT)


def test_fault_74_calendar_mail_is_an_event_and_neither_prose_nor_an_answer(
    peer: Peer, tmp_path: Path
) -> None:
    found = fetched(
        peer,
        tmp_path,
        [
            mail("bare", kind="text/calendar; method=REPLY", body=EVENT),
            mail("accepted", subject="Accepted: Poster", **parts("mixed", LETTER, INVITE)),
            mail("silent", **parts("alternative", LETTER, INVITE)),
            mail("prihvaceno", subject="Prihvaćeno: Plakat"),
            mail("invited", subject="Invitation: Poster @ Tue May 5, 2026 10am"),
            mail("person", subject="Invitation: text for the card"),
        ],
    )
    for name in ("bare", "accepted", "silent", "prihvaceno", "invited"):
        assert (found[name]["noise"], found[name]["words"]) == ("calendar", 0)
    assert (found["person"]["noise"], found["person"]["words"]) == (None, 7)


@pytest.mark.parametrize("kind", ["alternative", "mixed"])
def test_fault_74_an_invitation_inside_a_letter_is_known_by_its_part(kind: str) -> None:
    found = parse_body(mail(**parts(kind, LETTER, INVITE)), truncated=False)
    assert found.flaws == ("calendar",)
    assert found.attachments == ()
    assert noise.of_body(found) == "calendar"


def test_fault_74_a_calendar_file_that_a_person_attached_is_a_file() -> None:
    file = part(
        "text/calendar; name=a.ics", EVENT, Content_Disposition="attachment; filename=a.ics"
    )
    found = parse_body(mail(**parts("mixed", LETTER, file)), truncated=False)
    assert (found.attachments, found.flaws, noise.of_body(found)) == (("a.ics",), (), None)


def test_the_plain_multipart_of_these_tests_is_read() -> None:
    assert (
        parse_body(mail(kind=MIXED, body=PART + "--b--"), truncated=False).text.strip() == "hello"
    )
