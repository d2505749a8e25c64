from __future__ import annotations

from datetime import timedelta

from icalendar import Calendar

from builders_exit import an_ended_dossier, an_exit_dossier
from builders_people import TODAY
from goodterms.adapters import exit_folder
from goodterms.adapters.render import Renderer
from goodterms.adapters.words_drafts import KINDS


def test_a_folder_holds_the_page_all_drafts_and_coming_days():
    dossier = an_exit_dossier(cool_off_until=TODAY + timedelta(days=4))

    found = exit_folder.files(dossier, Renderer("hr"))

    assert next(iter(found)) == "dossier.html"
    assert found["dossier.html"] == Renderer("hr").dossier(dossier)
    drafts = {name for name in found if name.startswith("drafts/")}
    assert drafts == {
        f"drafts/{kind}.{language}.txt" for kind in KINDS for language in ("en", "hr")
    }
    assert found["drafts/talk.en.txt"] != found["drafts/talk.hr.txt"]
    days = [
        Calendar.from_ical(found[name]).walk("VEVENT")[0].decoded("dtstart")
        for name in found
        if name.startswith("calendar/")
    ]
    assert sorted(days) == [each.on for each in dossier.exit.dates if each.on >= TODAY]


def test_days_that_are_over_get_no_file():
    dossier = an_ended_dossier(days=50)

    names = [name for name in exit_folder.files(dossier, Renderer("en")) if "calendar" in name]

    assert len(names) == len([each for each in dossier.exit.dates if each.on >= TODAY])
    assert len(names) < len(dossier.exit.dates)


def test_no_name_of_a_file_names_the_client():
    for name in exit_folder.files(an_exit_dossier(), Renderer("en")):
        assert "alba" not in name.lower()
