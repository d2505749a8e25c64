"""What the figures of one client say: short rows for the dossier, a few sentences for the report.

Numbers and dates, never a judgement of a person; what is not known is not said.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from goodterms.adapters.texts import mark, pair
from goodterms.core.figures_client import fixed_sums, interest_sums
from goodterms.core.rates import half_up

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodterms.adapters.texts import Texts
    from goodterms.core.figures import Figures
    from goodterms.core.figures_book import BookMoney
    from goodterms.core.figures_client import ClientMoney, DueMoney

DAYS = pair("%(count)s day", "%(count)s days")

AGES = {
    "current": mark("not due yet %(amount)s"),
    "1-30": mark("1 to 30 days past due %(amount)s"),
    "31-60": mark("31 to 60 days %(amount)s"),
    "61-90": mark("61 to 90 days %(amount)s"),
    "over 90": mark("over 90 days %(amount)s"),
}

LEAST_TREND_DAYS = 1
"""A change by less than a day is none."""


def rows(texts: Texts, money: ClientMoney) -> list[tuple[str, str]]:
    """Return the figures as label and value; what is nothing is left out, but not the open sum."""
    figures = money.reporting
    billed, received = figures.net_billed_minor, figures.received_minor
    found = [
        (texts.say("Billed in 12 months, without tax"), _sum(texts, billed, figures)),
        (texts.say("Received in 12 months, with tax"), _sum(texts, received, figures)),
        (texts.say("Open now"), _sum(texts, figures.open_minor, figures)),
        (texts.say("Open by age"), ages(texts, figures)),
        (texts.say("Disputed, of it"), _some(texts, figures.disputed_minor, figures)),
        (texts.say("Short paid, of it"), _some(texts, figures.short_paid_minor, figures)),
        *_lateness(texts, figures),
        (texts.say("Written off"), _some(texts, figures.written_off_minor, figures)),
        (texts.say("Paid ahead, not yet invoiced"), _some(texts, figures.prepaid_minor, figures)),
        (texts.say("Credit balance"), _some(texts, figures.credit_minor, figures)),
        *_hourly(texts, figures),
        (texts.say("In other currencies"), _others(texts, money)),
    ]
    return [(label, value) for label, value in found if value]


def sentences(texts: Texts, money: ClientMoney | None) -> list[str]:
    """Return what the report adds to its money lines; nothing without figures."""
    if money is None:
        return []
    figures = money.reporting
    said = []
    if figures.disputed_minor:
        amount = _sum(texts, figures.disputed_minor, figures)
        said.append(texts.say("Of the open money %(amount)s is disputed.", amount=amount))
    if habit := usual(texts, figures):
        said.append(texts.say("Usually paid: %(habit)s.", habit=habit))
    if change := trend(texts, figures):
        said.append(texts.say("Against the 12 months before: %(change)s.", change=change))
    if claimed := claim(texts, money):
        said.append(claimed)
    return said


def book(texts: Texts, money: BookMoney | None) -> list[str]:
    """Return what the whole book says: open money and days of sales outstanding."""
    if money is None:
        return []
    whole, days = money.whole, money.outstanding
    said = []
    if whole.open_minor:
        said.append(
            texts.say(
                "Open of all clients: %(open)s, overdue of it %(overdue)s.",
                open=_sum(texts, whole.open_minor, whole),
                overdue=_sum(texts, whole.overdue_minor, whole),
            )
        )
    if days is not None and whole.open_minor:
        said.append(
            texts.say(
                "That is %(dso)s of sales (DSO); %(best)s if nothing were overdue.",
                dso=number_of_days(texts, days.dso),
                best=number_of_days(texts, days.best_possible_dso),
            )
        )
    if money.left_out:
        said.append(left_out(texts, money.left_out))
    return said


def left_out(texts: Texts, count: int) -> str:
    """Return how many documents have no rate."""
    return texts.plural(
        "%(count)s document is left out of these sums: there is no rate for its currency and day.",
        "%(count)s documents are left out of these sums: there is no rate for their currency and "
        "day.",
        count,
    )


def number_of_days(texts: Texts, days: Fraction) -> str:
    """Return whole days with their word."""
    return texts.plural(*DAYS, half_up(days))


def beyond(texts: Texts, days: Fraction | int) -> str:
    """Return days against the due day."""
    whole = half_up(Fraction(days))
    if whole == 0:
        return texts.say("on the due day")
    said = texts.plural(*DAYS, abs(whole))
    if whole > 0:
        return texts.say("%(days)s after the due day", days=said)
    return texts.say("%(days)s before the due day", days=said)


def ages(texts: Texts, figures: Figures) -> str:
    """Return the open money by age, steps without money left out; "" when nothing is open."""
    return ", ".join(
        texts.say(AGES[name], amount=_sum(texts, amount, figures))
        for name, amount in figures.ageing_minor.items()
        if amount
    )


def usual(texts: Texts, figures: Figures) -> str:
    """Return when this client usually pays; "" while too few invoices were settled."""
    late = figures.lateness
    if late.usual_days is None or late.slow_days is None:
        return ""
    return texts.say(
        "in the median %(usual)s, four of five no later than %(slow)s",
        usual=beyond(texts, late.usual_days),
        slow=beyond(texts, late.slow_days),
    )


def trend(texts: Texts, figures: Figures) -> str:
    """Return how days late moved against the year before; "" when one of the years says nothing."""
    days = figures.lateness.trend_days
    if days is None:
        return ""
    if abs(days) < LEAST_TREND_DAYS:
        return texts.say("as before")
    said = number_of_days(texts, abs(days))
    if days > 0:
        return texts.say("%(days)s later", days=said)
    return texts.say("%(days)s sooner", days=said)


def claim(texts: Texts, money: ClientMoney) -> str:
    """Return the statutory interest to date in one sentence; "" without any."""
    if not money.claims:
        return ""
    return texts.say(
        "Statutory interest on late invoices to date: %(interest)s; fixed sums: %(fixed)s. This "
        "is no legal advice.",
        interest=sums(texts, interest_sums(money.claims)),
        fixed=sums(texts, fixed_sums(money.claims)),
    )


def sums(texts: Texts, amounts: Mapping[str, int]) -> str:
    """Return amounts of several currencies; a dash for none."""
    said = " + ".join(texts.money(amount, name) for name, amount in amounts.items())
    return said or "–"


def due(texts: Texts, item: DueMoney) -> tuple[str, str, str, str]:
    """Return one open invoice: number, due day, open sum, and when it is to be expected."""
    bill = item.bill
    if bill.is_disputed:
        when = texts.say("disputed")
    elif item.expected_on is None or item.latest_on is None:
        when = "–"
    elif item.expected_on == item.latest_on:
        when = texts.short_day(item.expected_on)
    else:
        when = texts.say(
            "%(day)s to %(last)s",
            day=texts.short_day(item.expected_on),
            last=texts.short_day(item.latest_on),
        )
    amount = texts.money(bill.open_minor, bill.currency)
    return bill.number, texts.short_day(bill.due_on), amount, when


def _lateness(texts: Texts, figures: Figures) -> list[tuple[str, str]]:
    late = figures.lateness
    found = []
    if late.counted:
        share = texts.percent(late.late_count / late.counted)
        values = {"count": texts.number(late.late_count), "of": texts.number(late.counted)}
        said = texts.say("%(count)s of %(of)s (%(share)s)", share=share, **values)
        found.append((texts.say("Late beyond the grace"), said))
    for label, days in (
        (texts.say("Paid in the median"), late.median_days_late),
        (texts.say("Paid in the mean, by amount"), late.weighted_days_beyond_terms_incl_open),
        (texts.say("Latest of all"), late.worst_days_late),
    ):
        if days is not None:
            found.append((label, beyond(texts, days)))
    if late.avg_days_to_pay is not None:
        label = texts.say("From invoice to payment, in the mean")
        found.append((label, number_of_days(texts, late.avg_days_to_pay)))
    found.append((texts.say("Against the 12 months before"), trend(texts, figures)))
    found.append((texts.say("Usually paid"), usual(texts, figures)))
    return found


def _hourly(texts: Texts, figures: Figures) -> list[tuple[str, str]]:
    rates = (
        (texts.say("An hour as billed"), figures.billed_hourly_rate_minor),
        (texts.say("An hour as received, less costs"), figures.calm_hourly_rate_cash_minor),
        (
            texts.say("The same, hours of trouble included"),
            figures.effective_hourly_rate_cash_minor,
        ),
    )
    return [
        (label, texts.money(half_up(rate), figures.currency))
        for label, rate in rates
        if rate is not None
    ]


def _others(texts: Texts, money: ClientMoney) -> str:
    """Return what is open in other currencies, and what no rate could bring home."""
    said = [
        texts.say("open %(amount)s", amount=texts.money(each.open_minor, each.currency))
        for each in money.by_currency
        if each.currency != money.reporting.currency and each.open_minor
    ]
    if money.left_out:
        said.append(left_out(texts, money.left_out))
    return "; ".join(said)


def _sum(texts: Texts, minor: int, figures: Figures) -> str:
    return texts.money(minor, figures.currency)


def _some(texts: Texts, minor: int, figures: Figures) -> str:
    return _sum(texts, minor, figures) if minor else ""
