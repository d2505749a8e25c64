"""The owner's words on money: confirm, reject, write-off, owed, dispute, resolve, buyer, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from goodterms.cli.session import Session, pass_session, sane_day
from goodterms.core.amounts import AmountError, parse_amount
from goodterms.core.owner_words import (
    AllocationWord,
    BuyerWord,
    DocumentWord,
    DocumentWordKind,
    MatchWord,
)
from goodterms.core.payment_links import matched
from goodterms.errors import GoodTermsError, UnknownSourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from goodterms.adapters.store import SqliteStore
    from goodterms.core.allocations import Allocation
    from goodterms.core.ledger import Document, Payment

APPLIES = "`goodterms assess` applies it."

on_option = click.option(
    "--on",
    "on_day",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=sane_day,
    metavar="DAY",
    help="Since this day (YYYY-MM-DD); today by default.",
)
note_option = click.option("--note", default="", help="Your own words; they stay on this machine.")


def known_document(store: SqliteStore, name: str) -> Document:
    """Return the document with this id or, when only one has it, this number."""
    documents, _ = store.booked()
    wanted = name.strip()
    found = [each for each in documents if each.id == wanted]
    found = found or [each for each in documents if each.number == wanted]
    if len(found) == 1:
        return found[0]
    ids = ", ".join(each.id for each in found)
    message = f'"{name}" is the number of {f"more than one document: {ids}" if found else "none"}'
    raise UnknownSourceError(message, hint="Give the id, such as 17/2026, as `payments` shows it")


def known_payment(store: SqliteStore, name: str) -> Payment:
    """Return the payment with this id, or with an id that begins so."""
    _, payments = store.booked()
    wanted = name.strip()
    found = [each for each in payments if each.id == wanted]
    found = found or [each for each in payments if wanted and each.id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    message = f'"{name}" is the id of {"more than one" if found else "no"} payment'
    raise UnknownSourceError(message, hint="Ids stand in `goodterms payments --all`")


def matches_of(store: SqliteStore, payment: Payment) -> list[Allocation]:
    """Return what a payment pays as things stand."""
    documents, payments = store.booked()
    found = matched(documents, payments, store.allocation_words())
    return [each for each in found.allocations if each.payment == payment.id]


@click.command()
@click.argument("payment_id", metavar="ID")
@click.argument("names", metavar="[DOCUMENT]...", nargs=-1)
@click.option(
    "--part",
    "given",
    type=(str, str),
    multiple=True,
    metavar="DOCUMENT AMOUNT",
    help="So much of it pays this document; can be repeated.",
)
@pass_session
def confirm(
    session: Session, payment_id: str, names: tuple[str, ...], given: tuple[tuple[str, str], ...]
) -> None:
    """Say that a payment pays these documents; without any, those it probably pays.

    \b
    Examples:
      goodterms payments confirm P-3f9a2c11d0aa
      goodterms payments confirm P-3f9a2c11d0aa 17/2026 18/2026
      goodterms payments confirm P-3f9a2c11d0aa --part 17/2026 450.00 --part 18/2026 50.00
    """
    app = session.app()
    with app.open_store() as store:
        payment = known_payment(store, payment_id)
        said = [_word(payment, known_document(store, each), None) for each in names]
        for name, text in given:
            said.append(_word(payment, known_document(store, name), _part(text, payment)))
        if not said:
            said = [
                AllocationWord(
                    payment=payment.id,
                    document=each.document,
                    word=MatchWord.CONFIRMED,
                    applied_minor=each.applied_minor,
                )
                for each in matches_of(store, payment)
            ]
        if not said:
            message = f"nothing is known that {payment.id} may pay"
            raise GoodTermsError(message, hint="Name the document: payments confirm ID DOCUMENT")
        _check_sum(payment, said)
        store.say_matches(said, app.clock.now())
    paid = ", ".join(each.document for each in said)
    click.echo(f"Kept: {payment.id} pays {paid}. {APPLIES}")


def _word(payment: Payment, document: Document, amount: int | None) -> AllocationWord:
    return AllocationWord(
        payment=payment.id,
        document=document.id,
        word=MatchWord.CONFIRMED,
        applied_minor=amount,
    )


def _part(text: str, payment: Payment) -> int:
    """Return the amount of a part with the payment's sign."""
    try:
        amount = abs(parse_amount(text, currency=payment.currency, decimal=""))
    except AmountError as error:
        message = f"--part: {error}"
        raise click.UsageError(message) from error
    return amount if payment.amount_minor >= 0 else -amount


def _check_sum(payment: Payment, words: Sequence[AllocationWord]) -> None:
    if len({each.document for each in words}) < len(words):
        message = "one document is named twice"
        raise click.UsageError(message)
    total = sum(abs(each.applied_minor or 0) for each in words)
    if total > abs(payment.amount_minor):
        message = "the parts are more than the payment"
        raise click.UsageError(message)


