from __future__ import annotations

import pytest

from goodterms.core.quote_headers import NAME_WIDTH, NAMED, ROLE_OF, role
from goodterms.core.quote_marks import folded


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("From: Ana", "from"),
        ("*From:* Ana", "from"),
        ("> *Šalje:* Ana", "from"),
        ("De : Ana", "from"),
        ("De la: Ana", "from"),
        ("| Poslano: utorak", "date"),
        ("Послато: уторак", "date"),
        ("\u200eTo: Mara", "to"),
        ("收件人： Mara", "to"),
        ("Kopija: Iva", "cc"),
        ("Zadeva: Logo", "subject"),
        ("Predmet:", "subject"),
        ("Predmet", None),
        ("Rok: petak", None),
        (": nothing", None),
        ("x" * NAME_WIDTH + "from: far", None),
    ],
)
def test_a_header_is_known_by_its_name(line, expected):
    assert role(folded(line)) == expected


def test_every_name_is_folded_and_fits_before_its_colon():
    for name in ROLE_OF:
        assert name
        assert name == folded(name)
        assert len(name) < NAME_WIDTH


def test_a_line_may_be_built_like_a_header_without_being_known():
    assert NAMED.match("mittent: ana <ana@kovac.example>")
    assert not NAMED.match("12:30 at the office")
