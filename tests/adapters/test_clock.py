from __future__ import annotations

from datetime import UTC, datetime

from goodterms.adapters.clock import FixedClock, SystemClock


def test_the_system_clock_gives_aware_whole_seconds() -> None:
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert now.microsecond == 0
    assert SystemClock().now() >= now


def test_a_fixed_clock_stands_still() -> None:
    at = datetime(2026, 11, 16, tzinfo=UTC)
    clock = FixedClock(at)
    assert clock.now() == clock.now() == at
