"""`goodterms login`: the owner's consent at Google, Microsoft or another provider."""

from __future__ import annotations

import webbrowser
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

from goodterms.adapters import oauth_device, oauth_grant, oauth_redirect, secrets
from goodterms.app import CLIENT_SECRET
from goodterms.cli.session import Session, json_option, pass_session, print_json
from goodterms.core.consent import clock_sentence, consent_lines
from goodterms.errors import GoodTermsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodterms.adapters.oauth_http import Answer
    from goodterms.adapters.oauth_provider import Provider
    from goodterms.app import App

REVOKED_AT = {
    "google": "https://myaccount.google.com/connections",
    "microsoft": "https://account.microsoft.com/privacy/app-access",
}
"""Where the owner takes a consent back: forgetting it here does not end it there."""


@click.command()
@click.option("--status", is_flag=True, help="Say how long the sign-in holds; contact nobody.")
@click.option("--forget", is_flag=True, help="Remove the tokens from this machine.")
@click.option("--no-browser", is_flag=True, help="Print the address and open no browser.")
@click.option(
    "--client-secret",
    "ask_secret",
    is_flag=True,
    help="Ask for the client secret first and keep it where client_secret in [mailbox] says.",
)
@json_option
@pass_session
def login(
    session: Session,
    status: bool,
    forget: bool,
    no_browser: bool,
    ask_secret: bool,
    as_json: bool,
) -> None:
    """Sign in to the mailbox with Google, Microsoft or another provider, without a password.

    Needs auth and client_id in [mailbox]. The tokens are kept beside the database, for you alone,
    and are renewed by themselves; the provider asks again when the consent has ended.

    \b
    Examples:
      goodterms login
      goodterms login --no-browser
      goodterms login --status
    """
    app = session.app()
    if not app.account.by_token:
        message = f'{session.config_path} has auth = "password": there is nothing to sign in to'
        raise GoodTermsError(message, hint='Set auth and client_id in [mailbox], or see "doctor"')
    if status:
        show(app, as_json=as_json)
    elif forget:
        remove(app)
    else:
        if ask_secret:
            keep_client_secret(app)
        sign_in(app, no_browser=no_browser)


def show(app: App, *, as_json: bool) -> None:
    """Print what is known of the sign-in; raises `ConsentError` when nobody signed in."""
    found = app.consent()
    if found is None:  # pragma: no cover - `login` refused a password before
        return
    if as_json:
        values = {
            key: value.isoformat() if isinstance(value, datetime) else value
            for key, value in asdict(found).items()
        }
        print_json(values)
        return
    for line in consent_lines(found):
        click.echo(line)


def consent_findings(app: App) -> Iterator[tuple[bool | None, str]]:
    """Yield what `doctor` shows of the sign-in by token, nothing when a password is used.

    None wants a look of the owner's: the end is near, or the clock is wrong.
    """
    found = app.consent()
    if found is not None:
        fine = None if found.needs_look(now=app.clock.now()) else True
        yield fine, " ".join(consent_lines(found))


def remove(app: App) -> None:
    """Remove the tokens and say where the consent itself is taken back."""
    with app.token_file.locked():  # a renewal under way would bring them back
        was_there = app.token_file.remove()
    click.echo("The sign-in is forgotten here." if was_there else "Nobody is signed in here.")
    place = REVOKED_AT.get(app.settings.mailbox.sign_in.auth, "your provider")
    click.echo(f"To take the consent itself back: {place}")


def keep_client_secret(app: App) -> None:
    """Ask for the client secret, hidden, and keep it."""
    how = app.settings.mailbox.sign_in
    if not how.client_secret:
        message = "client_secret in [mailbox] does not say where to keep it"
        raise GoodTermsError(message, hint='Set it to "keyring" or "file:PATH"')
    text = str(click.prompt("Client secret", hide_input=True)).strip()
    place = secrets.write(
        how.client_secret, text, name=CLIENT_SECRET, user=how.client_id, beside=app.settings.path
    )
    click.echo(f"The client secret is in {place}.")


def sign_in(app: App, *, no_browser: bool) -> None:
    """Let the owner agree, keep the tokens, then try the mailbox with them."""
    access = app.access()
    provider = access.provider
    if provider.device_url:
        answer = by_code(provider)
    else:
        answer = by_browser(provider, user=access.user, no_browser=no_browser)
    tokens = oauth_grant.tokens(answer, provider, user=access.user, now=app.clock.now())
    access.keep(tokens)
    if sentence := clock_sentence(tokens.skew_seconds):
        click.echo(sentence, err=True)
    with app.open_mailbox() as mailbox:
        number = len(mailbox.folders())
    click.echo(f"Signed in to {app.account.host} as {access.user}, read-only: {number} folders.")
    click.echo(f"The tokens are in {access.file.path}.")
    for line in consent_lines_after(app):
        click.echo(line)


def consent_lines_after(app: App) -> list[str]:
    """Return how long the new consent is known to hold."""
    found = app.consent()
    return consent_lines(found)[2:3] if found else []


def by_code(provider: Provider) -> Answer:
    """Show a code that the owner types in anywhere, and wait."""
    code = oauth_device.begin(provider)
    click.echo(f"Open {code.page} in any browser, on any device, and type in: {code.user_code}")
    click.echo(f"Waiting, for at most {code.lasts / 60:.0f} minutes (Ctrl-C stops) ...")
    return oauth_device.poll(provider, code)


def by_browser(provider: Provider, *, user: str, no_browser: bool) -> Answer:
    """Open the provider's page and wait for the browser to come back to this machine."""
    with oauth_redirect.waiting(provider, user=user) as redirect:
        click.echo(f"Open this address in a browser on this machine:\n\n{redirect.page}\n")
        if no_browser:
            click.echo(
                "If the browser is on another machine, connect first with: "
                f"ssh -L {redirect.port}:127.0.0.1:{redirect.port} THIS_MACHINE"
            )
        else:
            webbrowser.open(redirect.page)
        minutes = oauth_redirect.WAIT_SECONDS / 60
        click.echo(f"Waiting, for at most {minutes:.0f} minutes (Ctrl-C stops) ...")
        code = redirect.code()
        return redirect.exchange(provider, code)
