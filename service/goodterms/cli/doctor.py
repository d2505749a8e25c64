"""`goodterms doctor`: repeat every check, and prove the read-only promise on the owner's server."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

import click

from goodterms.adapters import imap_proof, weights
from goodterms.cli.answer_checks import answer_findings
from goodterms.cli.ledger_view import neutral
from goodterms.cli.login import consent_findings
from goodterms.cli.mapping import newest_headers
from goodterms.cli.session import Session, json_option, pass_session, print_json
from goodterms.cli.tone_health import tone_findings
from goodterms.core import aliases, matching
from goodterms.core.staleness import stale_sources
from goodterms.daemon.standing import refused_files
from goodterms.errors import GoodTermsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from goodterms.adapters.imap import ImapMailbox
    from goodterms.adapters.store import SqliteStore
    from goodterms.app import App
    from goodterms.core.mail import Envelope


MOST_REFUSED = 10
"""Most refused money files that are named."""

MOST_ALIASES = 3
"""Most forgotten addresses that are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One finding; `ok` None means that it is for the owner to say. Figures show with --json."""

    name: str
    ok: bool | None
    text: str
    figures: dict[str, object] = field(default_factory=dict)


@click.command()
@click.option("--offline", is_flag=True, help="Look at nothing outside this machine.")
@json_option
@pass_session
def doctor(session: Session, offline: bool, as_json: bool) -> None:
    """Check config, tone model, database and mailbox; prove that reading changes nothing.

    The proof reads flags and counts of the newest messages, reads their headers and text as `fetch`
    does, reads the flags again, and compares. What is marked "unknown" wants a look of yours; a
    problem ends with status 1. With --offline and without a config only the program is checked.

    \b
    Examples:
      goodterms doctor
      goodterms doctor --offline
    """
    checks = [*program_checks()]
    if not offline or session.config_path.exists():
        checks += guarded("config", lambda: config_checks(session))
        if all(each.ok is not False for each in checks):
            app = session.app()
            checks += guarded("database", lambda: database_checks(app))
            checks += guarded("tone", lambda: tone_checks(app))
            checks += guarded("consent", lambda: consent_checks(app))
            if not offline:
                checks += guarded("mailbox", lambda: mailbox_checks(app))
    if as_json:
        print_json([asdict(each) for each in checks])
    else:
        for each in checks:
            sign = "ok     " if each.ok else "unknown" if each.ok is None else "PROBLEM"
            click.echo(f"{sign}  {each.name}: {each.text}")
    if any(each.ok is False for each in checks):  # nothing read yet is no fault
        raise click.exceptions.Exit(1)


def guarded(name: str, look: Callable[[], Iterator[Check]]) -> list[Check]:
    """Return what a check found; an expected error is a finding too, after those before it."""
    found: list[Check] = []
    try:
        found.extend(look())
    except GoodTermsError as error:
        found.append(Check(name=name, ok=False, text=str(error)))
    return found


def program_checks() -> list[Check]:
    """Look at what ships with the program."""

    def look() -> Iterator[Check]:
        model = weights.load()
        yield Check(name="tone model", ok=True, text=f"digest {model.digest}, loads and verifies")

    return guarded("tone model", look)


def config_checks(session: Session) -> Iterator[Check]:
    """Look at the config."""
    found = session.settings
    holidays = len(session.app().owner.workweek.holidays)  # a country nobody knows shows here
    text = f"{session.config_path}: {len(found.clients)} clients mapped, {holidays} holidays known"
    yield Check(name="config", ok=True, text=text)


def database_checks(app: App) -> Iterator[Check]:
    """Look at the database."""
    with app.open_store() as store:
        counts = ", ".join(f"{count} {name}" for name, count in store.counts().items())
        yield Check(name="database", ok=True, text=f"{app.settings.database}: {counts}")
        freshness = store.freshness(app.settings.mailbox.account)
        yield from refused_checks(store)
    if freshness.mail_at is None:
        text = "mail was never read completely; `goodterms fetch` reads it"
        yield Check(name="freshness", ok=None, text=text)
        return
    stale = stale_sources(freshness, app.settings.policy, now=app.clock.now())
    text = f"mail last read {freshness.mail_at:%Y-%m-%d %H:%M} UTC"
    if stale:
        text += ", too long ago for a verdict; `goodterms fetch` reads what is new"
    yield Check(name="freshness", ok=None if stale else True, text=text)


def refused_checks(store: SqliteStore) -> Iterator[Check]:
    """Name the money files of the watched folder that were refused whole."""
    for text in refused_files(store)[:MOST_REFUSED]:
        yield Check(name="money file", ok=None, text=neutral(text))


def tone_checks(app: App) -> Iterator[Check]:
    """Say what the owner's corrections and answers changed and tell, and whether mail drifts."""
    for each in tone_findings(app):
        yield Check(name=each.name, ok=each.ok, text=each.text, figures=each.figures)


