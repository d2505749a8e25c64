"""The bookings of a bank file as what an import gives: payments, undecided rows, problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.core.bookings import payments
from goodterms.core.mail import Problem
from goodterms.core.statements import contradictions
from goodterms.ports import LedgerFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodterms.adapters.invoices.asked import Asked
    from goodterms.core.bookings import Booking
    from goodterms.core.statements import Balances

NO_DAY = "paid_on: missing; a booking needs a day"
NO_CURRENCY = (
    "currency: the statement does not say; import it again with --currency and the account's code"
)


def ledger_file(
    bookings: Sequence[Booking],
    statements: Iterable[Balances],
    *,
    name: str,
    form: str,
    asked: Asked,
) -> LedgerFile:
    """Return what a bank file holds.

    Args:
        bookings: In the order of the file; those without day or currency are only shown.
        statements: Their balances.
        name: File name.
        form: The format, for example ``camt``.
        asked: Whose money it can be.
    """
    sure = [each for each in bookings if each.currency and each.booked_on]
    open_rows = [each for each in bookings if not (each.currency and each.booked_on)]
    told = [(each.line, NO_DAY) for each in open_rows if each.currency]
    nameless = [each.line for each in open_rows if not each.currency]
    if nameless:
        told.append((nameless[0], NO_CURRENCY))  # once: one word of the owner answers all
    told += contradictions(statements)
    return LedgerFile(
        source=name,
        format=form,
        payments=payments(sure, source=name, clients=asked.clients),
        problems=tuple(
            Problem(kind="payment", source=name, line=line, text=text) for line, text in told
        ),
        undecided=tuple({**each.stated, "file": name, "line": each.line} for each in open_rows),
    )
