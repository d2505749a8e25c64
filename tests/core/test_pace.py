from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from builders import MORNING, a_client, a_document, an_owner
from goodterms.core.history import History
from goodterms.core.pace import DEFAULT_HOURS, hours_per_mail_day

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


def mailed(*clients: str) -> dict[str, list[datetime]]:
    """The owner wrote to each on five days."""
    return {each: [MORNING + timedelta(days=n) for n in range(5)] for each in clients}


def test_it_is_the_median_of_clients_whose_hours_are_known() -> None:
    clients = [a_client(name) for name in ("A", "B", "C", "D")]
    invoices = [
        (a_document(total_minor=minor, issued=date(2026, 3, 30)),)
        for minor in (60000, 120000, 600000)
    ]
    histories = {
        "A": History(documents=invoices[0]),  # 10 h on 5 days
        "B": History(documents=invoices[1]),  # 20 h on 5 days
        "C": History(documents=invoices[2]),  # 100 h on 5 days
        "D": History(),
    }
    paces = hours_per_mail_day(histories, mailed(*histories), clients, an_owner(), now=NOW)
    alone = hours_per_mail_day(
        {"B": histories["B"]}, mailed("B"), clients[1:2], an_owner(), now=NOW
    )
    assert paces == alone


def test_without_any_invoice_it_is_the_default() -> None:
    histories = {"Alba": History()}
    found = hours_per_mail_day(histories, mailed("Alba"), [a_client()], an_owner(), now=NOW)
    assert found == DEFAULT_HOURS
