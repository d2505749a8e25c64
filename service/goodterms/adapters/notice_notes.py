"""The country notes on ending work that ship with the program; pointers, no legal advice."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from goodterms.core.notice import CountryNote

SHIPPED = "notice_notes.toml"


@cache
def country_notes() -> tuple[CountryNote, ...]:
    """Return all notes, in the order of the file."""
    place = resources.files("goodterms.adapters").joinpath(SHIPPED)
    table = tomllib.loads(place.read_text(encoding="utf-8"))
    return tuple(
        CountryNote(
            country=each["country"],
            law=each["law"],
            checked_on=each["checked_on"],
            surety=each["surety"],
            sources=(("en", each["source"]), ("hr", each["source_hr"])),
            said=(("en", each["en"]), ("hr", each["hr"])),
        )
        for each in table["note"]
    )
