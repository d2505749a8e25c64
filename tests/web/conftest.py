"""Fixtures of the page's tests."""

from __future__ import annotations

import os

import pytest

import chromium


@pytest.fixture(scope="session")
def browser_program() -> str:
    """The browser; where `GOODTERMS_CHROMIUM` is set its absence is a failure, as in CI."""
    found = chromium.program()
    if found is None:
        message = "no Chromium on this machine: apt-get install chromium"
        if os.environ.get("GOODTERMS_CHROMIUM"):
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture
def browser(browser_program):
    """A browser with an empty profile."""
    with chromium.started(browser_program) as found:
        yield found
