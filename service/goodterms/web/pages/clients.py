"""The page of all clients: one row each, by verdict and name, never by a rank number (B2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from goodterms.adapters import words_verdict
from goodterms.core import findings
from goodterms.core.report import ORDER
from goodterms.web.charts_bar import burn_bar
from goodterms.web.pages import sources

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodterms.adapters.texts import Texts
    from goodterms.core.client import Freshness
    from goodterms.core.findings import Burn
    from goodterms.core.verdict import Assessment, Verdict
    from goodterms.web.charts_bar import BurnBar
    from goodterms.web.pages.frame import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRow:
    """One client, every cell as it is said.

    Attributes:
        burn: Trouble minutes for each paid hour with their interval; a dash without paid hours.
        bar: None without paid hours.
        own: Share of the estimate that is this client's own data.
        at_risk: Open money, a dash for none.
        last_mail: Day of the last mail from or to this client, a dash where it is not known.
    """

    client: str
    verdict: Verdict
    burn: str
    bar: BurnBar | None
    own: str
    trend: str
    income: str
    at_risk: str
    last_mail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientsPage:
    """All clients.

    Attributes:
        counts: How many clients stand where, in one sentence; "" without any client.
        tolerated: What the owner tolerates, in minutes for each paid hour; "" where it is not
            the same for all rows.
        warnings: Sources too old for a verdict; `read` when they were read.
    """

    template: ClassVar[str] = "clients.html.j2"
    part: ClassVar[str] = "clients"

    counts: str
    tolerated: str
    rows: tuple[ClientRow, ...]
    warnings: tuple[str, ...]
    read: tuple[str, ...]


def clients_page(
    frame: Frame, assessments: Iterable[Assessment], freshness: Freshness
) -> ClientsPage:
    """Return the page of all clients.

    Args:
        frame: Language, clock, addresses.
        assessments: The latest of each client, in any order.
        freshness: When the sources were last read completely.
    """
    found = sorted(
        assessments, key=lambda each: (ORDER.index(each.verdict), each.client.casefold())
    )
    verdicts = [each.verdict for each in found]
    counts = [(each, verdicts.count(each)) for each in ORDER if each in verdicts]
    return ClientsPage(
        counts=", ".join(words_verdict.count(frame.texts, *each) for each in counts),
        tolerated=_tolerated(frame.texts, found),
        rows=tuple(_row(frame.texts, each) for each in found),
        warnings=sources.warnings(frame, freshness) if found else (),
        read=sources.read_lines(frame, freshness),
    )


def burn_in_minutes(texts: Texts, burn: Burn) -> str:
    """Return minutes of trouble for each paid hour with the interval, for a cell of a table."""
    if burn.minutes is None or burn.minutes_low is None or burn.minutes_high is None:
        return "–"
    return texts.say(
        "%(mean)s (%(low)s to %(high)s)",
        mean=texts.number(burn.minutes),
        low=texts.number(burn.minutes_low),
        high=texts.number(burn.minutes_high),
    )


def _row(texts: Texts, judged: Assessment) -> ClientRow:
    burn = findings.burn(judged.long)
    money = judged.money
    at_risk = texts.money(money.at_risk_minor, money.currency) if money.at_risk_minor else "–"
    return ClientRow(
        client=judged.client,
        verdict=judged.verdict,
        burn=burn_in_minutes(texts, burn),
        bar=None if burn.tolerated is None else burn_bar(burn),
        own=texts.percent(judged.long.data_weight),
        trend=texts.say(words_verdict.TRENDS[judged.trend]),
        income=texts.percent(money.income_share),
        at_risk=at_risk,
        last_mail=_last_mail(texts, judged),
    )


def _last_mail(texts: Texts, judged: Assessment) -> str:
    """Return the day of the last mail; the gate on contact knows it."""
    for gate in judged.gates:
        day = dict(gate.facts).get("last", "never") if gate.name == "contact" else "never"
        if day != "never":
            return texts.iso_day(day)
    return "–"


def _tolerated(texts: Texts, found: list[Assessment]) -> str:
    limits = {
        round(burn.tolerated, 1)
        for burn in (findings.burn(each.long) for each in found)
        if burn.tolerated is not None
    }
    if len(limits) != 1:
        return ""
    limit = limits.pop()
    return texts.number(limit, 0 if limit == round(limit) else 1)
