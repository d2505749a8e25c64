"""The pages as a real browser lays them out: no width overflows, nothing bars eyes or ears.

axe-core (MPL-2.0) is a tool of the tests and no part of the repository: `GOODTERMS_AXE` names its
`axe.min.js`, which `.ci/run` fetches; where that is set its absence is a failure.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from builders_pages import PAGES, a_page
from goodterms.web.pages.rendering import style

WIDTHS = (360, 768, 1280, 2560)
SERIOUS = {"serious", "critical"}
ASK = """axe.run(document, {resultTypes: ["violations"]}).then(found => found.violations.map(
    each => [each.id, each.impact, each.nodes[0].html.slice(0, 160)]))"""


@pytest.fixture
def axe() -> str:
    named = os.environ.get("GOODTERMS_AXE")
    if not named:
        pytest.skip("GOODTERMS_AXE names no axe.min.js")
    return Path(named).read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    """Every page in both languages as files, with what words do to a layout: one very long one."""
    (tmp_path / "page.css").write_bytes(style())
    for language in ("en", "hr"):
        for name in PAGES:
            long = "Donaudampfschifffahrt" * 8
            page = a_page(name, language, client=f"Kiosk {long}", subject=long, excerpt=long)
            file = tmp_path / f"{name}.{language}.html"
            file.write_text(page.replace("/static/page.css", "page.css"), encoding="utf-8")
    return tmp_path


def files(folder):
    return sorted(folder.glob("*.html"))


@pytest.mark.timeout(180)
def test_no_page_is_wider_than_the_screen(browser, folder):
    too_wide = []
    for file in files(folder):
        for width in WIDTHS:
            browser.call(
                "Emulation.setDeviceMetricsOverride",
                width=width, height=900, deviceScaleFactor=1, mobile=False,
            )  # fmt: skip
            browser.open(file.as_uri())
            if browser.value("document.documentElement.scrollWidth") > width:
                too_wide.append((file.name, width))
    assert too_wide == []


@pytest.mark.timeout(180)
def test_the_style_is_used_in_light_dark_and_print(browser, folder):
    colours = {}
    for scheme in ("light", "dark"):
        browser.call(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": scheme}],
        )
        browser.open((folder / "evidence.en.html").as_uri())
        colours[scheme] = browser.value("getComputedStyle(document.documentElement).color")
    assert colours["light"] != colours["dark"]
    browser.call("Emulation.setEmulatedMedia", media="print")
    shown = "[...document.querySelectorAll('form, .filters, nav ul')].filter(e => e.offsetHeight)"
    assert browser.value(f"{shown}.length") == 0
    assert browser.value("document.querySelectorAll('article')[3].offsetHeight") > 0


@pytest.mark.timeout(300)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(browser, folder, axe, scheme):
    browser.call(
        "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}]
    )
    faults = []
    for file in files(folder):
        browser.open(file.as_uri())
        browser.value(f"{axe};0")
        found = browser.call(
            "Runtime.evaluate", expression=ASK, awaitPromise=True, returnByValue=True
        )
        values = found["result"]["value"]
        faults += [(file.name, *each) for each in values if each[1] in SERIOUS]
    assert faults == []
