"""Every error raised on purpose, with what failed, on what, why, and what to do next.

The tree:

    GoodTermsError                      exit status 1
    ├── ConfigError                     78  config.toml cannot be used; lists all problems at once
    ├── SecretError                     78  the mailbox password or token is missing or unsafe
    ├── MailboxError
    │   ├── UnreachableError            host, port, DNS, timeouts: worth a retry
    │   ├── CertificateError            never bypassed, never retried quickly
    │   ├── LimitError                  the server asks us to slow down; says for how long, if told
    │   ├── SignInError                 the server refused user or password
    │   │   └── ConsentError            a token can no longer be renewed: the owner signs in again
    │   ├── FolderError                 one folder cannot be read (not READ-ONLY, or refused)
    │   │   └── FolderGoneError         it was renamed or deleted
    │   └── ReadOnlyViolationError      our own code tried to send a verb that is not a reading one
    ├── StoreError                      the database cannot be used (locked, full, corrupt, newer)
    ├── ImportFileError                 a money file cannot be read at all
    │   └── UnknownColumnsError         a table whose columns the owner has to name
    ├── ModelError                      the tone model on disk is missing or not what it says it is
    ├── OutputError                     a file that was asked for cannot be written
    ├── DeliveryError                   a report could not be handed over
    │   └── RefusedError                the server will never take it; only the owner sends it again
    ├── UnknownClientError          2   a name on the command line that no client has
    ├── UnknownSourceError          2   an id on the command line that no message or invoice has
    ├── StepError                   2   a word on a step of an ending that cannot be kept
    ├── DecisionError               2   a decision of the owner that cannot be recorded as said
    └── StaleDataError              3   data too old for a verdict

Bad input *data* (one message, one invoice row) is never raised past its step: it becomes a stored
problem with its source. See CONTRIBUTING.md, "Errors".
"""

from __future__ import annotations


class GoodTermsError(Exception):
    """Root of all errors raised on purpose.

    Args:
        message: What failed, on what and why, as one line without a final full stop.
        hint: What the owner can do about it; a command or a key to change. May be empty.
    """

    exit_status = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return message and hint as one line."""
        return f"{self.message}. {self.hint}" if self.hint else self.message


class ConfigError(GoodTermsError):
    """config.toml cannot be used.

    Args:
        path: The file.
        problems: One line per problem, each beginning with the dotted path of the key.
        hint: As for every error.
    """

    exit_status = 78

    def __init__(
        self, path: str, problems: list[str], *, hint: str = "See config.example.toml for every key"
    ) -> None:
        self.path = path
        self.problems = problems
        text = f"{path}: " + "; ".join(problems)
        super().__init__(text, hint=hint)


class SecretError(GoodTermsError):
    """The secret of the mailbox is missing, empty or readable by others."""

    exit_status = 78


class MailboxError(GoodTermsError):
    """The mailbox could not be read."""


class UnreachableError(MailboxError):
    """No answer from the server, or the connection broke: worth a retry."""


class CertificateError(MailboxError):
    """The server's certificate cannot be trusted; never bypassed."""


class LimitError(MailboxError):
    """The server asks us to slow down: too many connections, too much read, throttled.

    Args:
        message: As for every error.
        wait_seconds: How long the server asked us to wait, or what is known to be right for its
            kind (see `core.refusals`); None when neither is.
        hint: As for every error.
    """

    def __init__(self, message: str, *, wait_seconds: float | None = None, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.wait_seconds = wait_seconds


class SignInError(MailboxError):
    """The server refused the user name or the secret."""


class ConsentError(SignInError):
    """No token, or one that cannot be renewed: only the owner can sign in (`goodterms login`)."""


class FolderError(MailboxError):
    """One folder cannot be read: the server refused, or would not open it READ-ONLY."""


class FolderGoneError(FolderError):
    """A folder was renamed or deleted since it was listed."""


class ReadOnlyViolationError(MailboxError):
    """Our own code tried to send something that could change the mailbox; nothing was sent."""


class StoreError(GoodTermsError):
    """The database cannot be used."""


class ImportFileError(GoodTermsError):
    """A money file cannot be read at all; nothing of it was imported."""


class UnknownColumnsError(ImportFileError):
    """A table that can be read once the owner says what its columns mean.

    Args:
        message: As for every error.
        hint: As for every error; names the option.
        header: The titles as they stand in the file.
        fields: Title to the name of the field it is taken for so far.
        missing: Names of the fields without which it cannot be read.
    """

    def __init__(
        self,
        message: str,
        *,
        hint: str,
        header: tuple[str, ...] = (),
        fields: dict[str, str] | None = None,
        missing: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message, hint=hint)
        self.header = header
        self.fields = fields or {}
        self.missing = missing


class ModelError(GoodTermsError):
    """The tone model on disk is missing, damaged or of an unknown format."""


class OutputError(GoodTermsError):
    """A file that was asked for cannot be written; what stood there before still stands."""


class DeliveryError(GoodTermsError):
    """A report could not be handed over; it stays in the outbox."""


class RefusedError(DeliveryError):
    """The server refused a report for good: it is not tried again by itself."""


class UnknownClientError(GoodTermsError):
    """A client was named that the config does not know."""

    exit_status = 2


class UnknownSourceError(GoodTermsError):
    """A message or document was named that the database does not know."""

    exit_status = 2


class StepError(GoodTermsError):
    """A step of an ending was named that there is none of, or said of what cannot be kept."""

    exit_status = 2


class DecisionError(GoodTermsError):
    """The owner's decision cannot be recorded as said."""

    exit_status = 2


class StaleDataError(GoodTermsError):
    """The mailbox or the invoices were last read too long ago for a verdict."""

    exit_status = 3
