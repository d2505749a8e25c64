from __future__ import annotations

from datetime import date

import pytest

from builders_people import TODAY
from goodterms.adapters.notice_notes import country_notes
from goodterms.adapters.words_exit import SURETY
from goodterms.core.notice import EVERYWHERE

NOTES = country_notes()


@pytest.mark.parametrize("note", NOTES, ids=range(len(NOTES)))
def test_every_note_is_dated_sourced_and_said_in_both_languages(note):
    assert date(2026, 1, 1) <= note.checked_on <= date(2030, 1, 1)
    assert note.surety in SURETY
    for language in ("en", "hr"):
        assert len(note.words(language)) > 40
        assert note.source(language)
    assert note.words("en") != note.words("hr")


def test_the_countries_of_the_field_study_and_the_owners_are_there():
    assert {each.country for each in NOTES} == {EVERYWHERE, "HR", "GB", "DE", "NL", "FR"}


def test_what_no_source_confirms_says_so():
    unsure = [each for each in NOTES if each.surety == "unsure"]

    assert [each.law for each in unsure] == ["§ 648a BGB"]
    assert "lawyer" in unsure[0].words("en")


def test_where_a_right_to_end_is_limited_a_lawyer_is_named():
    for country in ("NL", "DE"):
        said = " ".join(each.words("en") for each in NOTES if each.country == country)
        assert "lawyer" in said


def test_reading_them_twice_gives_the_same():
    assert country_notes() is NOTES
    assert all(each.checked_on <= TODAY.replace(year=2027) for each in NOTES)
