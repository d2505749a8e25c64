"""How long to wait after a failure, by kind of trouble, and when the owner is told.

Facts and one random number in, a new state out; the state is JSON text and lives in the database,
so that a restart does not begin to count again: three more attempts could lock an account. Source
of every number: IMAP study b.7 (failure policy) and b.8 (table).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING

from goodterms.errors import (
    CertificateError,
    ConsentError,
    DeliveryError,
    LimitError,
    ReadOnlyViolationError,
    SignInError,
    StoreError,
    UnreachableError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodterms.errors import GoodTermsError


class Trouble(StrEnum):
    """What kind of failure it is; each has its own patience."""

    LOST = "lost"
    LIMIT = "limit"
    SIGN_IN = "sign_in"
    CONSENT = "consent"
    REFUSED = "refused"
    DELIVERY = "delivery"
    STORE = "store"
    OTHER = "other"


KINDS: tuple[tuple[type[GoodTermsError], Trouble], ...] = (
    (ConsentError, Trouble.CONSENT),
    (SignInError, Trouble.SIGN_IN),
    (LimitError, Trouble.LIMIT),
    (UnreachableError, Trouble.LOST),
    (CertificateError, Trouble.REFUSED),
    (ReadOnlyViolationError, Trouble.REFUSED),
    (DeliveryError, Trouble.DELIVERY),
    (StoreError, Trouble.STORE),
)

SHORT = "short"
"""Counter of connections that were dropped soon after signing in (IMAP study b.8, second row)."""

SHORT_LIVED = timedelta(seconds=60)
"""A connection dropped within this time is short-lived."""

STEADY = timedelta(minutes=10)
"""A connection that held this long clears the count of short-lived ones."""

LONGEST_RETRY_SECONDS = 900.0
FIRST_RETRY_SECONDS = 5.0

TRIES = 3
"""Attempts before probing gets rare, so that no account is locked."""

TRY_AGAIN = timedelta(minutes=10)
PROBE = timedelta(hours=6)
CONSENT_AGAIN = timedelta(hours=24)
"""A dead token does not come alive by itself: the file it lies in is watched instead."""

LIMIT_STEPS = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
LONGEST_TOLD = timedelta(minutes=15)
JITTER_SECONDS = 30.0

REMIND = timedelta(days=1)
"""A refused consent is told again after a day; every other trouble is told once."""

LONGEST = timedelta(hours=24, seconds=JITTER_SECONDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One failed attempt.

    Attributes:
        text: What failed, as the owner reads it; holds no secret and nothing of a mail.
        wait_seconds: How long the server asked to wait, None when it did not say.
        short_lived: The sign-in had worked and the connection was dropped within `SHORT_LIVED`.
        secret: Fingerprint of the files that hold the secret; empty where there is none.
    """

    trouble: Trouble
    text: str
    wait_seconds: float | None = None
    short_lived: bool = False
    secret: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """What a job that failed waits for.

    Attributes:
        trouble: Kind of the last failure.
        text: The last failure in words.
        since: When the first failure of this row of failures was.
        last_at: When the last one was.
        until: Not before this instant.
        counts: Failures by kind since the last success, and short-lived connections.
        told_at: When the owner was told last; None when not yet.
        secret: Fingerprint at the last failure.
    """

    trouble: Trouble
    text: str
    since: datetime
    last_at: datetime
    until: datetime
    counts: Mapping[str, int] = field(default_factory=dict)
    told_at: datetime | None = None
    secret: str = ""

    @property
    def attempts(self) -> int:
        """Return how often the present kind of trouble happened in a row."""
        return self.counts.get(self.trouble, 0)


def trouble_of(error: GoodTermsError) -> Trouble:
    """Return the kind of trouble an error is."""
    return next((kind for cls, kind in KINDS if isinstance(error, cls)), Trouble.OTHER)


def failed(before: Wait | None, failure: Failure, *, now: datetime, chance: float) -> Wait:
    """Return the state after one more failure.

    Counts of other kinds stay: an account must not be locked because refusals and lost connections
    take turns.

    Args:
        before: The state so far, None after a success.
        failure: What happened.
        now: When.
        chance: Uniform number from 0 to 1, drawn by the caller.
    """
    counts = dict(before.counts) if before else {}
    for name in (failure.trouble, *((SHORT,) if failure.short_lived else ())):
        counts[name] = counts.get(name, 0) + 1
    same = before is not None and before.trouble == failure.trouble
    return Wait(
        trouble=failure.trouble,
        text=failure.text,
        since=before.since if before else now,
        last_at=now,
        until=now + delay(failure, counts, chance=chance),
        counts=counts,
        told_at=before.told_at if before and same else None,
        secret=failure.secret,
    )


