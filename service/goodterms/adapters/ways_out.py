"""The way a report leaves, as the config says it: a submission server, sendmail, or a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters import eml, mail_key, sendmail, smtp

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodterms.ports import Clock, Sender
    from goodterms.settings import Settings


def sender(settings: Settings, clock: Clock, secret: Callable[[], str]) -> Sender:
    """Return what hands a mail over; nothing is connected yet.

    Args:
        settings: The whole config.
        clock: For the Date of a mail.
        secret: Reads the submission password; "" where the server asks for none.

    Raises:
        SecretError: The key of this installation or the password cannot be read.
    """
    how = settings.report
    own = settings.owner.addresses[0]
    to = how.to or own
    key = mail_key.read(settings.database)
    if how.deliver == "sendmail":
        return sendmail.SendmailSender(to=to, clock=clock, sender=own, key=key)
    if how.deliver == "smtp":
        return smtp.SmtpSender(
            to=to,
            sender=own,
            key=key,
            clock=clock,
            host=how.smtp.host,
            port=how.smtp.port,
            security=how.smtp.security,
            user=how.smtp.user,
            secret=secret(),
        )
    folder = how.folder or settings.database.parent / "reports"
    return eml.EmlSender(folder, to=to, clock=clock, sender=own, key=key)
