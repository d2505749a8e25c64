"""A dossier as PDF, with the extra ``goodterms[pdf]``: WeasyPrint in a process of its own.

The page is ours and everything foreign in it is escaped; still nothing is taken on trust: the
process has a limit of memory and of time, and whoever asks for any address fails the whole page.
Source: decision model B3.2 ("PDF").
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec

from goodterms.adapters.exit_pdf_worker import ASKED, PAPERS
from goodterms.errors import OutputError

SECONDS = 120
"""Wall clock for one dossier; a year of evidence takes some seconds."""

KEPT = ("PATH", "HOME", "LANG", "PYTHONPATH", "TMPDIR", "XDG_CACHE_HOME", "FONTCONFIG_FILE")
"""Variables that the process gets: where Python and fonts are, nothing secret."""

HINT = 'Install the extra with `pip install "goodterms[pdf]"`, or print the page in a browser'


def is_installed() -> bool:
    """Return whether the extra is there."""
    return find_spec("weasyprint") is not None


def pdf(page: str, *, paper: str = "A4", seconds: float = SECONDS) -> bytes:
    """Return a page as PDF.

    Args:
        page: Whole HTML that needs nothing else.
        paper: One of `PAPERS`.
        seconds: Most time it may take.

    Raises:
        OutputError: The extra is missing, the page asks for something, or limits were reached.
        ValueError: Another paper.
    """
    if paper not in PAPERS:
        message = f"paper is one of {', '.join(PAPERS)}"
        raise ValueError(message)
    if not is_installed():
        message = "PDF needs WeasyPrint, which is not installed"
        raise OutputError(message, hint=HINT)
    try:
        ran = subprocess.run(  # noqa: S603 - this very Python, a module of ours, no shell
            [sys.executable, "-m", "goodterms.adapters.exit_pdf_worker", paper],
            input=page.encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
            env={name: os.environ[name] for name in KEPT if name in os.environ},
        )
    except subprocess.TimeoutExpired as error:
        message = f"the PDF was not ready after {seconds:g} seconds"
        raise OutputError(message, hint="Print the page in a browser") from error
    if ran.returncode == ASKED:
        message = "the page asks for something outside itself, which is refused"
        raise OutputError(message, hint="Please report it")
    if ran.returncode or not ran.stdout.startswith(b"%PDF-"):
        message = "the PDF could not be made"
        raise OutputError(message, hint="Print the page in a browser")
    return ran.stdout
