"""`goodterms init`: ask, try the login read-only, propose clients, write the config."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodterms.adapters import imap, invoices, secrets
from goodterms.adapters.bundled import bundled
from goodterms.app import IMAP_SECRET
from goodterms.cli.answers import Answers, ask, parse_client
from goodterms.cli.session import Session, pass_session
from goodterms.core.client import Client
from goodterms.core.mail import Envelope
from goodterms.core.proposals import propose
from goodterms.errors import GoodTermsError
from goodterms.settings.file import parse
from goodterms.settings.template import filled

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from goodterms.adapters.imap import ImapMailbox
    from goodterms.core.proposals import Proposal

NEWEST = 1000
"""Headers per folder that proposals are made from."""


@click.command()
@click.option("--address", help="Your mail address.")
@click.option("--name", help="Your name.")
@click.option("--host", help="IMAP server; proposed from the address.")
@click.option("--port", type=click.IntRange(1, 65535), help="993, or 143 with starttls.")
@click.option("--security", type=click.Choice(["tls", "starttls", "plain"]), help="tls.")
@click.option("--ca-file", help="Certificate authority of a server with its own certificate.")
@click.option("--user", help="User name at the server; your address by default.")
@click.option("--secret", help='Where the password is kept: "keyring" or "file:PATH".')
@click.option(
    "--password-file", type=click.File("r"), help="Read the password from here; - asks stdin."
)
@click.option("--zone", help="IANA time zone; this machine's by default.")
@click.option("--hours", help="Working hours, 09:00-17:00.")
@click.option("--days", help="Working days, mon-fri.")
@click.option("--country", help="Country of your public holidays, HR; - for none.")
@click.option("--language", type=click.Choice(["en", "hr"]), help="Language of reports.")
@click.option("--currency", help="EUR.")
@click.option("--rate", type=float, help="Usual price of one hour.")
@click.option("--client", "named", multiple=True, metavar="NAME=ADDRESS,@DOMAIN", help="A client.")
@click.option(
    "--invoices",
    "ledger",
    multiple=True,
    type=click.Path(path_type=Path),
    help="CSV to take client names from.",
)
@click.option("--propose/--no-propose", default=None, help="Read headers to propose clients.")
@click.option("--accept", is_flag=True, help="Take every proposed client.")
@click.option("--force", is_flag=True, help="Write over an existing config file.")
@click.option("--no-input", is_flag=True, help="Ask nothing; take options and proposals.")
@pass_session
def init(session: Session, /, **given: object) -> None:
    """Set up your mailbox: everything asked can also be given as an option.

    The login is tried read-only before anything is written. The password goes to the keyring or to
    a file only you can read, never into the config.

    \b
    Examples:
      goodterms init
      goodterms init --address mara@studio.example --client "Alba=ana@alba.example,@alba.example"
    """
    path = session.config_path
    if path.exists() and not given["force"]:
        message = f"{path} exists already"
        raise GoodTermsError(message, hint="Edit it, or use --force to write a new one")
    interactive = not given["no_input"]
    answers = ask(given, interactive=interactive)
    password = ask_password(given, interactive=interactive)
    mapped = [parse_client(text) for text in as_texts(given["named"])]
    check_text(answers, mapped, path)
    account = imap.Account(
        name=answers.user,
        host=answers.host,
        port=answers.port,
        user=answers.user,
        security=answers.security,
        ca_file=answers.ca_file,
    )
    with imap.connect(account, password) as mailbox:
        folders = mailbox.folders()
        click.echo(
            f"Signed in to {answers.host}, read-only. Folders: "
            + ", ".join(each.name for each in folders)
        )
        if wants_proposals(given["propose"], interactive=interactive):
            found = propose(headers(mailbox), own={answers.address})
            mapped += chosen(found, mapped, accept=bool(given["accept"]), interactive=interactive)
    mapped = with_invoice_names(mapped, [Path(text) for text in as_texts(given["ledger"])])
    write(path, check_text(answers, mapped, path))
    kept = secrets.write(
        answers.secret_place, password, name=IMAP_SECRET, user=answers.user, beside=path
    )
    click.echo(f"Wrote {path} ({len(mapped)} clients); the password is in {kept}.")
    click.echo("Next: `goodterms doctor`, then `goodterms fetch`.")


def as_texts(value: object) -> list[str]:
    """Return the texts of a repeatable option."""
    return [str(each) for each in value] if isinstance(value, tuple) else []


def ask_password(given: dict[str, object], *, interactive: bool) -> str:
    """Return the password from a file or a hidden question."""
    stream = given["password_file"]
    if stream is not None:
        return str(stream.read()).rstrip("\r\n")  # type: ignore[attr-defined]  # click.File
    if not interactive:
        message = "--password-file is needed when nobody can be asked"
        raise click.UsageError(message)
    return str(click.prompt("Password (an app password is best)", hide_input=True))


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


def headers(mailbox: ImapMailbox) -> list[Envelope]:
    """Return the newest headers of the first folders; nothing of them is stored."""
    found: list[Envelope] = []
    for state in mailbox.folders()[:4]:
        opened = mailbox.examine(state.name)
        low = max(1, opened.uidnext - NEWEST)
        uids = mailbox.search(low, opened.uidnext - 1, since=None, correspondents=None)
        for start in range(0, len(uids), 250):
            part = mailbox.envelopes(uids[start : start + 250])
            found += [each for each in part if isinstance(each, Envelope)]
    return found


def chosen(
    found: Sequence[Proposal], mapped: Sequence[Client], *, accept: bool, interactive: bool
) -> list[Client]:
    """Return the proposals that the owner takes."""
    known = {place for client in mapped for place in (*client.addresses, *client.domains)}
    fresh = [each for each in found if not known & {*each.addresses, *each.domains}]
    if not fresh:
        click.echo("Nobody to propose: no company or person with three mails each way.")
        return []
    for number, each in enumerate(fresh, 1):
        where = f"@{each.domains[0]}" if each.domains else each.addresses[0]
        click.echo(f"{number:3}  {each.name} ({where}): {each.received} received, {each.sent} sent")
    picked: Collection[int] = ()
    if accept:
        picked = range(1, len(fresh) + 1)
    elif interactive:
        text = click.prompt(
            "Which are clients? Numbers, or nothing", default="", show_default=False
        )
        picked = [int(word) for word in text.replace(",", " ").split() if word.isdigit()]
    return [
        Client(name=one.name, addresses=() if one.domains else one.addresses, domains=one.domains)
        for number, one in enumerate(fresh, 1)
        if number in picked
    ]


def with_invoice_names(mapped: Sequence[Client], files: Sequence[Path]) -> list[Client]:
    """Return the clients with the names that invoices know them by; says whom nothing fits."""
    buyers: dict[str, str] = {}
    for path in files:
        read = invoices.FileImporter().read(path, clients=mapped, known={})
        buyers |= {each.buyer: each.buyer_email for each in read.documents if each.buyer}
    result = list(mapped)
    for buyer, email in buyers.items():
        for place, client in enumerate(result):
            first = client.name.casefold().split()[0]
            fits = email.rpartition("@")[2] in client.domains or buyer.casefold().startswith(first)
            if fits and buyer != client.name:
                result[place] = replace(client, invoice_names=(*client.invoice_names, buyer))
                break
        else:
            click.echo(f'Invoices name "{buyer}", which is no client yet.')
    return result


def write(path: Path, text: str) -> None:
    """Write the config so that only the owner can read it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
    part.replace(path)
