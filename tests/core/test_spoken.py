from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodterms.core import cues_words, spoken, urgency_words
from goodterms.core.key_words import KEY_WORDS

CORPUS = Path(__file__).parents[2] / "models" / "tone" / "corpus"

PATTERNS = [
    *(("time", each) for each in urgency_words.SPAN),
    *(("time", each) for _, each in urgency_words.WORDS),
    ("change", cues_words.CHANGE),
    ("content", cues_words.CONTENT),
    ("asks_after", cues_words.ASKS_AFTER),
    ("adds", cues_words.ADDS),
    ("thanks", re.compile(rf"\A(?:{cues_words.THANKS.pattern})\Z")),  # must match the whole
    ("done", cues_words.IS_DONE),
    ("hands_over", cues_words.HANDS_OVER),
    ("offer", cues_words.OFFER),
    ("amount", cues_words.AMOUNT),
]


def test_every_entry_of_key_words_is_held_against_its_patterns() -> None:
    assert {name for name, _ in PATTERNS} == set(KEY_WORDS)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.parametrize(("name", "pattern"), PATTERNS)
@given(data=st.data())
def test_what_a_pattern_matches_holds_a_key_word(
    name: str, pattern: re.Pattern[str], data: st.DataObject
) -> None:
    text = data.draw(st.from_regex(pattern))
    assert spoken.may(text, name)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.tsv")), ids=lambda path: path.stem)
def test_no_sentence_of_the_corpus_is_passed_over(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    texts = [re.sub(r"</?\w+>", "", row[-1]).replace("\\n", "\n") for row in rows if row]
    found = [sentence for text in texts for sentence in spoken.read(text)]
    assert found
    for name, pattern in PATTERNS:
        assert all(each.may(name) for each in found if pattern.search(each.plain)), name


def test_most_sentences_hold_no_key_word_of_a_demand() -> None:
    assert not spoken.may("the logo looks good, thank you", "time")
    assert spoken.may("need it by tomorrow", "time")


@settings(max_examples=200)
@given(st.text(max_size=80))
def test_folding_character_by_character_is_folding_the_text(text: str) -> None:
    plain = text.lower().replace("đ", "d").replace("’", "'")
    parts = unicodedata.normalize("NFKD", plain)
    assert spoken.folded(text) == "".join(each for each in parts if not unicodedata.combining(each))


PIECES = st.sampled_from(["ok.", "3.", "Da", "ne", "\n", "\n\n", " ", "- a", "Č", "…", "\t", "2)"])


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_sentences_end_at_marks_empty_lines_and_items(text: str) -> None:
    end = r"(?<=[.!?…])(?<!\d\.)\s+|\n\s*\n|\n(?=\s*(?:[-*•–]|\d+[.)]|[A-ZČĆŽŠĐ]))"
    expected = [" ".join(each.split()) for each in re.split(end, text)]
    assert spoken.sentences(text) == [each for each in expected if each]


def test_a_sentence_is_cut_and_a_long_word_is_read_like_any_other() -> None:
    (found,) = spoken.read("a" * 5000)
    assert len(found.text) == spoken.LONGEST
    assert spoken.may("x" * 100 + ",tomorrow", "time")
