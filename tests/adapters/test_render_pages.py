"""What pages show and what they never do. GOODTERMS_GOLDEN=1 writes the golden files."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import jinja2
import pytest

from builders_verdict import NOW, a_client, an_assessment, an_owner
from builders_views import HOSTILE, Seen, a_dossier, a_report, golden
from goodterms.adapters import render
from goodterms.adapters.render import Renderer
from goodterms.core.dossier import dossier_view
from goodterms.core.history import History

TEMPLATES = Path(render.__file__).parent / "templates"


@pytest.mark.parametrize("language", ["en", "hr"])
def test_dossier_reads_as_it_was_looked_at(language):
    golden(f"dossier.{language}.html", Renderer(language).dossier(a_dossier()))


def test_names_and_mails_are_shown_as_text_whatever_they_hold():
    renderer = Renderer("en")
    clean = Seen(renderer.dossier(a_dossier()))
    page = renderer.dossier(a_dossier(client=HOSTILE, subject=HOSTILE, excerpt=HOSTILE))

    seen = Seen(page)
    assert seen.tags == clean.tags
    assert {name for _, name, _ in seen.attributes} == {name for _, name, _ in clean.attributes}
    assert "alert(1)" in "".join(seen.text)
    assert "{{ 7*7 }}" in "".join(seen.text)


def test_hostile_names_cannot_leave_their_place_in_the_mail():
    owner = an_owner(name=HOSTILE, price_of_calm_minor=3_000)
    report = a_report([an_assessment(HOSTILE)], names=(HOSTILE,), owner=owner, previous={})

    clean = Seen(
        Renderer("en").page(a_report([an_assessment()], names=("Alba Studio",), previous={}))
    )
    seen = Seen(Renderer("en").page(report))
    assert seen.tags == clean.tags
    assert [tag for tag, _, _ in seen.attributes] == [tag for tag, _, _ in clean.attributes]


def test_dossier_allows_nothing_but_its_own_style():
    page = Renderer("en").dossier(a_dossier())

    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1].replace("&#39;", "'")
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]
    seen = Seen(page)
    assert not {"script", "img", "link", "iframe", "form", "object"} & seen.tags
    assert not [each for each in seen.attributes if each[1].startswith("on") or each[1] == "style"]
    links = {value for _, name, value in seen.attributes if name in {"href", "src"}}
    assert all(re.fullmatch(r"#E-\d+", link) for link in links)


def test_every_evidence_number_of_the_dossier_leads_to_its_item():
    seen = Seen(Renderer("en").dossier(a_dossier()))

    ids = [value for _, name, value in seen.attributes if name == "id"]
    links = {value[1:] for _, name, value in seen.attributes if name == "href"}
    assert len(ids) == len(set(ids))
    assert links <= set(ids)
    assert len(links) == 25


def test_dossier_shows_both_clocks_the_rule_and_the_way_to_correct():
    page = " ".join("".join(Seen(Renderer("en").dossier(a_dossier())).text).split())

    assert re.search(r"\d+ \w{3} 2026, \d\d:\d\d · .{5,30} UTC−07:00 on the sender's clock", page)
    assert "before the working hours set for an answer were over" in page
    assert re.search(r"goodterms correct M-[0-9a-f]{12} --not CH", page)


def test_dark_screens_get_dark_pages_and_paper_stays_white():
    style = (TEMPLATES / "dossier.css").read_text(encoding="utf-8")

    assert style.count("prefers-color-scheme") == 1
    dark = style.split("@media screen and (prefers-color-scheme: dark) {")[1].split("\n}")[0]
    assert {"--ink", "--soft", "--line", "--wash", "--page"} <= set(re.findall(r"--\w+", dark))


def test_item_of_evidence_is_named_as_one():
    page = "".join(Seen(Renderer("en").dossier(a_dossier())).text)

    assert "early reminder15 min" in "".join(page.split("\n"))


def test_croatian_dossier_quotes_and_dates_as_croatian_does():
    page = "".join(Seen(Renderer("hr").dossier(a_dossier())).text)

    when = r"\b\d+\.\s\d+\.\s2026\. u\s\d\d:\d\d · \d\d:\d\d UTC−07:00 kod pošiljatelja"
    assert re.search(when, page)
    assert "“" not in page


def test_dossier_without_weeks_or_mail_can_be_printed():
    bare = dossier_view(
        an_assessment(incidents=(), reasons=(), weeks=(), counterfactuals=(), gates=()),
        client=a_client(),
        owner=an_owner(),
        history=History(),
        now=NOW,
    )

    page = Renderer("hr").dossier(bare)

    assert "<svg" not in page
    assert "S ovim klijentom još nema poruka." in page


def test_templates_never_switch_escaping_off():
    for file in TEMPLATES.iterdir():
        source = file.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape|Markup", source), file.name


def test_misspelt_name_in_a_template_is_an_error():
    environment = render._environment()

    with pytest.raises(jinja2.UndefinedError):
        environment.from_string("{{ reprot }}").render()