@click.command()
@click.argument("payment_id", metavar="ID")
@click.argument("names", metavar="[DOCUMENT]...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="It pays no document of mine at all.")
@pass_session
def reject(session: Session, payment_id: str, names: tuple[str, ...], everything: bool) -> None:
    """Say that a payment does not pay these documents; without any, those it probably pays.

    \b
    Examples:
      goodterms payments reject P-3f9a2c11d0aa
      goodterms payments reject P-3f9a2c11d0aa --all
    """
    app = session.app()
    with app.open_store() as store:
        payment = known_payment(store, payment_id)
        documents = [known_document(store, each).id for each in names]
        if everything:
            documents = [""]
        elif not documents:
            documents = [each.document for each in matches_of(store, payment)]
        if not documents:
            message = f"nothing is matched with {payment.id}"
            raise GoodTermsError(message, hint="With --all it is set aside as no client's payment")
        former = [
            each
            for each in store.allocation_words()
            if each.payment == payment.id and each.word is MatchWord.REJECTED
        ]
        said = {each.document: each for each in former}
        for each in documents:
            said[each] = AllocationWord(payment=payment.id, document=each, word=MatchWord.REJECTED)
        store.say_matches(list(said.values()), app.clock.now())
    what = ", ".join(each or "no document" for each in documents)
    verb = "pays" if everything else "does not pay"
    click.echo(f"Kept: {payment.id} {verb} {what}. {APPLIES}")


def document_command(name: str, kind: DocumentWordKind, text: str, done: str) -> click.Command:
    """Return the command that says one word of a document."""

    @click.command(name, help=f"{text}\n\n\b\nExample:\n  goodterms payments {name} 17/2026")
    @click.argument("document")
    @on_option
    @note_option
    @pass_session
    def say(session: Session, document: str, on_day: date | None, note: str) -> None:
        app = session.app()
        day = on_day or app.owner.workweek.day(app.clock.now())
        with app.open_store() as store:
            found = known_document(store, document)
            word = DocumentWord(id=0, document=found.id, word=kind, on_day=day, note=note)
            store.say_document(word, app.clock.now())
        click.echo(f"Kept: {found.id} {done} since {day}. {APPLIES}")

    return say


write_off = document_command(
    "write-off",
    DocumentWordKind.WRITTEN_OFF,
    "Say that what is still open of a document will not come: a bank's fee, a discount, a loss.",
    "is written off",
)
owed = document_command(
    "owed", DocumentWordKind.OWED, "Take a write-off back from a day on.", "is owed again"
)
dispute = document_command(
    "dispute",
    DocumentWordKind.DISPUTED,
    "Say that a document is argued about: it is not counted as late until it is resolved.",
    "is disputed",
)
resolve = document_command(
    "resolve", DocumentWordKind.RESOLVED, "Say that an argument is over.", "is resolved"
)


@click.command()
@click.argument("name")
@click.argument("client", required=False)
@click.option("--nobody", is_flag=True, help="It is none of my clients; do not ask again.")
@pass_session
def buyer(session: Session, name: str, client: str | None, nobody: bool) -> None:
    """Say which client a buyer or payer is, by the name that files give.

    \b
    Examples:
      goodterms payments buyer "ALBA STUDIO D.O.O. ZAGREB" "Alba Studio"
      goodterms payments buyer "Corner Shop" --nobody
    """
    if (client is None) != nobody:
        message = "give a client, or --nobody"
        raise click.UsageError(message)
    app = session.app()
    chosen = session.client(client).name if client else ""
    with app.open_store() as store:
        store.say_buyer(BuyerWord(buyer=name.strip(), client=chosen), app.clock.now())
        changed = store.remap(app.settings.clients)
    click.echo(f'Kept: "{name.strip()}" is {chosen or "no client"}; {changed} rows changed hands.')


@click.command()
@click.argument("name", metavar="ID|DOCUMENT|BUYER")
@pass_session
def undo(session: Session, name: str) -> None:
    """Take back what you said of a payment, the last word on a document, or who a buyer is.

    \b
    Examples:
      goodterms payments undo P-3f9a2c11d0aa
      goodterms payments undo 17/2026
    """
    app = session.app()
    with app.open_store() as store:
        for take_back in _undoings(store):
            if said := take_back(name.strip()):
                store.remap(app.settings.clients)
                click.echo(f"Taken back: {said}. {APPLIES}")
                return
    message = f'nothing was said of "{name}"'
    raise GoodTermsError(message, hint="Name a payment's id, a document's id, or a buyer")


def _undoings(store: SqliteStore) -> tuple[Callable[[str], str], ...]:
    def of_payment(name: str) -> str:
        ids = {each.payment for each in store.allocation_words()}
        found = [name] if name in ids else [each for each in ids if name and each.startswith(name)]
        return found[0] if len(found) == 1 and store.unsay_matches(found[0]) else ""

    def of_document(name: str) -> str:
        word = store.unsay_document(name)
        return f"{word.document} {word.word} since {word.on_day}" if word else ""

    def of_buyer(name: str) -> str:
        return f'who "{name}" is' if store.unsay_buyer(name) else ""

    return of_payment, of_document, of_buyer


COMMANDS = (confirm, reject, write_off, owed, dispute, resolve, buyer, undo)
"""Everything that can be said, in the order of the help."""
