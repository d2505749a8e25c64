"""The PDF of a dossier. What needs the extra is skipped where it is not installed."""

from __future__ import annotations

import io
import os
import sys
from ctypes.util import find_library

import pytest
from pypdf import PdfReader

from builders_exit import an_exit_dossier
from goodterms.adapters import exit_pdf, exit_pdf_worker
from goodterms.adapters.render import Renderer
from goodterms.errors import OutputError

POINTS = {"A4": (595, 842), "letter": (612, 792)}

needs_extra = pytest.mark.skipif(
    not (exit_pdf.is_installed() and find_library("pango-1.0"))
    and "GOODTERMS_PDF" not in os.environ,
    reason="WeasyPrint (the extra goodterms[pdf]) or Pango is not here; CI sets GOODTERMS_PDF",
)


@needs_extra
@pytest.mark.timeout(120)
@pytest.mark.parametrize("paper", exit_pdf_worker.PAPERS)
def test_a_dossier_becomes_numbered_pages_of_the_paper_asked_for(paper):
    data = exit_pdf.pdf(Renderer("hr").dossier(an_exit_dossier()), paper=paper)

    pages = PdfReader(io.BytesIO(data)).pages
    box = pages[0].mediabox
    assert (round(box.width), round(box.height)) == POINTS[paper]
    assert f"1 / {len(pages)}" in pages[0].extract_text()
    said = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "E-001" in said
    assert "Ćuk" not in said
    assert "Vaš kalendar" in said


@needs_extra
@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "asking",
    [
        '<img src="file:///etc/hostname">',
        '<img src="http://127.0.0.1:9/x">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
        '<link rel="stylesheet" href="https://studio.example/x.css">',
        "<style>@import url(file:///etc/passwd);</style>",
        '<link rel="attachment" href="file:///etc/passwd">',
        '<p style="background: url(ftp://studio.example/x)">x</p>',
    ],
)
def test_whoever_asks_for_any_address_gets_no_page(asking):
    with pytest.raises(OutputError, match="outside itself"):
        exit_pdf.pdf(f"<html><body>{asking}</body></html>")


@needs_extra
@pytest.mark.timeout(60)
def test_a_page_that_takes_too_long_is_given_up():
    with pytest.raises(OutputError, match="not ready"):
        exit_pdf.pdf(Renderer("en").dossier(an_exit_dossier()), seconds=0.05)


@pytest.mark.timeout(60)
def test_a_process_that_fails_is_one_sentence(monkeypatch):
    monkeypatch.setattr(exit_pdf, "is_installed", lambda: True)
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with pytest.raises(OutputError, match="could not be made"):
        exit_pdf.pdf("<p>x</p>")


def test_without_the_extra_the_way_to_it_is_named(monkeypatch):
    monkeypatch.setattr(exit_pdf, "is_installed", lambda: False)

    with pytest.raises(OutputError) as caught:
        exit_pdf.pdf("<p>x</p>")

    assert "goodterms[pdf]" in caught.value.hint


def test_an_unknown_paper_is_refused_before_anything_runs():
    with pytest.raises(ValueError, match="A4"):
        exit_pdf.pdf("<p>x</p>", paper="A4; size: 1px")


def test_the_process_gets_nothing_secret(monkeypatch):
    seen = {}

    def run(arguments, **named):
        seen.update(named)
        raise exit_pdf.subprocess.TimeoutExpired(arguments, 1)

    monkeypatch.setattr(exit_pdf, "is_installed", lambda: True)
    monkeypatch.setattr(exit_pdf.subprocess, "run", run)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", "secret")
    with pytest.raises(OutputError):
        exit_pdf.pdf("<p>x</p>")
    assert set(seen["env"]) <= set(exit_pdf.KEPT)
