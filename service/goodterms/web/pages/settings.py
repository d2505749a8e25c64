"""What is set, section by section, read-mostly: changes are made in the config file (B2.2, 6).

Secrets are never in the settings, only where they are kept; not even that is shown here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from goodterms.adapters import words_reasons
from goodterms.adapters.texts import mark
from goodterms.core.verdict import Code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.adapters.texts import Texts
    from goodterms.core.client import Client
    from goodterms.core.hours import Window
    from goodterms.settings import Settings
    from goodterms.web.pages.frame import Frame

SIGN_INS = {
    "password": mark("password"),
    "google": mark("sign-in with Google"),
    "microsoft": mark("sign-in with Microsoft"),
    "other": mark("sign-in with a token"),
}

DELIVERIES = {
    "file": mark("into a folder"),
    "smtp": mark("by a mail server"),
    "sendmail": mark("by this computer's mail program"),
}

PERIODS = {"month": mark("monthly"), "week": mark("weekly")}

PRIVACIES = {
    "private": mark("no names"),
    "names": mark("names, no excerpts"),
    "full": mark("names and excerpts"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Some settings.

    Attributes:
        title: What they are about.
        section: Their place in the config file, such as ``[hours]``.
        rows: Label and value.
    """

    title: str
    section: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientSetting:
    """How one client is known."""

    name: str
    known_by: str
    terms: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPage:
    """All settings; `path` and `database` are files on this computer."""

    template: ClassVar[str] = "settings.html.j2"
    part: ClassVar[str] = "settings"

    path: str
    database: str
    groups: tuple[Group, ...]
    prices: tuple[tuple[str, str], ...]
    clients: tuple[ClientSetting, ...]


def settings_page(frame: Frame, settings: Settings) -> SettingsPage:
    """Return the page of what is set."""
    texts, prices = frame.texts, settings.policy.prices
    return SettingsPage(
        path=str(settings.path),
        database=str(settings.database),
        groups=(
            _owner(texts, settings),
            _hours(texts, settings),
            _mailbox(texts, settings),
            _report(texts, settings),
            _policy(texts, settings),
        ),
        prices=tuple(
            (words_reasons.incident(texts, code), texts.duration(prices[code])) for code in Code
        ),
        clients=tuple(_client(texts, each) for each in settings.clients),
    )


def _owner(texts: Texts, settings: Settings) -> Group:
    who = settings.owner
    amounts = (
        (texts.say("Your hourly rate"), who.hourly_rate_minor),
        (texts.say("What an hour would earn elsewhere"), who.alternative_hourly_minor),
        (texts.say("Fixed costs a month"), who.fixed_costs_minor),
        (texts.say("Worth of an hour without trouble"), who.price_of_calm_minor),
    )
    rows = [
        (texts.say("Name"), who.name),
        (texts.say("Addresses"), ", ".join(who.addresses)),
        (texts.say("Currency"), who.currency),
    ]
    rows += [
        (label, "–" if minor is None else texts.money(minor, who.currency))
        for label, minor in amounts
    ]
    return Group(title=texts.say("You"), section="[owner]", rows=tuple(rows))


def _hours(texts: Texts, settings: Settings) -> Group:
    hours = settings.hours
    rows = [(texts.say("Zone"), hours.zone)]
    rows += [
        (texts.weekday(day), _windows(hours.windows[day]) or texts.say("free")) for day in range(7)
    ]
    rows.append((texts.say("Holidays of"), " ".join((hours.country, hours.region)).strip() or "–"))
    days = texts.plural("%(count)s day", "%(count)s days", len(hours.leave))
    rows.append((texts.say("Leave"), days))
    return Group(title=texts.say("Working hours"), section="[hours]", rows=tuple(rows))


def _windows(windows: Sequence[Window]) -> str:
    return ", ".join(f"{each.start:%H:%M}–{each.end:%H:%M}" for each in windows)


def _mailbox(texts: Texts, settings: Settings) -> Group:
    box = settings.mailbox
    yes, no = texts.say("yes"), texts.say("no")
    every = texts.say("every %(minutes)s minutes", minutes=texts.number(box.poll_minutes))
    rows = (
        (texts.say("Server"), f"{box.host}:{box.port}"),
        (texts.say("Login"), box.user),
        (texts.say("Sign-in"), texts.say(SIGN_INS[box.sign_in.auth])),
        (texts.say("Read back"), texts.plural("%(count)s day", "%(count)s days", box.horizon_days)),
        (texts.say("Looked at"), every),
        (texts.say("Folders"), ", ".join(box.folders) or texts.say("All")),
        (texts.say("Headers of other mail are read"), yes if box.read_other_headers else no),
        (texts.say("Own invoices are read from mail"), yes if box.read_own_invoices else no),
    )
    return Group(title=texts.say("Mailbox"), section="[mailbox]", rows=rows)


def _report(texts: Texts, settings: Settings) -> Group:
    how = settings.report
    rows = (
        (texts.say("How often"), _said(texts, PERIODS, how.every)),
        (texts.say("How they leave"), _said(texts, DELIVERIES, how.deliver)),
        (texts.say("Told in it"), _said(texts, PRIVACIES, how.privacy)),
    )
    return Group(title=texts.say("Reports"), section="[report]", rows=rows)


def _said(texts: Texts, table: dict[str, str], value: str) -> str:
    return texts.say(table[value]) if value in table else value


def _policy(texts: Texts, settings: Settings) -> Group:
    policy = settings.policy
    tolerance = texts.say(
        "%(minutes)s minutes of trouble for each paid hour",
        minutes=texts.number(policy.tolerance_minutes, 1),
    )
    rows = (
        (texts.say("You tolerate"), tolerance),
        (texts.say("How sure before a step"), texts.percent(policy.certainty)),
        (
            texts.say("Grace after the due day"),
            texts.plural("%(count)s day", "%(count)s days", policy.grace_days),
        ),
        (texts.say("Included rounds"), texts.number(policy.included_rounds)),
        (
            texts.say("Cool-off"),
            texts.plural("%(count)s business day", "%(count)s business days", policy.cool_off_days),
        ),
        (texts.say("Digest"), policy.digest),
    )
    return Group(title=texts.say("Policy"), section="[policy]", rows=rows)


def _client(texts: Texts, client: Client) -> ClientSetting:
    terms = []
    if client.expect_reply_hours:
        terms.append(
            texts.plural(
                "waits %(count)s working hour for an answer",
                "waits %(count)s working hours for an answer",
                client.expect_reply_hours,
            )
        )
    if client.included_rounds is not None:
        terms.append(
            texts.plural(
                "%(count)s round included", "%(count)s rounds included", client.included_rounds
            )
        )
    if client.notice_days is not None:
        days = texts.plural("%(count)s day", "%(count)s days", client.notice_days)
        terms.append(texts.say("notice %(days)s", days=days))
    if client.rush:
        terms.append(texts.say("pays for availability after hours"))
    return ClientSetting(
        name=client.name,
        known_by=", ".join((*client.addresses, *client.domains)) or "–",
        terms="; ".join(terms),
    )
