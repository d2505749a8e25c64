"""The owner's hour before the decision, in a real browser: from the link to the printed page."""

from __future__ import annotations

import re

import pytest

from web_served import a_desk, in_croatian, on_a_port

WORDS = {
    "en": {"sign_in": "Open the page", "evidence": "Evidence", "undo": "Undo", "burn": "Burn"},
    "hr": {"sign_in": "Otvori", "evidence": "Dokazi", "undo": "Poništi", "burn": "Opterećenje"},
}
WORST = "document.querySelector('main table a[href^=\"/clients/\"]')"


def burns(text: str) -> list[float]:
    """Return the two numbers of "Burn 4.1 → 4.0"."""
    found = re.search(r"(\d+[.,]\d+)\s*→\s*(\d+[.,]\d+)", text)
    assert found, text[:400]
    return [float(each.replace(",", ".")) for each in found.groups()]


@pytest.mark.parametrize("language", ["en", "hr"])
@pytest.mark.timeout(180)
def test_from_the_link_to_the_worst_client_its_evidence_and_back(year, browser, language, tmp_path):
    if language == "hr":
        in_croatian(year)
    words = WORDS[language]
    with on_a_port(a_desk(year)) as link:
        browser.open(link)
        assert "key=" not in browser.address
        browser.press("button")
        assert browser.value("document.documentElement.lang") == language
        assert "key=" not in browser.value("document.referrer")
        # the worst stands first, by verdict and without a number of place
        name = browser.value(f"{WORST}.textContent")
        browser.press(f"main table a[href='{browser.value(f'{WORST}.pathname')}']")
        assert name in browser.value("document.querySelector('h1').textContent")
        assert browser.value("document.querySelectorAll('ol.reasons li').length") >= 1
        browser.press("ol.reasons a")
        assert "kind=" in browser.address
        before = browser.value("document.querySelectorAll('article.exhibit').length")
        assert before >= 1
        browser.press("article.exhibit button[value=wrong]")
        said = str(browser.value("document.querySelector('.said').innerText"))
        first, second = burns(said)
        assert second < first
        browser.press(".said button", text=words["undo"])
        again = str(browser.value("document.querySelector('.said').innerText"))
        assert burns(again) == [second, first]
        assert browser.value("document.querySelectorAll('article.exhibit').length") == before
        pdf = browser.pdf()
        assert pdf.startswith(b"%PDF-")
        assert len(pdf) > 10_000
        assert browser.value("document.scripts.length") == 0
    assert browser.elsewhere == []
    assert browser.complaints == []


@pytest.mark.timeout(120)
def test_a_link_works_once_and_signing_out_ends_the_session(year, browser):
    with on_a_port(a_desk(year)) as link:
        root = link.partition("/login")[0]
        browser.open(root + "/")
        assert "goodterms review" in browser.text
        assert browser.value("document.querySelectorAll('form').length") == 0
        browser.complaints.clear()  # the browser notes the answer 401 itself
        browser.open(link)
        browser.press("button")
        assert browser.value("document.querySelectorAll('main table').length") >= 1
        assert browser.value("document.cookie") == ""
        browser.press("header form button")
        browser.open(link)
        assert browser.value("document.querySelectorAll('form').length") == 0
        browser.open(root + "/book")
        assert "goodterms review" in browser.text


@pytest.mark.timeout(120)
def test_a_page_of_another_origin_can_change_nothing(year, browser, tmp_path):
    desk = a_desk(year)
    with on_a_port(desk) as link:
        root = link.partition("/login")[0]
        browser.open(link)
        browser.press("button")
        home = str(browser.value(f"{WORST}.pathname"))
        evil = tmp_path / "evil.html"
        evil.write_text(
            f'<form method="post" action="{root}{home}/decide"><input name="kind" value="talked">'
            "<button>x</button></form>",
            encoding="utf-8",
        )
        browser.open(evil.as_uri())
        browser.press("button")
        assert browser.text.strip() == "Refused."
        other = root.replace("127.0.0.1", "localhost")
        browser.open(other + "/")
        assert "goodterms review" in browser.text
    with desk.store() as store:
        names = [each.name for each in desk.app.settings.clients]
        assert [each.note for name in names for each in store.decisions(name) if not each.id] == []
