"""The process that `exit_pdf` starts: HTML on standard input, PDF on standard output."""

from __future__ import annotations

import resource
import sys
from typing import NoReturn

PAPERS = ("A4", "letter")

MEMORY_BYTES = 2 * 1024**3
"""Address space; what a browser page of some hundred items needs is far below."""

CPU_SECONDS = 90

ASKED = 3
"""Exit status: the page asked for an address."""


def limit() -> None:
    """Give this process its limits; the hard ones too, so that nothing lifts them again."""
    for kind, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        most = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (most, most))


def made(page: str, paper: str) -> bytes | None:
    """Return the PDF; None when the page asked for an address of any kind, ``data:`` included.

    WeasyPrint goes on without a picture that it cannot get; for us such a page is not ours.
    """
    import weasyprint  # noqa: PLC0415 - an extra

    asked = []

    class Refusal(weasyprint.urls.URLFetcher):  # type: ignore[misc,unused-ignore]
        def fetch(self, url: str, headers: object = None) -> NoReturn:
            asked.append(headers)
            raise weasyprint.urls.FatalURLFetchingError(url)

    size = weasyprint.CSS(string=f"@page {{ size: {paper} }}", url_fetcher=Refusal())
    document = weasyprint.HTML(string=page, url_fetcher=Refusal())
    try:
        data = document.write_pdf(stylesheets=[size])
    except weasyprint.urls.FatalURLFetchingError:
        return None
    return None if asked else bytes(data)


def main() -> None:
    """Read, make, write; the exit status says what went wrong."""
    limit()
    data = made(sys.stdin.buffer.read().decode(), sys.argv[1])
    if data is None:
        sys.exit(ASKED)
    sys.stdout.buffer.write(data)


if __name__ == "__main__":
    main()
