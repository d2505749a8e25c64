"""Whose hours an entry is: by tax number, name, project, then tag; never by likeness.

Source: invoices study, "Sources and their traps"; some trackers know only projects or tags.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.core.buyers import client_named, tax_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.core.client import Client

CLIENT_TAGS = ("client:", "customer:", "klijent:", "kunde:", "@")
"""Beginnings of a tag that names the client, where a tool knows only tags."""


def client_of(
    names: Sequence[str], tags: Sequence[str], tax_id: str, clients: Sequence[Client]
) -> str | None:
    """Return the client whose tax number, or whose exact name, project or tag this is.

    Args:
        names: The client's name, then the project's, as far as the tool knows them.
        tags: Asked last; only one client may fit all of them.
        tax_id: As in the file, "" for none.
        clients: Their names and invoice names are compared.
    """
    key = tax_key(tax_id)
    by_tax = [each.name for each in clients if key and tax_key(each.tax_id) == key]
    if len(by_tax) == 1:
        return by_tax[0]
    for name in names:
        found = client_named(name, clients)
        if found is not None:
            return found
    tagged = {client_named(_bare_tag(each), clients) for each in tags} - {None}
    return tagged.pop() if len(tagged) == 1 else None


def name_in_tags(tags: Sequence[str], clients: Sequence[Client]) -> str:
    """Return the tag that stands for the client: a known one, one marked as such, else the first.

    The last is only a name to show and to map; no client is ever chosen by it.
    """
    known = [_bare_tag(each) for each in tags if client_named(_bare_tag(each), clients)]
    marked = [_bare_tag(each) for each in tags if _bare_tag(each) != each]
    return next(iter([*known, *marked, *tags]), "")


def _bare_tag(tag: str) -> str:
    start = next((each for each in CLIENT_TAGS if tag.casefold().startswith(each)), "")
    return tag[len(start) :].strip()
