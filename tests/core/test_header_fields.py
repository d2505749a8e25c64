from __future__ import annotations

import pytest

from goodterms.core import header_fields


def fields(*lines):
    return header_fields.split("\r\n".join(lines).encode() + b"\r\n\r\nTo: body@x.example\r\n")[0]


def test_names_are_lower_case_and_folded_lines_joined():
    assert fields("Subject: one", "\ttwo", "SUBJECT: again") == {"subject": ["one\ttwo", "again"]}


def test_the_body_is_not_looked_at():
    assert "to" not in fields("Subject: x")


def test_bytes_beyond_ascii_are_read_and_noted():
    found, flaws = header_fields.split("Subject: Još\n\n".encode("cp1250"))
    assert found["subject"][0].startswith("Jo")
    assert flaws == ["raw-8bit"]
    assert header_fields.split("Subject: Još\n\n".encode())[0] == {"subject": ["Još"]}


@pytest.mark.parametrize(
    ("line", "message_id"),
    [
        ("Message-ID: <a@B.Example>", "a@b.example"),
        ("Message-ID: a@b.example", "a@b.example"),
        ("Message-Id:\r\n <a@b.example> (added)", "a@b.example"),
        ("Message-ID: <>", ""),
        ("Message-ID: <no domain>", ""),
        ("X: y", ""),
    ],
)
def test_message_ids_are_normalised(line, message_id):
    assert header_fields.message_id(fields(line)) == message_id


def test_parents_are_oldest_first_and_the_answered_one_is_last():
    found = fields("References: <a@x> <b@x>", " <a@x>", "In-Reply-To: <c@x>")
    assert header_fields.parents(found) == ("b@x", "a@x", "c@x")


def test_prose_and_addresses_in_in_reply_to_are_refused():
    text = 'Your message of "Tue" from ana@x.example <b@x.example> and <c@x.example>'
    assert header_fields.parents(fields(f"In-Reply-To: {text}")) == ()
    assert header_fields.parents(fields("In-Reply-To: ana@x.example")) == ()
    assert header_fields.parents(fields("In-Reply-To: <>")) == ()


def test_a_nul_is_in_no_field():
    raw = b"References: <a\0@b>\nSubject: a\0b\nX\0: y\n\n"
    assert header_fields.split(raw)[0] == {"references": ["<a@b>"], "subject": ["ab"], "x": ["y"]}


def test_a_line_that_is_no_field_takes_its_continuation_with_it():
    assert fields("Subject: one", "no field here", " of it", "To: x") == {
        "subject": ["one"],
        "to": ["x"],
    }


def test_an_empty_line_at_the_beginning_ends_the_headers():
    assert header_fields.split(b"\r\nTo: body@x.example\r\n") == ({}, [])


def test_long_references_keep_the_root_and_the_latest():
    ids = " ".join(f"<{n}@x>" for n in range(500))
    found = header_fields.parents(fields(f"References: {ids}"))
    assert len(found) == header_fields.PARENTS_LIMIT
    assert (found[0], found[-1]) == ("0@x", "499@x")


@pytest.mark.parametrize(
    "raw",
    [
        b"To: " + b"a@x.example, " * 100_000 + b"\n\n",
        b"X: y\n" * 100_000,
        b"References: " + b"<" * 300_000,
        b"\n \t" * 100_000,
        b":" * 300_000,
        b"A" * 1_000_000,
    ],
)
@pytest.mark.timeout(20)  # a pattern that blows up does not end
def test_oversized_headers_are_cut_and_noted_in_bounded_time(raw):
    found, flaws = header_fields.split(raw)
    header_fields.parents(found)
    assert all(len(value) <= header_fields.FIELD_LIMIT for each in found.values() for value in each)
    assert flaws in ([], ["long-headers"])
