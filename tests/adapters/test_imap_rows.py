"""One answer to FETCH: the same values as the library's parser gives, and no way to hang it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imapclient.exceptions import ProtocolError
from imapclient.response_parser import parse_response

from goodterms.adapters import imap_rows

ATOMS = st.sampled_from(
    [b"NIL", b"nil", b"0", b"7", b"007", b"12345678901234567890", b"\\Seen", b"a.b", b"7bit"]
)
QUOTED = st.binary(max_size=12).map(
    lambda raw: (
        b'"'
        + bytes(each for each in raw if each not in b"\r\n\0")
        .replace(b"\\", b"\\\\")
        .replace(b'"', b'\\"')
        + b'"'
    )
)
VALUES = st.recursive(
    ATOMS | QUOTED,
    lambda inner: st.lists(inner, max_size=5).map(lambda many: b"(" + b" ".join(many) + b")"),
    max_leaves=25,
)


@settings(max_examples=300, deadline=None)
@given(VALUES, st.binary(max_size=20))
def test_values_are_those_of_the_library(value: bytes, literal: bytes) -> None:
    text = b"(UID 5 X " + value + b" BODY[1]<0> {%d}" % len(literal)
    row = imap_rows.read((text, literal, b" FLAGS (\\Seen))"))
    expected = parse_response([(text, literal), b" FLAGS (\\Seen))"])[0]
    assert row[b"BODY[1]<0>"] == literal
    assert row[b"UID"] == 5
    if b"nil" not in value:  # written in capitals by everybody; the library knows nothing else
        assert row[b"X"] == expected[3]


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from([b"(", b")", b'"', b"\\", b" ", b"a", b"1", b"[", b"]", b"BODY["])))
def test_anything_else_is_a_protocol_error(parts: list[bytes]) -> None:
    try:
        imap_rows.read((b"".join(parts),))
    except ProtocolError:
        return


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", [b"(", b")", b'"', b'\\"', b"BODY[", b"a[ ", b'" ', b"((", b'"\\', b"{9}"]
)
def test_a_line_of_1_mb_is_read_in_linear_time(piece: bytes) -> None:
    with pytest.raises(ProtocolError):
        imap_rows.read((b"(UID 1 X " + piece * (1_000_000 // len(piece)),))


def test_the_uid_of_an_answer_that_cannot_be_read_is_found_at_its_beginning_only() -> None:
    assert imap_rows.uid_of((b"(UID 12 BODYSTRUCTURE (((",)) == 12
    assert imap_rows.uid_of((b"(FLAGS X UID 12 BODYSTRUCTURE (((",)) == 12
    assert imap_rows.uid_of((b'(X "a UID 13 b" BODYSTRUCTURE (((',)) is None


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        (b"02-Mar-2026 09:30:00 +0000", datetime(2026, 3, 2, 9, 30, tzinfo=UTC)),
        (b" 2-MAR-2026 09:30:00 -0330", datetime(2026, 3, 2, 13, 0, tzinfo=UTC)),
        (b"31-Dec-9999 23:59:59 -1200", None),
        (b"01-Jan-0001 00:00:00 +1200", None),
        (b"30-Feb-2026 09:30:00 +0000", None),
        (b"02-Xxx-2026 09:30:00 +0000", None),
        (b"02-Mar-2026 09:30:60 +0000", None),
        (b"02-Mar-2026 09:30:00 +9999", None),
        (b"02-Mar-2026", None),
        (None, None),
        ((b"x",), None),
    ],
)
def test_the_time_of_arrival_is_an_instant_or_nothing(
    text: object, instant: datetime | None
) -> None:
    assert imap_rows.instant(text) == instant
