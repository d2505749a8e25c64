from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms import errors
from goodterms.core import waiting
from goodterms.core.waiting import Failure, Trouble, Wait

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)

chances = st.floats(0, 1)
troubles = st.sampled_from(list(Trouble))
failures = st.builds(
    Failure,
    trouble=troubles,
    text=st.text(max_size=20),
    wait_seconds=st.none() | st.floats(0, 1e9),
    short_lived=st.booleans(),
)


def after(*kinds: Trouble, chance: float = 1.0, now: datetime = NOW) -> Wait:
    wait = None
    for kind in kinds:
        wait = waiting.failed(wait, Failure(trouble=kind, text="no"), now=now, chance=chance)
    assert wait
    return wait


def waited(wait: Wait) -> timedelta:
    return wait.until - wait.last_at


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (errors.UnreachableError("x"), Trouble.LOST),
        (errors.LimitError("x"), Trouble.LIMIT),
        (errors.SignInError("x"), Trouble.SIGN_IN),
        (errors.ConsentError("x"), Trouble.CONSENT),
        (errors.CertificateError("x"), Trouble.REFUSED),
        (errors.ReadOnlyViolationError("x"), Trouble.REFUSED),
        (errors.DeliveryError("x"), Trouble.DELIVERY),
        (errors.StoreError("x"), Trouble.STORE),
        (errors.SecretError("x"), Trouble.OTHER),
    ],
)
def test_every_error_has_its_kind(error: errors.GoodTermsError, kind: Trouble) -> None:
    assert waiting.trouble_of(error) is kind


@given(st.lists(failures, min_size=1, max_size=12), chances)
def test_no_wait_is_negative_or_longer_than_a_day(found: list[Failure], chance: float) -> None:
    wait = None
    for each in found:
        wait = waiting.failed(wait, each, now=NOW, chance=chance)
        assert timedelta() <= waited(wait) <= waiting.LONGEST
        assert wait.until.microsecond == 0
        assert waiting.from_json(waiting.to_json(wait)) == wait


@given(st.integers(1, 40), chances)
def test_a_lost_connection_waits_anywhere_up_to_a_doubling_ceiling(
    count: int, chance: float
) -> None:
    wait = after(*[Trouble.LOST] * count, chance=chance)
    assert waited(wait).total_seconds() <= min(900, 5 * 2 ** (count - 1))
    assert abs(waited(wait).total_seconds() - chance * min(900, 5 * 2 ** (count - 1))) <= 1


@given(st.lists(st.sampled_from([Trouble.LOST, Trouble.SIGN_IN, Trouble.LIMIT]), max_size=20))
def test_other_troubles_in_between_never_make_refusals_cheaper(kinds: list[Trouble]) -> None:
    wait = after(*kinds, Trouble.SIGN_IN)
    refusals = kinds.count(Trouble.SIGN_IN) + 1
    assert waited(wait) == (10 * MINUTE if refusals < 3 else 6 * HOUR)


def test_short_lived_connections_grow_on_although_folders_are_read() -> None:
    wait, waits = None, []
    for _ in range(5):
        wait = waiting.folder_done(wait) if wait else None
        failure = Failure(trouble=Trouble.LOST, text="dropped", short_lived=True)
        wait = waiting.failed(wait, failure, now=NOW, chance=1.0)
        waits.append(waited(wait).total_seconds())
    assert waits == [5, 10, 20, 40, 80]
    assert wait
    held = waiting.folder_done(waiting.held(wait))
    again = waiting.failed(held, Failure(trouble=Trouble.LOST, text="x"), now=NOW, chance=1.0)
    assert waited(again).total_seconds() == 5


def test_a_limit_told_by_the_server_is_kept_and_one_untold_grows() -> None:
    told = Failure(trouble=Trouble.LIMIT, text="slow down", wait_seconds=299.961)
    assert waited(waiting.failed(None, told, now=NOW, chance=0)) == timedelta(seconds=300)
    steps = [after(*[Trouble.LIMIT] * count, chance=0) for count in (1, 2, 3, 4)]
    assert [waited(each) / HOUR for each in steps] == [1, 6, 24, 24]


@given(troubles, st.integers(1, 6))
def test_the_owner_is_told_once_and_of_a_dead_token_once_a_day(kind: Trouble, count: int) -> None:
    wait = after(*[kind] * count)
    if not waiting.notice_is_due(wait, now=NOW):
        assert kind in {Trouble.LOST, Trouble.LIMIT} or count < waiting.TRIES
        return
    wait = waiting.told(wait, now=NOW)
    assert not waiting.notice_is_due(wait, now=NOW + timedelta(hours=23))
    later = waiting.notice_is_due(wait, now=NOW + timedelta(hours=24))
    assert later is (kind is Trouble.CONSENT)


def test_the_beginning_of_a_row_of_failures_is_kept() -> None:
    first = after(Trouble.LOST)
    failure = Failure(trouble=Trouble.SIGN_IN, text="refused")
    second = waiting.failed(first, failure, now=NOW + HOUR, chance=0.5)
    assert (second.since, second.last_at, second.attempts) == (NOW, NOW + HOUR, 1)


def test_a_refusal_is_over_with_another_secret_and_a_lost_connection_is_not() -> None:
    for kind, over in ((Trouble.SIGN_IN, True), (Trouble.CONSENT, True), (Trouble.LOST, False)):
        wait = after(kind)
        assert not waiting.is_over(wait, secret="", read_at=None)
        assert waiting.is_over(wait, secret="other", read_at=None) is over
        assert not waiting.is_over(wait, secret="", read_at=NOW)
        assert waiting.is_over(wait, secret="", read_at=NOW + MINUTE)


def test_an_end_out_of_reach_is_pulled_in_and_a_possible_one_stays() -> None:
    wait = after(Trouble.SIGN_IN, Trouble.SIGN_IN, Trouble.SIGN_IN)
    assert waiting.pulled_in(wait, now=NOW) == wait
    assert waiting.pulled_in(wait, now=NOW - 400 * HOUR).until <= NOW - 370 * HOUR
