from __future__ import annotations

import pytest

from goodterms.core.attachment_choice import (
    MOST_BYTES,
    MOST_FILES,
    PORTION_BYTES,
    Attached,
    chosen,
    named,
    portions,
)


def a_file(name: str = "", kind: str = "application/octet-stream", **changes: object) -> Attached:
    values = {"part": "2", "kind": kind, "name": name, "encoding": "base64", "size": 1000}
    return Attached(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("", "application/xml"),
        ("", "text/xml"),
        ("Rechnung 7.PDF", "application/octet-stream"),
        ("racun.XML ", "application/octet-stream"),
        ("invoice.pdf", "image/png"),
        ("IT01234567890_FPR02.xml.p7m", "application/pkcs7-mime"),
        ("offer", "application/pdf"),
    ],
)
def test_type_or_name_can_say_it(name: str, kind: str) -> None:
    assert chosen([a_file(name, kind)])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("", "application/octet-stream"),
        ("logo.png", "image/png"),
        ("contract.pdf.p7m", "application/pkcs7-mime"),
        ("smime.p7m", "application/pkcs7-mime"),
        ("invoice.xml.zip", "application/zip"),
        ("drawing.svg", "image/svg+xml"),
        ("letter.html", "text/html"),
        ("forwarded.eml", "message/rfc822"),
    ],
)
def test_everything_else_is_left_alone(name: str, kind: str) -> None:
    assert not chosen([a_file(name, kind)])


def test_a_forwarded_message_is_never_entered_whatever_its_name() -> None:
    assert not chosen([a_file("invoice.xml", "message/rfc822")])


def test_large_files_and_many_files_are_left_alone() -> None:
    assert chosen([a_file("a.pdf", size=MOST_BYTES)])
    assert not chosen([a_file("a.pdf", size=MOST_BYTES + 1)])
    assert len(chosen([a_file("a.pdf")] * 50)) == MOST_FILES


def test_every_file_of_a_message_gets_a_name_of_its_own() -> None:
    files = [a_file("a.xml", part="2"), a_file("a.xml", part="3"), a_file("", part="4")]
    files.append(a_file("b.xml", part="5"))
    assert [name for _, name in named(files)] == [
        "a.xml (part 2)", "a.xml (part 3)", "(part 4)", "b.xml",
    ]  # fmt: skip


def test_files_come_in_portions_of_bounded_size_and_none_is_lost() -> None:
    wanted = {uid: [a_file("a.pdf", size=MOST_BYTES)] * (1 + uid % 5) for uid in range(1, 12)}
    cut = list(portions(wanted))
    assert {uid: files for each in cut for uid, files in each.items()} == wanted
    for each in cut:
        size = sum(file.size for files in each.values() for file in files)
        assert size <= PORTION_BYTES or len(each) == 1
    assert list(portions({})) == []
