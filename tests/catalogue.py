"""The message ids of the source, and the committed catalogues held against them."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import goodterms
from goodterms.adapters.texts import DOMAIN, KEYWORDS

PACKAGE = Path(goodterms.__file__).parent
LOCALE = PACKAGE / "locale"
UNSTABLE = (
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Generated-By",
    "Report-Msgid-Bugs-To",
    "Last-Translator",
    "Language-Team",
)
TEMPLATES = "**/templates/**.j2"


def folder(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES"


def extracted() -> Catalog:
    """Return every message id in code and templates, with the places it is used."""
    found = Catalog(
        project="Good Terms",
        version="1",
        copyright_holder="",
        msgid_bugs_address="",
        header_comment="# Sentences of reports and dossiers.",
        fuzzy=False,
    )
    method_map = [("**/adapters/words_*.py", "python"), ("**/adapters/*.py", "python")]
    method_map.append(("**/web/**.py", "python"))
    method_map.append((TEMPLATES, "jinja2.ext:babel_extract"))
    options = {TEMPLATES: {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
    rows = extract_from_dir(PACKAGE, method_map, options, keywords=KEYWORDS, comment_tags=())
    for file, _line, message, _comments, _context in sorted(rows, key=lambda row: row[:2]):
        name = Path(file).name
        known = found.get(message if isinstance(message, str) else message[0])
        places = [] if known and (name, None) in known.locations else [(name, None)]
        found.add(message, locations=places)
    return found


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as the text of a .po or .pot file, the same on every day."""
    out = io.BytesIO()
    write_po(out, catalogue, sort_output=True, width=96, omit_header=False, ignore_obsolete=True)
    lines = [
        line
        for line in out.getvalue().splitlines(keepends=True)
        if not line.startswith(tuple(f'"{name}'.encode() for name in UNSTABLE))
    ]
    return b"".join(lines)


def compiled(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def committed(language: str) -> Catalog:
    with (folder(language) / f"{DOMAIN}.po").open("rb") as file:
        found = read_po(file, locale=language)
    # the .po holds no dates, so that it changes with its sentences only; nor may the .mo
    found.creation_date = found.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    return found


def rewrite(language: str) -> None:
    """Write template, merged translations and the compiled file."""
    source = extracted()
    (LOCALE / f"{DOMAIN}.pot").write_bytes(written(source))
    merged = committed(language)
    merged.update(source, no_fuzzy_matching=True)
    (folder(language) / f"{DOMAIN}.po").write_bytes(written(merged))
    # read again, so that the compiled file comes from the committed text and from nothing else
    (folder(language) / f"{DOMAIN}.mo").write_bytes(compiled(committed(language)))


__all__ = ["committed", "compiled", "extract", "extracted", "rewrite", "written"]
