"""Names of the files we write, from names the owner chose."""

from __future__ import annotations

import re
import unicodedata


def dossier_name(client: str) -> str:
    """Return a file name for a client's dossier: ``dossier-alba-studio.html``.

    Letters lose their marks, everything else becomes a hyphen; a name without any plain letter
    gives ``dossier-client.html``.
    """
    plain = unicodedata.normalize("NFKD", client.lower().replace("đ", "d"))
    letters = plain.encode("ascii", "ignore").decode()
    return f"dossier-{re.sub(r'[^a-z0-9]+', '-', letters).strip('-') or 'client'}.html"