def consent_checks(app: App) -> Iterator[Check]:
    """Say how long the consent to read the mailbox is known to hold, where one is needed."""
    for ok, text in consent_findings(app):
        yield Check(name="consent", ok=ok, text=text)


def mailbox_checks(app: App) -> Iterator[Check]:
    """Connect, list, and prove that reading leaves everything as it was."""
    with app.open_mailbox() as mailbox:
        folders = mailbox.folders()
        names = ", ".join(each.name for each in folders)
        yield Check(name="sign-in", ok=True, text=f"{app.settings.mailbox.account}")
        yield Check(name="folders", ok=bool(folders), text=names or "none to read")
        terms = matching.search_terms(app.settings.clients)
        for each in folders[:2]:
            proof = imap_proof.prove_read_only(mailbox, folder=each.name, correspondents=terms)
            text = (
                f"{each.name}: flags of {proof.checked} messages the same before and after "
                f"reading {proof.read} of clients; sent only {', '.join(sorted(set(proof.verbs)))}"
            )
            if not proof.holds:
                text = (
                    f"{each.name} changed while it was read, by this or another program: flags of "
                    f"{len(proof.changed)} messages, messages {proof.exists_before} to "
                    f"{proof.exists_after}, recent {proof.recent_before} to {proof.recent_after}"
                )
            yield Check(name="read-only", ok=proof.holds, text=text)
        yield from alias_checks(app, mailbox)
        for ok, text in answer_findings(app, mailbox):
            yield Check(name="answers", ok=ok, text=text)


def alias_checks(app: App, mailbox: ImapMailbox) -> Iterator[Check]:
    """Look for addresses that the config forgot, in headers of clients' mail alone.

    Where the owner lets all headers be read, a client's second address is looked for as well.
    """
    clients, own = app.settings.clients, app.settings.owner.addresses
    if not clients:
        text = "no client is mapped, so no mail would be read; add them under [clients]"
        yield Check(name="clients", ok=None, text=text)
        return
    everybody = app.settings.mailbox.read_other_headers
    terms = None if everybody else matching.search_terms(clients)
    headers = newest_headers(mailbox, mailbox.folders(), correspondents=terms)
    if everybody:
        yield from client_alias_checks(app, [envelope for _, envelope in headers])
    found = aliases.likely(
        headers, own=own, is_client=lambda each: app.mapping.client_at(each) is not None
    )
    for each in found[:MOST_ALIASES]:
        text = (
            f"{each.received} messages of clients went to {each.address} and to no address of "
            f"yours, {each.sent} to clients were sent from it: none of them counts. If it is "
            "yours, add it to addresses in [owner]"
        )
        yield Check(name="addresses", ok=None, text=text)
    if not found:
        text = f"clients write to {', '.join(own)}; no other address looks like yours"
        yield Check(name="addresses", ok=True, text=text)


def client_alias_checks(app: App, envelopes: Sequence[Envelope]) -> Iterator[Check]:
    """Name addresses that may be a client's second one; never merged without the owner's word."""
    own = app.settings.owner.addresses
    for each in aliases.likely_clients(envelopes, mapping=app.mapping, own=own)[:MOST_ALIASES]:
        text = (
            f"{each.received} messages from {each.address} look like {each.client}'s, by "
            f"{each.likeness}: none of them counts. If it is so, add it to addresses in "
            f"[clients.{each.client}]"
        )
        yield Check(name="client addresses", ok=None, text=text)
