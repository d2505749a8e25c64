from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core.language import guess
from goodterms.core.quote_marks import folded

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "models" / "tone" / "corpus"
REAL = ROOT.parent / "shared" / "eval"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Please send me the final version by Friday.", "en"),
        ("Molim te pošalji mi konačnu verziju do petka.", "hr"),
        ("molim te posalji mi konacnu verziju do petka", "hr"),
        ("Daj mi feedback asap, deadline je sutra.", "hr"),
        ("Molim Vas pošaljite fakturu, uvek kasni, gde je?", "hr"),
        ("The Zagreb office (Ilica, Kovačić) wants a new logo.", "en"),
        ("Bitte schicken Sie mir die Rechnung bis Freitag.", "other"),
        ("Mi mandi per favore la fattura entro venerdì.", "other"),
        ("Pouvez-vous m'envoyer la facture, merci bien.", "other"),
        ("Prosim, pošljite mi račun, ker ga še nisem dobil, hvala lepa.", "other"),
        ("Пошаљи ми рачун до петка, молим те.", "other"),
        ("請把發票寄給我 謝謝 好的", "other"),
        ("ok hvala", None),
        ("??", None),
        ("", None),
    ],
)
def test_languages_are_told_apart(text, language):
    assert guess(text) == language


def shares(texts, language):
    found = [guess(text) for text in texts]
    told = [each for each in found if each is not None]
    return sum(each == language for each in told) / len(told)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.tsv")), ids=lambda path: path.stem)
def test_the_corpus_is_told_right_with_and_without_diacritics(path):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    texts = [re.sub(r"</?\w+>", "", row[-1]) for row in rows if row]
    assert shares(texts, path.stem[:2]) >= 0.98
    assert shares([folded(text) for text in texts], path.stem[:2]) >= 0.97


@pytest.mark.skipif(not REAL.is_dir(), reason="the shared evaluation data is not beside this tree")
@pytest.mark.parametrize("language", ["en", "hr"])
def test_authored_mail_is_told_right(language):
    lines = (REAL / "authored" / f"{language}.jsonl").read_text("utf-8").splitlines()
    assert shares([json.loads(line)["body"] for line in lines], language) >= 0.985


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=100))
def test_no_text_makes_it_raise(text):
    assert guess(text) in {"en", "hr", "other", None}


@pytest.mark.parametrize("piece", ["a", "aa ", "a'", "pr", "ou", "č", "ije ", "\n"])
@pytest.mark.timeout(20)  # a pattern that blows up does not end
def test_long_and_hostile_text_is_fast(piece):
    guess(piece * (65_536 // len(piece)))
