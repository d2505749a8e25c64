"""`goodterms doctor`: repeat every check, and prove the read-only promise on the owner's server."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import click

from goodterms.adapters import imap_proof, weights
from goodterms.cli.session import Session, json_option, pass_session, print_json
from goodterms.core.staleness import stale_sources
from goodterms.errors import GoodTermsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from goodterms.app import App


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One finding; `ok` None means it could not be looked at."""

    name: str
    ok: bool | None
    text: str


@click.command()
@click.option("--offline", is_flag=True, help="Look at nothing outside this machine.")
@json_option
@pass_session
def doctor(session: Session, offline: bool, as_json: bool) -> None:
    """Check config, tone model, database and mailbox; prove that reading changes nothing.

    The proof reads flags and counts of the newest messages, reads their headers and text as `fetch`
    does, reads the flags again, and compares. Without a config only the program itself is checked.

    \b
    Examples:
      goodterms doctor
      goodterms doctor --offline
    """
    checks = [*program_checks()]
    if not offline or session.config_path.exists():
        checks += guarded("config", lambda: config_checks(session))
        if all(each.ok for each in checks):
            app = session.app()
            checks += guarded("database", lambda: database_checks(app))
            if not offline:
                checks += guarded("mailbox", lambda: mailbox_checks(app))
    if as_json:
        print_json([asdict(each) for each in checks])
    else:
        for each in checks:
            sign = "ok     " if each.ok else "unknown" if each.ok is None else "PROBLEM"
            click.echo(f"{sign}  {each.name}: {each.text}")
    if not all(each.ok for each in checks):
        raise click.exceptions.Exit(1)


def guarded(name: str, look: Callable[[], Iterator[Check]]) -> list[Check]:
    """Return what a check found; an expected error is a finding too."""
    try:
        return list(look())
    except GoodTermsError as error:
        return [Check(name=name, ok=False, text=str(error))]


def program_checks() -> list[Check]:
    """Look at what ships with the program."""

    def look() -> Iterator[Check]:
        model = weights.load()
        yield Check(name="tone model", ok=True, text=f"digest {model.digest}, loads and verifies")

    return guarded("tone model", look)


def config_checks(session: Session) -> Iterator[Check]:
    """Look at the config."""
    found = session.settings
    yield Check(
        name="config", ok=True, text=f"{session.config_path}: {len(found.clients)} clients mapped"
    )


def database_checks(app: App) -> Iterator[Check]:
    """Look at the database."""
    with app.open_store() as store:
        counts = ", ".join(f"{count} {name}" for name, count in store.counts().items())
        yield Check(name="database", ok=True, text=f"{app.settings.database}: {counts}")
        freshness = store.freshness(app.settings.mailbox.account)
    stale = stale_sources(freshness, app.settings.policy, now=app.clock.now())
    read = f"mail last read {freshness.mail_at or 'never'}"
    yield Check(name="freshness", ok=None if stale else True, text=read)


def mailbox_checks(app: App) -> Iterator[Check]:
    """Connect, list, and prove that reading leaves everything as it was."""
    with app.open_mailbox() as mailbox:
        folders = mailbox.folders()
        names = ", ".join(each.name for each in folders)
        yield Check(name="sign-in", ok=True, text=f"{app.settings.mailbox.account}")
        yield Check(name="folders", ok=bool(folders), text=names or "none to read")
        for each in folders[:2]:
            proof = imap_proof.prove_read_only(mailbox, folder=each.name)
            text = (
                f"{each.name}: flags of {proof.checked} messages the same before and after; "
                f"sent only {', '.join(sorted(set(proof.verbs)))}"
            )
            if not proof.holds:
                text = f"{each.name}: flags of {len(proof.changed)} messages changed while reading"
            yield Check(name="read-only", ok=proof.holds, text=text)
