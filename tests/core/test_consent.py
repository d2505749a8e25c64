from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from goodterms.core.consent import Consent, clock_sentence, consent_lines

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
CONSENT = Consent(
    user="mara@studio.example",
    provider="google",
    given_at=NOW,
    renewed_at=NOW + timedelta(days=3),
    ends_at=NOW + timedelta(days=3, hours=1),
    until=None,
    skew_seconds=0.0,
)


def test_the_honest_end_of_a_consent_on_a_testing_screen_is_named() -> None:
    text = "\n".join(consent_lines(CONSENT))
    assert "Signed in as mara@studio.example (google) on 2026-03-02 09:00 UTC." in text
    assert 'if its screen is in "Testing", until 2026-03-09 09:00 UTC.' in text


@pytest.mark.parametrize(
    ("provider", "words"), [("microsoft", "not used for 90 days"), ("other", "does not say")]
)
def test_each_provider_has_its_own_rule(provider: str, words: str) -> None:
    assert words in consent_lines(replace(CONSENT, provider=provider))[2]


def test_an_end_that_the_provider_told_is_worth_a_look_two_days_before() -> None:
    told = replace(CONSENT, until=NOW + timedelta(days=7))
    assert "holds until 2026-03-09 09:00 UTC, says the provider" in consent_lines(told)[2]
    assert not told.needs_look(now=NOW + timedelta(days=4))
    assert told.needs_look(now=NOW + timedelta(days=6))


@pytest.mark.parametrize(
    ("skew", "words"),
    [(600, "10 minutes ahead of"), (-600, "10 minutes behind"), (300, ""), (-12, "")],
)
def test_a_wrong_clock_is_named_with_its_side(skew: float, words: str) -> None:
    assert words in clock_sentence(skew)
    assert bool(clock_sentence(skew)) == bool(words)
    assert replace(CONSENT, skew_seconds=skew).needs_look(now=NOW) == bool(words)
    assert len(consent_lines(replace(CONSENT, skew_seconds=skew))) == 3 + bool(words)
