from __future__ import annotations

from datetime import UTC, datetime, timedelta

from goodterms.core.client import Freshness
from goodterms.core.policy import Policy
from goodterms.core.staleness import stale_sources

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)


def test_mail_read_a_week_ago_is_fresh_and_a_second_later_is_not() -> None:
    limit = NOW - timedelta(days=7)
    assert stale_sources(Freshness(mail_at=limit), Policy(), now=NOW) == []
    older = Freshness(mail_at=limit - timedelta(seconds=1))
    assert stale_sources(older, Policy(), now=NOW) == ["mail"]


def test_mail_that_was_never_read_is_stale() -> None:
    assert stale_sources(Freshness(), Policy(), now=NOW) == ["mail"]
