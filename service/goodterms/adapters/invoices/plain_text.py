"""Plain-text ledgers: hledger, ledger and beancount files to invoices and payments.

What the lines mean is in `journal_text` and `beancount_text`, what follows from them for clients
in `core.receivables`. Source: invoices study, "Sources and their traps" (hledger, beancount).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters.invoices import beancount_text, journal_text
from goodterms.adapters.invoices.decoding import decode
from goodterms.adapters.invoices.detection import detect
from goodterms.core.mail import Problem
from goodterms.core.receivables import read_journal
from goodterms.errors import ImportFileError
from goodterms.ports import LedgerFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.adapters.invoices.asked import Asked
    from goodterms.core.journal import Transaction

PARSERS = {"hledger": journal_text.parse, "beancount": beancount_text.parse}

MOST_FLAWS = 100
"""Lines not understood that are named one by one."""


def read(data: bytes, name: str, asked: Asked) -> LedgerFile:
    """Return what a journal says of clients; what is not understood is named with its line.

    Raises:
        ImportFileError: It is no text, or holds no transaction at all.
    """
    text = decode(data, name)
    likely = detect(data)
    tools = [likely] if likely in PARSERS else list(PARSERS)
    parsed = {tool: PARSERS[tool](text) for tool in tools}
    tool = max(tools, key=lambda each: len(parsed[each][0]))
    transactions, flaws = parsed[tool]
    if not transactions:
        message = f"{name} holds no transaction of a plain-text ledger"
        raise ImportFileError(message, hint="Check that it is a journal of hledger or beancount")
    return ledger_file(transactions, flaws, name, tool, asked)


def ledger_file(
    transactions: Sequence[Transaction],
    flaws: Sequence[tuple[int, str]],
    name: str,
    tool: str,
    asked: Asked,
) -> LedgerFile:
    """Return what transactions say of clients.

    Args:
        transactions: As read, in any order.
        flaws: Line and sentence of what was not understood.
        name: The source of each row.
        tool: ``hledger`` or ``beancount``.
        asked: Clients, and the currency of amounts that name none.
    """
    found = read_journal(
        transactions, source=name, tool=tool, clients=asked.clients, currency=asked.currency
    )
    problems = [
        Problem(kind="invoice", source=name, line=line, text=f"journal: {text}")
        for line, text in flaws[:MOST_FLAWS]
    ]
    if len(flaws) > MOST_FLAWS:
        text = f"journal: {len(flaws) - MOST_FLAWS} more lines are not understood"
        problems.append(Problem(kind="invoice", source=name, text=text))
    return LedgerFile(
        source=name,
        format=tool,
        documents=found.documents,
        payments=found.payments,
        undecided=found.undecided,
        problems=sorted([*problems, *found.problems], key=lambda each: each.line),
    )
