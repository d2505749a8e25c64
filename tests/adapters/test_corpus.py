from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.adapters import corpus
from goodterms.adapters.bundled import bundled
from goodterms.core.mail import LABELS, Problem
from goodterms.errors import ModelError


def parsed(line: str) -> corpus.Row:
    found = corpus.parse(line, file="hr-x.tsv", number=7)
    assert isinstance(found, corpus.Row)
    return found


def problem(line: str) -> str:
    found = corpus.parse(line, file="hr-x.tsv", number=7)
    assert isinstance(found, Problem)
    assert (found.source, found.line) == ("hr-x.tsv", 7)
    return found.text


def test_a_row_keeps_text_and_labelled_passages() -> None:
    row = parsed("some-family\tSubject\tBok.\\n<vague>Nije to to.</vague> Ana")
    assert row.text == "Bok.\nNije to to. Ana"
    assert row.spans == (("vague", 5, 16),)
    assert row.text[5:16] == "Nije to to."
    assert (row.language, row.family, row.labels) == ("hr", "hr/some-family", {"vague"})


def test_labels_may_nest() -> None:
    row = parsed("some-family\t\t<hostile>You <pressure>now</pressure></hostile>")
    assert set(row.spans) == {("pressure", 4, 7), ("hostile", 0, 7)}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("family\tbody", "2 columns"),
        ("Family!\t\tbody", "family"),
        ("some-family\t\t<vague>open", "not closed"),
        ("some-family\t\t<vague>a<scope>b</vague></scope>", "do not nest"),
        ("some-family\t\ta</vague>", "do not nest"),
        ("some-family\t\t<rude>a</rude>", "unknown tag"),
        ("some-family\t<vague>s</vague>\ta", "tag in the subject"),
        ("some-family\t\t <vague></vague> ", "empty"),
    ],
)
def test_a_bad_line_becomes_a_problem(line: str, words: str) -> None:
    assert words in problem(line)


def test_equal_and_near_equal_texts_are_named(tmp_path: Path) -> None:
    long = "Could you please send me the second version of the leaflet for the fair"
    (tmp_path / "en-x.tsv").write_text(
        f"# comment\none-family\t\tmeh\ntwo-family\t\tmeh\nsix-family\t\t{long}.\n"
        f"ten-family\t\t{long}!\nten-family\t\t{long} again?\n",
        encoding="utf-8",
    )
    (tmp_path / "hr-x.tsv").write_text("six-family\t\tmeh\n", encoding="utf-8")
    rows, problems = corpus.load(tmp_path)
    assert len(rows) == 6
    assert [(each.source, each.text) for each in problems] == [
        ("en-x.tsv:3", "the same text as en-x.tsv:2"),
        ("en-x.tsv:5", "nearly the same text as en-x.tsv:4"),
        ("en-x.tsv:6", "nearly the same text as en-x.tsv:4"),
    ]


def test_a_folder_without_a_corpus_or_with_a_broken_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no corpus files"):
        corpus.load(tmp_path)
    (tmp_path / "en-x.tsv").write_bytes(b"some-family\t\t\xff\n")
    with pytest.raises(ModelError, match="cannot be read"):
        corpus.load(tmp_path)


@settings(max_examples=100)
@given(st.text(alphabet=st.characters(exclude_characters="\t\n"), max_size=80))
def test_any_line_is_a_row_or_a_problem(text: str) -> None:
    assert isinstance(
        corpus.parse(f"some-family\t\t{text}", file="en-x.tsv", number=1), corpus.Row | Problem
    )


@cache
def shipped() -> list[corpus.Row]:
    rows, problems = corpus.load(bundled("models/tone/corpus"), bundled("models/tone/ordinary"))
    assert problems == []
    return rows


def test_the_shipped_corpus_is_clean_and_has_every_label_in_both_languages() -> None:
    rows = shipped()
    for language in ("en", "hr"):
        for label in LABELS:
            found = [r for r in rows if r.language == language and label in r.labels]
            assert len(found) >= 150
            assert len({row.family for row in found}) >= 60


def test_ordinary_mail_carries_no_label() -> None:
    assert all(not row.labels for row in shipped() if row.is_ordinary)


@pytest.mark.parametrize("label", LABELS)
def test_length_alone_does_not_tell_a_label(label: str) -> None:
    rows = shipped()
    positive = [len(row.text) for row in rows if label in row.labels]
    negative = sorted(len(row.text) for row in rows if label not in row.labels)
    wins = sum(bisect_left(negative, size) + bisect_right(negative, size) for size in positive) / 2
    # tone study, leak checks: 0.5 +/- 0.1; scope stands at the edge, as asking takes words (card)
    assert 0.4 <= wins / (len(positive) * len(negative)) <= 0.63
