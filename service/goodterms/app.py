"""Settings in, real adapters out: the only place that names them all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from goodterms import pipeline
from goodterms.adapters import calendar, imap, secrets, weights
from goodterms.adapters.eml import EmlSender
from goodterms.adapters.imap import Account
from goodterms.adapters.invoices import FileImporter
from goodterms.adapters.render import Renderer
from goodterms.adapters.sendmail import SendmailSender
from goodterms.adapters.smtp import SmtpSender
from goodterms.adapters.store import open_store
from goodterms.core.client import Owner
from goodterms.core.findings import Privacy
from goodterms.core.hours import Workweek
from goodterms.core.matching import Mapping
from goodterms.core.portfolio import Judging
from goodterms.reading import Reading

if TYPE_CHECKING:
    from goodterms.adapters.imap import ImapMailbox
    from goodterms.adapters.store import SqliteStore
    from goodterms.core.tone import ToneModel
    from goodterms.ports import Clock, Importer, Sender
    from goodterms.settings import Settings

IMAP_SECRET = "imap-password"  # noqa: S105 - the name of a credential, not a secret
SMTP_SECRET = "smtp-password"  # noqa: S105 - likewise
HOLIDAY_YEARS = 12
"""Years of public holidays known: ten back for old mail, one ahead for notice dates."""


def money_importer(*, currency: str = "", date_order: str = "") -> Importer:
    """Return the reader of money files; the arguments speak where a file does not."""
    return FileImporter(currency=currency, date_order=date_order)


@dataclass(frozen=True)
class App:
    """Everything a command or the service works with; parts are made when first asked for."""

    settings: Settings
    clock: Clock

    @cached_property
    def owner(self) -> Owner:
        """Return the owner with the whole working calendar."""
        who, hours = self.settings.owner, self.settings.hours
        year = self.clock.now().year
        holidays = calendar.public_holidays(
            hours.country, hours.region, years=range(year - HOLIDAY_YEARS + 2, year + 2)
        )
        return Owner(
            name=who.name,
            addresses=who.addresses,
            language=who.language,
            workweek=Workweek(
                zone=hours.zone, windows=hours.windows, holidays=holidays, leave=hours.leave
            ),
            currency=who.currency,
            hourly_rate_minor=who.hourly_rate_minor,
            alternative_hourly_minor=who.alternative_hourly_minor,
            fixed_costs_minor=who.fixed_costs_minor,
            price_of_calm_minor=who.price_of_calm_minor,
        )

    @cached_property
    def model(self) -> ToneModel:
        """Return the tone model that ships with the program."""
        return weights.load()

    @cached_property
    def mapping(self) -> Mapping:
        """Return which addresses belong to which client."""
        return Mapping(self.settings.clients)

    def open_store(self) -> SqliteStore:
        """Open the database; use as a context manager."""
        return open_store(self.settings.database)

    def open_mailbox(self) -> ImapMailbox:
        """Connect to the mailbox; use as a context manager."""
        box = self.settings.mailbox
        account = Account(
            name=box.account,
            host=box.host,
            port=box.port,
            user=box.user,
            security=box.security,
            ca_file=box.ca_file,
        )
        secret = secrets.read(
            box.secret, name=IMAP_SECRET, user=box.user, beside=self.settings.path
        )
        return imap.connect(account, secret, folders=box.folders)

    def reading(self) -> Reading:
        """Return how the mailbox is to be read."""
        box = self.settings.mailbox
        today = self.owner.workweek.local(self.clock.now()).date()
        return Reading(
            account=box.account,
            mapping=self.mapping,
            own=self.settings.owner.addresses,
            model=self.model,
            since=today - timedelta(days=box.horizon_days),
            everybody=box.read_other_headers,
        )

    def judging(self) -> Judging:
        """Return what an assessment needs beside the facts."""
        return Judging(
            account=self.settings.mailbox.account,
            owner=self.owner,
            clients=self.settings.clients,
            policy=self.settings.policy,
            model_digest=self.model.digest,
        )

    def reporting(self, *, again: bool = False) -> pipeline.Reporting:
        """Return how reports are made."""
        how = self.settings.report
        return pipeline.Reporting(
            judging=self.judging(), every=how.every, privacy=Privacy(how.privacy), again=again
        )

    def renderer(self, language: str | None = None) -> Renderer:
        """Return the writer of reports and dossiers."""
        return Renderer(language or self.settings.owner.language)

    def sender(self) -> Sender:
        """Return the way a report leaves."""
        how = self.settings.report
        sender = self.settings.owner.addresses[0]
        to = how.to or sender
        if how.deliver == "sendmail":
            return SendmailSender(to=to, clock=self.clock, sender=sender)
        if how.deliver == "smtp":
            return SmtpSender(
                to=to,
                sender=sender,
                clock=self.clock,
                host=how.smtp.host,
                port=how.smtp.port,
                security=how.smtp.security,
                user=how.smtp.user,
                secret=self._smtp_secret(),
            )
        folder = how.folder or self.settings.database.parent / "reports"
        return EmlSender(folder, to=to, clock=self.clock, sender=sender)

    def _smtp_secret(self) -> str:
        """Return the submission password, empty when the server asks for none."""
        smtp = self.settings.report.smtp
        if not smtp.user:
            return ""
        return secrets.read(
            smtp.secret, name=SMTP_SECRET, user=smtp.user, beside=self.settings.path
        )
