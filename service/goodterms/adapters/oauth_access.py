"""An access token for one reading of the mailbox: kept, renewed in time, and by one process only.

Source: IMAP study b.7 (refresh at connect, single-flight, durable before use).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from goodterms.adapters import oauth_grant, oauth_http
from goodterms.adapters.token_file import LOGIN
from goodterms.core.consent import clock_sentence
from goodterms.errors import ConsentError, SignInError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from goodterms.adapters.oauth_provider import Provider
    from goodterms.adapters.token_file import TokenFile, Tokens

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The owner's consent at one provider for one mailbox."""

    provider: Provider
    file: TokenFile
    user: str

    def tokens(self, *, now: datetime) -> Tokens:
        """Return tokens that can be used now, renewed if they end within minutes.

        Raises:
            ConsentError: Nobody signed in, or the consent has ended.
            SecretError: The token file can be read by others.
            UnreachableError: They cannot be renewed now: worth a retry.
            LimitError: The provider asks to slow down.
            CertificateError: The endpoint's certificate cannot be trusted.
        """
        found = self._kept()
        return found if found.is_fresh(now=now) else self.renewed(found, now=now)

    def renewed(self, used: Tokens, *, now: datetime) -> Tokens:
        """Return other tokens than `used`, those of another process if it was quicker.

        What the provider gave is on disk before it is returned. Raises as `tokens` does.
        """
        with self.file.locked():
            kept = self._kept()
            if kept.access != used.access and kept.is_fresh(now=now):
                return kept
            form = {
                "grant_type": "refresh_token",
                "refresh_token": kept.refresh,
                **self.provider.identified(),
            }
            if self.provider.scope_again:
                form["scope"] = self.provider.scope
            answer = oauth_http.post(self.provider.token_url, form)
            found = oauth_grant.renewed(answer, self.provider, kept, now=now)
            self.file.write(found)
            return found

    def keep(self, tokens: Tokens) -> None:
        """Keep the tokens of a new sign-in."""
        with self.file.locked():
            self.file.write(tokens)

    def _kept(self) -> Tokens:
        found = self.file.read()
        ours = (self.user, self.provider.client_id, self.provider.token_url)
        if (found.user, found.client_id, found.token_url) != ours:
            message = f"the sign-in that is kept is of {found.user} and another registration"
            if found.user != self.user:
                message = f"the sign-in that is kept is of {found.user}, not of {self.user}"
            raise ConsentError(message, hint=LOGIN)
        return found


def signed_in(access: Access, connect: Callable[[str], _T], *, now: datetime) -> _T:
    """Connect with a token; one that the server refuses is renewed, once.

    A server may know better than the clock that a token has ended. More than once would be a loop
    of renewing and reconnecting, as one anchor of the study once had (b.7).

    Args:
        access: Where tokens come from.
        connect: Connects with an access token; raises `SignInError` when it is refused.
        now: The present.
    """
    tokens = access.tokens(now=now)
    try:
        return connect(tokens.access)
    except SignInError as error:
        if tokens.renewed_at >= now:
            raise _explained(error, tokens) from error
    tokens = access.renewed(tokens, now=now)
    try:
        return connect(tokens.access)
    except SignInError as error:
        raise _explained(error, tokens) from error


def _explained(error: SignInError, tokens: Tokens) -> SignInError:
    """Say that the clock is wrong, where it is: a token may then count as not valid yet."""
    sentence = clock_sentence(tokens.skew_seconds)
    hint = f"{sentence} {error.hint}".rstrip() if sentence else error.hint
    return type(error)(error.message, hint=hint)