def delay(failure: Failure, counts: Mapping[str, int], *, chance: float) -> timedelta:
    """Return how long to wait after a failure that is counted in `counts`; whole seconds."""
    count = counts.get(failure.trouble, 1)
    match failure.trouble:
        case Trouble.LIMIT:
            wait = _asked(failure.wait_seconds, count) + _seconds(JITTER_SECONDS * chance)
        case Trouble.SIGN_IN | Trouble.DELIVERY:
            wait = TRY_AGAIN if count < TRIES else PROBE
        case Trouble.CONSENT:
            wait = CONSENT_AGAIN
        case Trouble.REFUSED:
            wait = PROBE
        case Trouble.OTHER:
            wait = TRY_AGAIN
        case _:
            doublings = min(max(count, counts.get(SHORT, 0)) - 1, 16)
            wait = _seconds(chance * ceiling(doublings))
    return wait


def ceiling(doublings: int) -> float:
    """Return the longest wait in seconds after so many failures before this one."""
    return min(LONGEST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2.0**doublings)


def _asked(seconds: float | None, count: int) -> timedelta:
    """Return what the server asked for, at most `LONGEST_TOLD`; else the steps of the study."""
    if seconds is None:
        return LIMIT_STEPS[min(count, len(LIMIT_STEPS)) - 1]
    return min(_seconds(max(0.0, seconds)), LONGEST_TOLD)


def _seconds(seconds: float) -> timedelta:
    """Return whole seconds, rounded up: instants are stored without fractions."""
    return timedelta(seconds=ceil(min(seconds, LONGEST.total_seconds())))


def next_refusal(wait: Wait | None, *, now: datetime) -> datetime | None:
    """Return until when an attempt would have to wait if it were refused; None without refusals.

    Written down before an attempt, so that a process killed in the middle of it counts it too.
    """
    if wait is None or wait.trouble is not Trouble.SIGN_IN:
        return None
    return now + (TRY_AGAIN if wait.attempts + 1 < TRIES else PROBE)


def folder_done(wait: Wait) -> Wait:
    """Return the state once a folder was read to its end: only that ends the doubling."""
    return _without(wait, Trouble.LOST, Trouble.STORE)


def signed_in(wait: Wait) -> Wait:
    """Return the state once the server accepted the secret."""
    return _without(wait, Trouble.SIGN_IN, Trouble.CONSENT)


def held(wait: Wait) -> Wait:
    """Return the state once a connection lasted for `STEADY`."""
    return _without(wait, SHORT)


def _without(wait: Wait, *names: str) -> Wait:
    if not any(name in wait.counts for name in names):
        return wait
    return replace(wait, counts={k: v for k, v in wait.counts.items() if k not in names})


def is_over(wait: Wait, *, secret: str, read_at: datetime | None) -> bool:
    """Return whether the cause is gone: a new secret lies there, or a reading by hand succeeded.

    Args:
        wait: The state.
        secret: Fingerprint of the secret's files now.
        read_at: When the mailbox was last read completely.
    """
    if read_at is not None and read_at > wait.last_at:
        return True
    is_refused = wait.trouble in {Trouble.SIGN_IN, Trouble.CONSENT}
    return is_refused and secret != wait.secret


def moved(wait: Wait, by: timedelta) -> Wait:
    """Return the state after the clock was set by `by`; what was real time stays as long."""
    return replace(wait, until=wait.until + by)


def until(wait: Wait, at: datetime) -> Wait:
    """Return the state with another end."""
    return replace(wait, until=at)


def pulled_in(wait: Wait, *, now: datetime) -> Wait:
    """Return the state with no end further ahead than any wait can be: the clock was set back."""
    latest = now + LONGEST
    return wait if wait.until <= latest else replace(wait, until=latest)


def notice_is_due(wait: Wait, *, now: datetime) -> bool:
    """Return whether the owner is to be told now: once, of a dead token once a day."""
    if wait.trouble in {Trouble.LOST, Trouble.LIMIT}:
        return False
    if wait.trouble in {Trouble.SIGN_IN, Trouble.DELIVERY} and wait.attempts < TRIES:
        return False
    if wait.told_at is None:
        return True
    return wait.trouble is Trouble.CONSENT and now - wait.told_at >= REMIND


def told(wait: Wait, *, now: datetime) -> Wait:
    """Return the state once the owner was told."""
    return replace(wait, told_at=now)


def to_json(wait: Wait) -> str:
    """Return the state as text for the database."""
    values = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(wait).items()
    }
    return json.dumps(values, sort_keys=True)


def from_json(text: str) -> Wait:
    """Return a stored state."""
    values = json.loads(text)
    for name in ("since", "last_at", "until", "told_at"):
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    return Wait(**values | {"trouble": Trouble(values["trouble"])})
