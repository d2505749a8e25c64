"""No template is exempt from escaping, and none brings a script or a style of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import goodterms

PACKAGE = Path(goodterms.__file__).parent
TEMPLATES = sorted((PACKAGE / "web" / "templates").rglob("*.j2"))
BANNED = (
    r"\|\s*safe\b",
    r"\bautoescape\b",
    r"<script",
    r"<style",
    r"\bstyle\s*=",
    r"\son[a-z]+\s*=",
    r"javascript:",
    r"https?://",
    r"<img",
    r"<iframe",
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda each: f"{each.parent.name}/{each.name}")
def test_no_template_is_exempt_from_escaping_or_runs_anything(path):
    text = path.read_text(encoding="utf-8")
    found = [each for each in BANNED if re.search(each, text, re.IGNORECASE)]
    assert found == []


def test_no_code_marks_text_as_safe():
    pages = [*(PACKAGE / "web").rglob("*.py"), *(PACKAGE / "adapters").glob("*.py")]
    marking = re.compile(r"\bMarkup\(|markupsafe|autoescape\s*=\s*False")
    assert [each.name for each in pages if marking.search(each.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda each: f"{each.parent.name}/{each.name}")
def test_every_form_posts_to_an_address_of_ours(path):
    for form in re.findall(r"<form\b[^>]*>", path.read_text(encoding="utf-8")):
        assert 'method="post"' in form
        assert re.search(r'action="(/|\{\{)', form)
