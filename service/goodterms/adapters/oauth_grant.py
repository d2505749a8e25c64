"""What a token endpoint grants or refuses, as tokens or as a named error.

Source: RFC 6749 sections 5.1 and 5.2, RFC 8628 section 3.5, and the IMAP study b.7.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from goodterms.adapters.imap_errors import LATER
from goodterms.adapters.token_file import LOGIN, Tokens
from goodterms.core.consent import TESTING
from goodterms.errors import ConsentError, MailboxError, SignInError, UnreachableError

if TYPE_CHECKING:
    from datetime import datetime

    from goodterms.adapters.oauth_http import Answer
    from goodterms.adapters.oauth_provider import Provider

TOKEN_LETTERS = re.compile(r"[\x21-\x7e]{1,16384}")
"""What a bearer token may hold (RFC 6750 allows less); it goes into a line to the server."""

USUAL_SECONDS = 3600.0
"""Life of an access token whose life is not told: all three providers' own."""

TESTING_NOTICED = TESTING + timedelta(days=1)
"""A consent that ended sooner than this probably ended by Google's rule for "Testing"."""

DEAD = frozenset({"invalid_grant", "interaction_required", "consent_required", "login_required"})
"""Errors after which only the owner can go on; the last three are Microsoft's."""

PASSING = frozenset({"temporarily_unavailable", "server_error"})

REGISTRATION = frozenset({"invalid_client", "unauthorized_client"})


def tokens(answer: Answer, provider: Provider, *, user: str, now: datetime) -> Tokens:
    """Return the tokens of a first grant.

    Raises:
        SignInError: It was refused, or brings no refresh token.
        UnreachableError: The endpoint cannot now, or its answer makes no sense.
    """
    if "error" in answer.values or answer.status >= 400:
        raise refusal(answer, provider)
    if not answer.text("refresh_token"):
        message = f"{_host(provider)} gave no refresh token, so the sign-in would end in an hour"
        raise SignInError(message, hint="Take the consent back at the provider, then try again")
    lasts = answer.seconds("refresh_token_expires_in", 0.0)
    return Tokens(
        user=user,
        client_id=provider.client_id,
        token_url=provider.token_url,
        access=_checked(answer, "access_token", provider),
        refresh=_checked(answer, "refresh_token", provider),
        expires_at=now + timedelta(seconds=answer.seconds("expires_in", USUAL_SECONDS)),
        consented_at=now,
        renewed_at=now,
        consent_until=now + timedelta(seconds=lasts) if lasts else None,
        skew_seconds=_skew(answer, now),
    )


def renewed(answer: Answer, provider: Provider, before: Tokens, *, now: datetime) -> Tokens:
    """Return the tokens after a renewal; a refresh token that was not replaced goes on.

    Raises:
        ConsentError: The consent has ended: only the owner can sign in again.
        SignInError: The registration is refused.
        UnreachableError: The endpoint cannot now, or its answer makes no sense.
    """
    if answer.text("error") in DEAD:
        raise ended(provider, before, now=now)
    if "error" in answer.values or answer.status >= 400:
        raise refusal(answer, provider)
    lasts = answer.seconds("refresh_token_expires_in", 0.0)
    kept = answer.text("refresh_token")
    return Tokens(
        user=before.user,
        client_id=before.client_id,
        token_url=before.token_url,
        access=_checked(answer, "access_token", provider),
        refresh=_checked(answer, "refresh_token", provider) if kept else before.refresh,
        expires_at=now + timedelta(seconds=answer.seconds("expires_in", USUAL_SECONDS)),
        consented_at=before.consented_at,
        renewed_at=now,
        consent_until=now + timedelta(seconds=lasts) if lasts else before.consent_until,
        skew_seconds=_skew(answer, now),
    )


def ended(provider: Provider, before: Tokens, *, now: datetime) -> ConsentError:
    """Return the error for a consent that cannot be renewed any more."""
    age = now - before.consented_at
    message = (
        f"the consent given to {_host(provider)} on {before.consented_at:%Y-%m-%d} has ended, "
        f"after {age.days} days"
    )
    hint = f"{LOGIN} once"
    if provider.name == "google" and age <= TESTING_NOTICED:
        hint += (
            f'. Google ends the consent of a screen in "Testing" after {TESTING.days} days: set it '
            'to "In production" in the Google Cloud console, and it will hold'
        )
    return ConsentError(message, hint=hint)


def refusal(answer: Answer, provider: Provider) -> MailboxError:
    """Return the error for an answer that grants nothing."""
    code = answer.text("error")
    host = _host(provider)
    if code in PASSING:
        return UnreachableError(f"{host} cannot serve now ({code})", hint=LATER)
    if code in REGISTRATION:
        message = f"{host} does not know this client id or its secret ({code})"
        return SignInError(message, hint="Check client_id, client_secret and tenant in [mailbox]")
    if code == "access_denied":
        return SignInError(f"the consent was refused at {host}", hint=LOGIN)
    if code == "invalid_grant":
        return SignInError(f"{host} does not take this sign-in any more", hint=LOGIN)
    said = _words(code) or f"status {answer.status}"
    about = _words(answer.text("error_description"))
    message = f"{host} refused: {said}" + (f" ({about})" if about else "")
    return SignInError(message, hint="README, Signing in with Google or Microsoft")


def _words(text: str) -> str:
    """Return the first printable words of the server; long runs, as tokens are, are cut out."""
    line = re.sub(r"\S{25,}", "...", text.split("\r\n", 1)[0])
    return "".join(each for each in line if each.isprintable())[:160].rstrip(". ")


def _checked(answer: Answer, key: str, provider: Provider) -> str:
    found = answer.text(key)
    if not TOKEN_LETTERS.fullmatch(found):
        message = f"{_host(provider)} answered without a token that can be used"
        raise UnreachableError(message, hint=LATER)
    return found


def _skew(answer: Answer, now: datetime) -> float:
    """Return by how much this machine's clock is ahead of the endpoint's."""
    return (now - answer.date).total_seconds() if answer.date is not None else 0.0


def _host(provider: Provider) -> str:
    return urlsplit(provider.token_url).hostname or provider.name
