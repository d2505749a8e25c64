"""Faults 65 to 67 of the IMAP study: mail that is too long, too deep or too wide."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from goodterms.adapters import imap_envelope
from goodterms.adapters.mime import RECIPIENTS_LIMIT, parse_body, parse_envelope
from goodterms.core.header_fields import BLOCK_LIMIT, FIELD_LIMIT
from goodterms.core.mail import Location
from hostile import AT, MIXED, PART, config_for, fetched, mail, nested, stored, wide

if TYPE_CHECKING:
    from pathlib import Path

    from goodterms.core.mail import Envelope
    from imap_peers import Peer

MEGABYTES = 1024 * 1024

FETCHING = """\
import re, sys
from pathlib import Path
from goodterms.__main__ import main
sys.argv = ["goodterms", "--config", sys.argv[1], "fetch", "--json"]
try:
    main()
finally:
    status = Path("/proc/self/status").read_text()
    print(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1], file=sys.stderr)
"""
"""Peak memory is the process's own: what `resource` tells also counts the parent it came from."""


def fetch_in_a_process(peer: Peer, folder: Path) -> int:
    """Fetch in a process of its own; return its peak of resident memory in bytes."""
    config = config_for(peer, folder)
    done = subprocess.run(
        [sys.executable, "-c", FETCHING, str(config)],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert json.loads(done.stdout)["problems"] == 0
    return int(done.stderr.split()[-1]) * 1024


@pytest.mark.dovecot
@pytest.mark.skipif(
    os.environ.get("GOODTERMS_DOVECOT") != "1", reason="needs Dovecot, as the study's table says"
)
def test_fault_65_a_vast_mail_costs_64_kib_and_no_memory(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    dovecot = request.getfixturevalue("dovecot")
    (tmp_path / "small").mkdir()
    (tmp_path / "large").mkdir()
    small, large = dovecot.mailbox(), dovecot.mailbox()
    for box in (small, large):
        box.append("INBOX", mail("ordinary"), AT)
    large.append("INBOX", mail("vast", body="Please answer me today. " * 2_500_000), AT)
    attached = (
        b"--b\r\nContent-Type: application/pdf; name=big.pdf\r\nContent-Disposition: attachment\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n"
    ) + base64.encodebytes(bytes(18 * MEGABYTES))
    large.append("INBOX", mail("file", kind=MIXED, body=PART.encode() + attached + b"--b--"), AT)
    before = fetch_in_a_process(small, tmp_path / "small")
    after = fetch_in_a_process(large, tmp_path / "large")
    rows = {row["message_id"].partition("@")[0]: row for row in stored(tmp_path / "large")}
    assert rows["vast"]["size"] > 55 * MEGABYTES
    assert json.loads(rows["vast"]["flaws"]) == ["truncated"]
    assert 10_000 < rows["vast"]["words"] < 12_000
    assert (rows["file"]["words"], rows["file"]["attachments"]) == (1, 1)
    # 64 KiB of text are a few MB while they are cut and scored; 60 MB would show
    assert after - before < 30 * MEGABYTES
    assert after < 200 * MEGABYTES


def test_fault_66_a_thousand_nested_parts_end_quickly_without_text() -> None:
    found = parse_body(nested(1_000), truncated=False)
    assert (found.text, found.flaws) == ("", ("too-many-parts", "no-text"))
    found = parse_body(nested(100), truncated=False)
    assert (found.text, found.flaws) == ("", ("too-many-parts", "no-text"))


def test_fault_66_and_67_deep_and_wide_mails_stop_no_other(peer: Peer, tmp_path: Path) -> None:
    found = fetched(peer, tmp_path, [nested(60), wide(2_000), mail("ordinary")])
    assert "too-many-parts" in found["wide"]["flaws"]
    assert found["deep"]["words"] in {0, 2}
    assert found["ordinary"]["demand"] is not None


@pytest.mark.dovecot
@pytest.mark.skipif(
    os.environ.get("GOODTERMS_DOVECOT") != "1", reason="pymap cannot hold such mail; see imap_peers"
)
def test_fault_66_and_67_a_mail_beyond_any_limit_stops_no_other(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    box = request.getfixturevalue("dovecot").mailbox()
    found = fetched(box, tmp_path, [nested(1_000), wide(20_000), mail("ordinary")])
    assert "no-text" in found["deep"]["flaws"]
    assert "too-many-parts" in found["wide"]["flaws"]
    assert found["ordinary"]["demand"] is not None


def read(raw: bytes) -> Envelope:
    place = Location(folder="INBOX", uidvalidity=1, uid=1)
    return parse_envelope(raw, location=place, internal_at=AT, size=len(raw))


@pytest.mark.timeout(20)
def test_fault_67_thousands_of_headers_and_recipients_are_bounded() -> None:
    many = read(mail(headers="".join(f"X-{number}: y\r\n" for number in range(10_000))))
    assert (many.message_id, many.flaws) == ("one@x.example", ("long-headers",))
    crowd = ", ".join(f"a{number}@x.example" for number in range(5_000))
    found = read(mail(to=crowd))
    assert len(found.recipients) == RECIPIENTS_LIMIT
    assert set(found.flaws) == {"long-headers", "many-recipients"}
    assert found.sender is not None


@pytest.mark.timeout(20)
def test_fault_67_a_header_of_a_megabyte_is_cut_and_the_rest_is_read() -> None:
    found = read(mail(headers=f"X-Long: {'x' * 200_000}\r\nList-Id: <a>\r\n"))
    assert found.flaws == ("long-headers",)
    assert found.headers["list-id"] == "<a>"
    vast = read(mail(headers=f"X-Long: {'x' * MEGABYTES}\r\nList-Id: <a>\r\n"))
    assert "long-headers" in vast.flaws
    assert vast.sender is not None
    assert "list-id" not in vast.headers
    assert len(read(mail(subject="x" * MEGABYTES)).subject) <= 200
    assert FIELD_LIMIT < BLOCK_LIMIT == imap_envelope.HEADER_BYTES == 262_144


@pytest.mark.timeout(20)
def test_fault_67_twenty_thousand_parts_are_refused_before_they_are_parsed() -> None:
    assert parse_body(wide(20_000), truncated=False).flaws == ("too-many-parts", "no-text")


def test_a_mail_of_any_size_or_shape_stops_no_other(peer: Peer, tmp_path: Path) -> None:
    found = fetched(
        peer,
        tmp_path,
        [
            mail("large", body="Please answer today. " * 200_000),
            mail("quotes", body=">" * 100_000 + "\r\nOn Monday, Ana wrote:\r\n" * 5_000),
            mail("tags", kind="text/html", body="<div>" * 20_000 + "Nice work"),
            mail("zeros", body=b"Hello\x00 there\r\n" + bytes(5_000)),
            mail("nothing", body=""),
            mail("ordinary"),
        ],
    )
    assert len(found) == 6
    assert "truncated" in found["large"]["flaws"]
    assert found["ordinary"]["demand"] is not None
