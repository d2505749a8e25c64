"""Hand a report to this machine's own mail system through the ``sendmail`` command."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.adapters import mail_size
from goodterms.adapters.letter import Letterhead, letter
from goodterms.errors import DeliveryError, RefusedError

if TYPE_CHECKING:
    from goodterms.core.outgoing import Outgoing
    from goodterms.ports import Clock

COMMAND = "/usr/sbin/sendmail"

TIMEOUT_SECONDS = 60.0

FOR_GOOD = frozenset({65, 67, 68})
"""EX_DATAERR, EX_NOUSER and EX_NOHOST of sysexits: the same mail will never be taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendmailSender:
    """Pipes the mail into ``sendmail``; implements `ports.Sender`.

    Attributes:
        to: The owner's address; `sender` the address in From, `to` when empty.
        key: Secret of this installation, see `adapters.mail_key`.
        command: Absolute path of the program.
    """

    to: str
    clock: Clock
    sender: str = ""
    key: bytes = field(default=b"", repr=False)
    command: str = COMMAND
    timeout: float = TIMEOUT_SECONDS

    def send(self, outgoing: Outgoing) -> str:
        """Hand over and return the command's path.

        Raises:
            DeliveryError: The command is missing, failed, or did not end in time.
        """
        head = Letterhead(to=self.to, sender=self.sender, key=self.key)
        data = mail_size.checked(letter(outgoing, head, now=self.clock.now()))
        # -i: a single dot does not end the mail; --: an address is never an option
        order = [self.command, "-i", "-f", head.origin, "--", self.to]
        try:
            done = subprocess.run(  # noqa: S603 - see above
                order,
                input=data.replace(b"\r\n", b"\n"),
                capture_output=True,
                timeout=self.timeout,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            message = f"the report was not sent: {self.command} failed ({type(error).__name__})"
            raise DeliveryError(message, hint="Is a mail system installed here?") from error
        if done.returncode in FOR_GOOD:
            message = f"the report was refused: {self.command} ended with {done.returncode}"
            raise RefusedError(message, hint="Check [report] to, then `goodterms report --resend`")
        if done.returncode != 0:
            message = f"the report was not sent: {self.command} ended with {done.returncode}"
            raise DeliveryError(message, hint="It stays in the outbox and is tried again")
        return self.command
