"""The committed catalogues: complete, nothing fuzzy, compiled from the text beside them.

Run with GOODTERMS_GOLDEN=1 to write template, merged translations and the compiled file anew.
"""

from __future__ import annotations

import gettext
import io
import os
import re

import pytest

import catalogue
from goodterms.adapters.texts import DOMAIN, Texts

TRANSLATED = ["hr"]

PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%")


@pytest.fixture(scope="module", autouse=True)
def _rewritten():
    if os.environ.get("GOODTERMS_GOLDEN"):
        for language in TRANSLATED:
            catalogue.rewrite(language)


def ids(found):
    return {each.id if isinstance(each.id, str) else tuple(each.id) for each in found if each.id}


def test_template_holds_every_sentence_of_code_and_templates():
    committed = (catalogue.LOCALE / f"{DOMAIN}.pot").read_bytes()

    assert committed == catalogue.written(catalogue.extracted())


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated_and_none_is_left_over(language):
    assert ids(catalogue.committed(language)) == ids(catalogue.extracted())


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_missing_or_fuzzy(language):
    found = catalogue.committed(language)

    empty = [each.id for each in found if each.id and not all(_forms(each.string))]
    fuzzy = [each.id for each in found if each.id and each.fuzzy]
    assert (empty, fuzzy, list(found.obsolete)) == ([], [], [])


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_use_only_what_the_sentence_gives(language):
    for each in catalogue.committed(language):
        if each.id:
            given = {name for text in _forms(each.id) for name in PLACEHOLDER.findall(text)}
            for form in _forms(each.string):
                assert set(PLACEHOLDER.findall(form)) <= given, form
                assert "%" not in PLACEHOLDER.sub("", form), form


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_lose_no_number(language):
    for each in catalogue.committed(language):
        if isinstance(each.id, str) and each.id:
            assert set(PLACEHOLDER.findall(each.string)) >= set(PLACEHOLDER.findall(each.id)) - {""}


@pytest.mark.parametrize("language", TRANSLATED)
def test_compiled_file_comes_from_the_text(language):
    committed = (catalogue.folder(language) / f"{DOMAIN}.mo").read_bytes()
    compiled = catalogue.compiled(catalogue.committed(language))

    assert committed == compiled
    table = gettext.GNUTranslations(io.BytesIO(compiled))
    assert table.gettext("keep an eye") == "pripaziti"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1 loš mjesec"),
        (2, "2 loša mjeseca"),
        (4, "4 loša mjeseca"),
        (5, "5 loših mjeseci"),
        (11, "11 loših mjeseci"),
        (12, "12 loših mjeseci"),
        (21, "21 loš mjesec"),
        (23, "23 loša mjeseca"),
        (0, "0 loših mjeseci"),
    ],
)
def test_croatian_has_three_forms_of_number(number, words):
    said = Texts("hr").plural(
        "%(count)s bad month among the last 13 blocks of four weeks.",
        "%(count)s bad months among the last 13 blocks of four weeks.",
        number,
    )

    assert said.startswith(words)


def test_croatian_address_is_polite():
    found = [form for each in catalogue.committed("hr") for form in _forms(each.string)]

    assert any("Vaš" in form for form in found)
    assert not [form for form in found if re.search(r"\b(tvoj\w*|tebi|ti si|možeš)\b", form)]


def test_croatian_writes_quotes_as_croatian_does():
    found = [form for each in catalogue.committed("hr") for form in _forms(each.string)]

    assert not [form for form in found if "“" in form or '"' in form]


def test_croatian_gives_the_owner_no_gender():
    """Participles of the first person singular and nouns like "vlasnik" would."""
    found = [form for each in catalogue.committed("hr") for form in _forms(each.string)]

    gendered = re.compile(r"\b(vlasni\w+|korisni[kc]\w*|bih \w+ \w*(io|ao)|\w+(ao|io) sam)\b")
    assert not [form for form in found if gendered.search(form)]


def _forms(text):
    return (text,) if isinstance(text, str) else tuple(text)
