"""`goodterms init`: ask, try the login read-only, propose clients, write the config."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodterms.adapters import imap, private_file, secrets
from goodterms.adapters.bundled import bundled
from goodterms.app import IMAP_SECRET
from goodterms.cli import mapping
from goodterms.cli.answers import Answers, ask, ask_login_again
from goodterms.cli.asking import parse_client
from goodterms.cli.session import Session, pass_session
from goodterms.core.aliases import likely
from goodterms.core.proposals import propose
from goodterms.errors import (
    CertificateError,
    GoodTermsError,
    MailboxError,
    OutputError,
    SignInError,
    UnreachableError,
)
from goodterms.settings.file import parse
from goodterms.settings.template import filled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.adapters.imap import ImapMailbox
    from goodterms.core.client import Client

OPTIONS = {
    CertificateError: "Name the certificate of a server of your own with --ca-file",
    SignInError: "Check --user, --security and the password; many providers need an app password",
    UnreachableError: "Check --host, --port and --security",
}
"""What to do when the login fails: no config is there yet that the usual hints could speak of."""


@click.command()
@click.option("--address", help="Your mail address.")
@click.option("--alias", help="Other addresses you write from, with commas.")
@click.option("--name", help="Your name.")
@click.option("--host", help="IMAP server; proposed from the address.")
@click.option("--port", type=click.IntRange(1, 65535), help="993; 143 with starttls or plain.")
@click.option(
    "--security",
    type=click.Choice(["tls", "starttls", "plain"]),
    help="tls by default; plain only for a server on this machine.",
)
@click.option(
    "--ca-file",
    type=click.Path(exists=True, dir_okay=False),
    help="Certificate (PEM) of a server of your own.",
)
@click.option("--user", help="User name at the server; your address by default.")
@click.option(
    "--auth",
    type=click.Choice(["password", "google", "microsoft"]),
    help="How you sign in; password by default. The others need --client-id, then `login`.",
)
@click.option("--client-id", help="Client id of your own registration at Google or Microsoft.")
@click.option(
    "--secret",
    help='Where the password is kept: "keyring" where one works, or "file:PATH" beside the config, '
    "else file:imap.secret.",
)
@click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    help="Read the password from this file; - reads standard input.",
)
@click.option("--zone", help="IANA time zone; this machine's by default.")
@click.option("--hours", help="Working hours; 09:00-17:00 by default, several with commas.")
@click.option("--days", help="Working days; mon-fri by default.")
@click.option(
    "--country",
    help="Country of your public holidays, two letters, - for none; the zone's by default.",
)
@click.option(
    "--language", type=click.Choice(["en", "hr"]), help="Language of reports; en by default."
)
@click.option("--currency", help="Currency of reports; EUR by default.")
@click.option("--rate", type=float, help="Usual price of one hour.")
@click.option(
    "--client",
    "named",
    multiple=True,
    metavar="NAME=ADDRESS,@DOMAIN",
    help="A client; may be given again.",
)
@click.option(
    "--invoices",
    "ledger",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="CSV to take client names from; may be given again.",
)
@click.option("--propose/--no-propose", default=None, help="Read headers to propose clients.")
@click.option("--accept", is_flag=True, help="Take everything proposed.")
@click.option("--force", is_flag=True, help="Write over an existing config file.")
@click.option("--no-input", is_flag=True, help="Ask nothing; take options and defaults.")
@pass_session
def init(session: Session, /, **given: object) -> None:
    """Set up your mailbox: everything asked can also be given as an option.

    The login is tried read-only before anything is written. The password goes to the keyring or to
    a file only you can read, never into the config.

    \b
    Examples:
      goodterms init
      goodterms init --address mara@studio.example --client "Alba=ana@alba.example,@alba.example"
      goodterms init --no-input --address mara@studio.example --password-file - --propose --accept
    """
    path = session.config_path
    if path.exists() and not given["force"]:
        message = f"{path} exists already"
        raise GoodTermsError(message, hint="Edit it, or use --force to write a new one")
    check_place(path)
    try:
        set_up(path, given, interactive=not given["no_input"])
    except click.exceptions.Abort:
        click.echo("\nNothing was written.", err=True)
        raise


def set_up(path: Path, given: Mapping[str, object], *, interactive: bool) -> None:
    """Ask, try the login, propose, and write: the secret first, so that no config lacks its own."""
    mapped = distinct([parse_client(text) for text in as_texts(given["named"])])
    buyers = mapping.read_buyers([Path(text) for text in as_texts(given["ledger"])])
    answers = ask(given, interactive=interactive)
    if answers.login.by_token:
        mapped = mapping.with_buyers(
            mapped, buyers, accept=bool(given["accept"]), interactive=interactive
        )
        write(path, answers, mapped, kept="no password is needed")
        option = " --client-secret" if answers.login.client_secret else ""
        click.echo(f"Next: `goodterms login{option}`, then `goodterms doctor`.")
        return
    password = ask_password(given, interactive=interactive)
    check_text(answers, mapped, path)
    mailbox, answers, password = sign_in(answers, password, interactive=interactive)
    accept = bool(given["accept"])
    with mailbox:
        folders = ", ".join(each.name for each in mailbox.folders())
        click.echo(f"Signed in to {answers.login.host}, read-only. Folders: {folders}")
        if wants_proposals(given["propose"], interactive=interactive):
            answers, mapped = proposed(
                mailbox, answers, mapped, accept=accept, interactive=interactive
            )
    mapped = mapping.with_buyers(mapped, buyers, accept=accept, interactive=interactive)
    check_text(answers, mapped, path)
    kept = secrets.write(
        answers.secret_place, password, name=IMAP_SECRET, user=answers.login.user, beside=path
    )
    write(path, answers, mapped, kept=f"the password is in {kept}")
    click.echo("Next: `goodterms doctor`, then `goodterms fetch`.")


def write(path: Path, answers: Answers, mapped: Sequence[Client], *, kept: str) -> None:
    """Write the config and say what is in it; `kept` says where the password is."""
    private_file.write(path, check_text(answers, mapped, path))
    number = "1 client" if len(mapped) == 1 else f"{len(mapped)} clients"
    click.echo(f"Wrote {path} ({number}); {kept}.")
    if not mapped:
        click.echo("Add your clients to it, under [clients]: only their mail is read.")


def check_place(path: Path) -> None:
    """Refuse a place that cannot be written, before a single question is asked."""
    folder = next(each for each in path.absolute().parents if each.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        message = f"{path} cannot be written: no permission in {folder}"
        raise OutputError(message, hint="Name another place: goodterms --config FILE init")


def as_texts(value: object) -> list[str]:
    """Return the texts of a repeatable option."""
    return [str(each) for each in value] if isinstance(value, tuple) else []


def distinct(clients: list[Client]) -> list[Client]:
    """Return the clients; two of one name are an error."""
    names = [each.name for each in clients]
    for name in names:
        if names.count(name) > 1:
            message = f'"{name}" is given twice'
            raise click.BadParameter(message, param_hint="--client")
    return clients


def ask_password(given: Mapping[str, object], *, interactive: bool) -> str:
    """Return the password from a file or a hidden question."""
    place = given["password_file"]
    if place is not None:
        try:
            with click.open_file(str(place), encoding="utf-8") as stream:
                text = str(stream.read()).rstrip("\r\n")
        except UnicodeDecodeError:
            text = ""
        if text:
            return text
        message = "holds no password as UTF-8 text"
        raise click.BadParameter(message, param_hint="--password-file")
    if not interactive:
        message = "--password-file is needed when nobody can be asked"
        raise click.UsageError(message)
    return str(click.prompt("Password (an app password is best)", hide_input=True))


def sign_in(
    answers: Answers, password: str, *, interactive: bool
) -> tuple[ImapMailbox, Answers, str]:
    """Connect read-only; what does not work is asked again, and nothing else is.

    Returns:
        The connected mailbox, and answers and password as they worked.

    Raises:
        MailboxError: It failed and nobody can be asked.
    """
    while True:
        try:
            mailbox = imap.connect(answers.login.account(), password)
        except MailboxError as error:
            if not interactive:
                raise type(error)(error.message, hint=OPTIONS.get(type(error), "")) from error
            click.echo(f"{error.message}. Try other answers, or Ctrl-C.", err=True)
            answers = replace(answers, login=ask_login_again(answers.login, error))
            if isinstance(error, SignInError):
                password = ask_password({"password_file": None}, interactive=True)
        else:
            return mailbox, answers, password


def proposed(
    mailbox: ImapMailbox,
    answers: Answers,
    mapped: list[Client],
    *,
    accept: bool,
    interactive: bool,
) -> tuple[Answers, list[Client]]:
    """Return the answers with aliases, and the clients with those found in the headers."""
    headers = mapping.newest_headers(mailbox, mailbox.folders(), correspondents=None)
    aliases = likely(headers, own=answers.addresses, is_client=lambda _: False)
    own = (
        *answers.addresses,
        *mapping.chosen_aliases(aliases, accept=accept, interactive=interactive),
    )
    found = propose((each for _, each in headers), own=set(own))
    taken = mapping.chosen_clients(found, mapped, accept=accept, interactive=interactive)
    return replace(answers, addresses=own), [*mapped, *taken]


def check_text(answers: Answers, mapped: Sequence[Client], path: Path) -> str:
    """Return the config text; refused here, before anything is written, if a key is wrong."""
    example = bundled("config.example.toml").read_text(encoding="utf-8")
    text = filled(example, answers.values(), mapped)
    parse(text, path=path, state=path.parent)
    return text


def wants_proposals(choice: object, *, interactive: bool) -> bool:
    """Return whether the owner lets us read headers of everybody, once, for proposals."""
    if choice is not None:
        return bool(choice)
    question = "Read the headers (not the text) of your newest mail to propose clients?"
    return interactive and click.confirm(question, default=True)
