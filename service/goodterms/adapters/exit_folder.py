"""All files of one ending for a folder: the page, drafts in both languages, calendar files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters import ics, words_drafts
from goodterms.adapters.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodterms.adapters.render import Renderer
    from goodterms.core.dossier import Dossier

PAGE = "dossier.html"


def files(dossier: Dossier, renderer: Renderer) -> Mapping[str, str | bytes]:
    """Return relative path and content of every file, the page first.

    Days that are over get no calendar file. Names of files are neutral, as folders are synced.
    """
    found: dict[str, str | bytes] = {PAGE: renderer.dossier(dossier)}
    for language in LANGUAGES:
        drafts = words_drafts.Drafts(Texts(language), dossier)
        for kind in words_drafts.KINDS:
            found[f"drafts/{kind}.{language}.txt"] = drafts.text(kind)
    for each in dossier.exit.dates:
        if each.on >= dossier.today:
            data = ics.calendar([each], renderer.texts, now=dossier.as_of)
            found[f"calendar/{ics.file_name(each)}"] = data
    return found
