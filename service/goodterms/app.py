"""Settings in, real adapters out: the only place that names them all.

What a short `fetch` does not need is imported where it is used: a second of start-up counts for a
command that often takes less.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from goodterms import pipeline
from goodterms.adapters import imap, mail_invoices, mail_key, secrets, weights
from goodterms.adapters.imap import Account
from goodterms.adapters.store import open_store
from goodterms.adapters.token_file import TokenFile
from goodterms.core import facts, own_mail, owner_reading
from goodterms.core.findings import Privacy
from goodterms.core.matching import Mapping
from goodterms.core.owner_layer import Layer
from goodterms.core.portfolio import Judging
from goodterms.errors import SecretError
from goodterms.reading import Reading
from goodterms.settings import place_of

if TYPE_CHECKING:
    from datetime import date

    from goodterms.adapters.imap import ImapMailbox
    from goodterms.adapters.oauth_access import Access
    from goodterms.adapters.render import Renderer
    from goodterms.adapters.store import SqliteStore
    from goodterms.core.client import Owner
    from goodterms.core.consent import Consent
    from goodterms.core.tone import ToneModel
    from goodterms.ports import Clock, Importer, Sender
    from goodterms.settings import Settings

IMAP_SECRET = "imap-password"  # noqa: S105 - the name of a credential, not a secret
CLIENT_SECRET = "oauth-client-secret"  # noqa: S105 - likewise
SMTP_SECRET = "smtp-password"  # noqa: S105 - likewise


def money_importer(settings: Settings | None = None, *, form: str = "", **said: object) -> Importer:
    """Return the reader of money files, with the owner's zone and tax numbers if there is one.

    `form` names a format; `said` are fields of `adapters.invoices.asked.Asked`.
    """
    from goodterms.adapters.invoices import Asked, FileImporter  # noqa: PLC0415

    if settings is not None:
        said = {
            "zone": ZoneInfo(settings.hours.last_zone),
            "tax_ids": settings.owner.tax_ids,
            **said,
        }
    return FileImporter(asked=Asked(**said), form=form)  # type: ignore[arg-type]


@dataclass(frozen=True)
class App:
    """Everything a command or the service works with; parts are made when first asked for."""

    settings: Settings
    clock: Clock

    @property
    def owner(self) -> Owner:
        """Return the owner with the whole working calendar; made anew when the leave file changed.

        Raises:
            ConfigError: An unknown country, or a leave file that cannot be read.
        """
        from goodterms.adapters import leave_file, owner_record  # noqa: PLC0415

        stamp = leave_file.stamp(self.settings.hours.leave_file)
        if stamp not in self._owners:
            made = owner_record.owner(self.settings, now=self.clock.now())
            self._owners.clear()
            self._owners[stamp] = made
        return self._owners[stamp]

    @cached_property
    def _owners(self) -> dict[object, Owner]:
        """Return the owner by what changes with the leave file; at most one."""
        return {}

    @cached_property
    def model(self) -> ToneModel:
        """Return the tone model that ships with the program."""
        return weights.load()

    @property
    def model_digest(self) -> str:
        """Return the digest of that model; it is not loaded for it."""
        return weights.digest()

    def tone_layer(self) -> Layer:
        """Return what the owner's corrections changed in the model; empty without a database.

        Raises:
            StoreError: The database cannot be used.
        """
        if not self.settings.database.exists():
            return Layer(model=self.model_digest)
        with self.open_store(thorough=False) as store:
            return store.tone_layer(self.model_digest)

    @cached_property
    def mapping(self) -> Mapping:
        """Return which addresses belong to which client."""
        return Mapping(self.settings.clients)

    def open_store(self, *, thorough: bool = True) -> SqliteStore:
        """Open the database; use as a context manager.

        Args:
            thorough: Look at every page first, which takes longer with every year of mail.

        Raises:
            StoreError: It cannot be used; the message says what to do.
        """
        return open_store(self.settings.database, thorough=thorough)

    def open_mailbox(self) -> ImapMailbox:
        """Connect to the mailbox; use as a context manager.

        Raises:
            MailboxError: One of its kinds says what is wrong, see `goodterms.errors`.
            SecretError: The password, client secret or token file is missing or unsafe.
        """
        account, folders = self.account, self.settings.mailbox.folders
        if not account.by_token:
            return imap.connect(account, self._secret("secret"), folders=folders)
        from goodterms.adapters import oauth_access  # noqa: PLC0415

        return oauth_access.signed_in(
            self.access(),
            lambda token: imap.connect(account, token, folders=folders),
            now=self.clock.now(),
        )

    def check_secrets(self) -> None:
        """Look whether what signs in is there, without connecting: for the start of the service.

        Raises:
            SecretError: The password, client secret or token file is missing or unsafe.
        """
        if self.account.by_token:
            self.access()
        else:
            self._secret("secret")

    @property
    def account(self) -> Account:
        """Return the login of the mailbox, without its secret."""
        box = self.settings.mailbox
        return Account(
            name=box.account,
            host=box.host,
            port=box.port,
            user=box.user,
            security=box.security,
            ca_file=box.ca_file,
            by_token=box.sign_in.auth != "password",
        )

    def access(self) -> Access:
        """Return the owner's consent; `[mailbox] auth` is not ``password``."""
        from goodterms.adapters import oauth_access, oauth_provider  # noqa: PLC0415

        how = self.settings.mailbox.sign_in
        secret = self._secret("client_secret") if how.client_secret else ""
        return oauth_access.Access(
            provider=oauth_provider.provider(how, secret),
            file=self.token_file,
            user=self.settings.mailbox.user,
        )

    @property
    def token_file(self) -> TokenFile:
        """Return the file of the tokens, beside the database."""
        database = self.settings.database
        return TokenFile(database.with_name(f"{database.stem}.token.json"))

    def consent(self) -> Consent | None:
        """Return what is known of the sign-in by token, None when a password is used.

        Raises:
            ConsentError: Nobody signed in yet.
            SecretError: The token file can be read by others.
        """
        if not self.account.by_token:
            return None
        return self.token_file.read().consent(self.settings.mailbox.sign_in.auth)

    @property
    def horizon(self) -> date:
        """Return the first day whose mail is read, on the owner's clock."""
        today = self.clock.now().astimezone(ZoneInfo(self.settings.hours.last_zone)).date()
        return today - timedelta(days=self.settings.mailbox.horizon_days)

    def reading(self) -> Reading:
        """Return how the mailbox is to be read; model and layer are loaded with the first text."""
        box = self.settings.mailbox
        return Reading(
            account=box.account,
            mapping=self.mapping,
            own=self.settings.owner.addresses,
            texts=owner_reading.reader(
                facts.reader(lambda: self.model), lambda: self.model, cache(self.tone_layer)
            ),
            model=self.model_digest,
            since=self.horizon,
            everybody=box.read_other_headers,
            daily_bytes=box.daily_megabytes * 1_000_000,
            invoices=mail_invoices.reader_for(self.settings),
            zone=ZoneInfo(self.settings.hours.last_zone),
            is_ours=own_mail.tester(mail_key.found(self.settings.database)),
        )

    def judging(self) -> Judging:
        """Return what an assessment needs beside the facts."""
        return Judging(
            account=self.settings.mailbox.account,
            owner=self.owner,
            clients=self.settings.clients,
            policy=self.settings.policy,
            model_digest=self.tone_layer().named(self.model_digest),
        )

    def reporting(self, *, again: bool = False) -> pipeline.Reporting:
        """Return how reports are made."""
        how = self.settings.report
        return pipeline.Reporting(
            judging=self.judging(), every=how.every, privacy=Privacy(how.privacy), again=again
        )

    def renderer(self, language: str | None = None) -> Renderer:
        """Return the writer of reports and dossiers."""
        from goodterms.adapters import render  # noqa: PLC0415

        return render.Renderer(language or self.settings.owner.language)

    def sender(self) -> Sender:
        """Return the way a report leaves."""
        from goodterms.adapters import ways_out  # noqa: PLC0415

        return ways_out.sender(self.settings, self.clock, self._smtp_secret)

    def _smtp_secret(self) -> str:
        """Return the submission password, empty when the server asks for none."""
        smtp = self.settings.report.smtp
        if not smtp.user:
            return ""
        return secrets.read(
            smtp.secret, name=SMTP_SECRET, user=smtp.user, beside=self.settings.path
        )

    def _secret(self, key: str) -> str:
        """Return what ``[mailbox] secret`` or ``client_secret`` names; an error says on which line.

        Raises:
            SecretError: It is missing, empty or readable by others.
        """
        box = self.settings.mailbox
        place, name, user = box.secret, IMAP_SECRET, box.user
        if key == "client_secret":
            place, name, user = box.sign_in.client_secret, CLIENT_SECRET, box.sign_in.client_id
        try:
            return secrets.read(place, name=name, user=user, beside=self.settings.path)
        except SecretError as error:
            where = place_of(self.settings.path, f"mailbox.{key}")
            message = f"{where}: {error.message}"
            hint = error.hint if key == "secret" else "Run `goodterms login --client-secret`"
            raise SecretError(message, hint=hint) from error.__cause__
