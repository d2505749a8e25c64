"""Whether an answer to one of our mails is obeyed: four conditions, all of them needed.

1. It lies in a folder that the server itself marks as Sent, without a trace of delivery.
2. It answers a mail that we issued, and went to the owner alone.
3. It holds the one-time token of that mail, for that client and verdict, not used, within 30 days.
4. Its first line is exactly one command that the mail offered; all of those can be taken back.

What is refused is counted and shown, never answered. Source: decision study B1.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from goodterms.core import arrival, command, command_token
from goodterms.core.addresses import plain
from goodterms.core.command_token import LASTS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from goodterms.core.command import Command, Offer
    from goodterms.core.mail import Body, Envelope


class Refusal(StrEnum):
    """Why an answer is not obeyed.

    Attributes:
        FOLDER: It lies in a folder that the server does not mark as Sent.
        DELIVERED: It shows a trace of delivery, so it may come from anybody.
        SENDER: It is not from an address of the owner.
        RECIPIENTS: It went to somebody else too, or to nobody.
        AUTOMATIC: A program wrote it.
        REFERENCE: It answers no mail of ours, and yet brings a token.
        TEXT: It has no text that can be read.
        VERB: The first line is no command, or more than one.
        NO_TOKEN: There is no token in it.
        TOKEN: The token is not one of the mail that is answered.
        AMBIGUOUS: It holds the tokens of several clients, and none in the line of the command.
        EXPIRED: The token is older than 30 days.
        USED: The token was used before.
        NOT_OFFERED: The mail did not offer this command.
        CLIENT: The client is no longer in the config.
    """

    FOLDER = "folder"
    DELIVERED = "delivered"
    SENDER = "sender"
    RECIPIENTS = "recipients"
    AUTOMATIC = "automatic"
    REFERENCE = "reference"
    TEXT = "text"
    VERB = "verb"
    NO_TOKEN = "no-token"  # noqa: S105 - a reason, not a secret
    TOKEN = "token"  # noqa: S105 - likewise
    AMBIGUOUS = "ambiguous"
    EXPIRED = "expired"
    USED = "used"
    NOT_OFFERED = "not-offered"
    CLIENT = "client"


TRACES = frozenset({
    "return-path", "delivered-to", "x-original-to", "envelope-to", "authentication-results",
    "arc-authentication-results", "received-spf",
})  # fmt: skip
"""Headers that a server adds while it delivers; the copy of a sent mail has none of them. The first
three named by the study, with what other servers write for the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """One offer of a mail that left, as the database knows it; `digest` is of its token."""

    message_id: str
    number: int
    digest: str
    offer: Offer
    issued_at: datetime
    used: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What became of one answer.

    Attributes:
        id: Of the answer, as `core.identity` gives it.
        at: When it was sent, as its server says.
        mail: Message-ID of our mail it answers, "" when it answers none.
        refusal: None when it was obeyed.
        command: What it said, None when that was not understood or never looked at.
        issued: The offer it used, None when it was refused.
    """

    id: str
    at: datetime
    mail: str = ""
    refusal: Refusal | None = None
    command: Command | None = None
    issued: Issued | None = None


def referenced(envelope: Envelope, issued: Collection[str]) -> tuple[str, ...]:
    """Return the mails of ours that a message answers, the nearest first."""
    return tuple(each for each in reversed(envelope.parents) if each in issued)


def concerns_us(envelope: Envelope, issued: Collection[str]) -> bool:
    """Return whether a message is an answer to us, or a try to look like one.

    Everything else that the owner writes to themselves is none of our business.
    """
    if envelope.message_id in issued or "x-good-terms" in envelope.headers:
        return False  # our own mail
    return bool(referenced(envelope, issued) or command_token.tokens_in(envelope.subject))


def refused_by_headers(
    envelope: Envelope, issued: Collection[str], *, own: Collection[str], marked_sent: bool
) -> Refusal | None:
    """Return why an answer is refused before its text is even asked for; None to go on.

    Args:
        envelope: Its headers, `TRACES` among those that were fetched.
        issued: Message-IDs of ours.
        own: The owner's addresses.
        marked_sent: The server itself marks the folder it lies in as Sent.
    """
    mine = {plain(each) for each in own}
    to = {plain(each.address) for each in envelope.recipients}
    sender = plain(envelope.sender.address) if envelope.sender else ""
    automatic = envelope.headers.get("auto-submitted", "no").partition(";")[0].strip().lower()
    conditions = (
        (Refusal.FOLDER, marked_sent),
        (Refusal.DELIVERED, TRACES.isdisjoint(envelope.headers)),
        (Refusal.SENDER, sender in mine and "many-senders" not in envelope.flaws),
        (Refusal.RECIPIENTS, bool(to) and to <= mine and "bad-recipient" not in envelope.flaws),
        (Refusal.AUTOMATIC, automatic in {"no", ""}),
        (Refusal.REFERENCE, bool(referenced(envelope, issued))),
    )
    return next((refusal for refusal, holds in conditions if not holds), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """What answers are held against; used for one after the other, so that none counts twice.

    Attributes:
        issued: Every offer by the digest of its token.
        clients: Names in the config.
    """

    issued: Mapping[str, Issued]
    clients: Collection[str]

    def judged(
        self, answer: Answered, mails: Sequence[str], body: Body, *, used: Collection[str]
    ) -> Answered:
        """Return what becomes of an answer whose headers were found in order.

        Args:
            answer: The answer so far.
            mails: Our mails that it answers.
            body: Its text, quotes and all.
            used: Digests that answers before this one used up.
        """
        said = command.parsed(body.text)
        refusal: Refusal | None = None
        offered: Issued | None = None
        if not body.text.strip() or "unreadable" in body.flaws:
            refusal = Refusal.TEXT
        elif said is None:
            refusal = Refusal.VERB
        else:
            found = self._offer(said, mails, body.text)
            if isinstance(found, Refusal):
                refusal = found
            else:
                offered, refusal = found, self._refused(found, said, answer.at, used)
        return Answered(
            id=answer.id,
            at=answer.at,
            mail=offered.message_id if offered else mails[0],
            refusal=refusal,
            command=said,
            issued=offered if refusal is None else None,
        )

    def _offer(self, said: Command, mails: Sequence[str], text: str) -> Issued | Refusal:
        """Return the offer whose token an answer holds: in the command's line, else in the rest.

        Only tokens of the mails that are answered count, so that one quoted from elsewhere does
        neither help nor harm.
        """
        tokens = (said.token,) if said.token else command_token.tokens_in(text)
        if not tokens:
            return Refusal.NO_TOKEN
        known = [self.issued.get(command_token.digest(each)) for each in tokens]
        fitting = [each for each in known if each is not None and each.message_id in mails]
        if not fitting:
            return Refusal.TOKEN
        return _meant(fitting, said)

    def _refused(
        self, found: Issued, said: Command, at: datetime, used: Collection[str]
    ) -> Refusal | None:
        conditions = (
            (Refusal.EXPIRED, found.issued_at - arrival.EARLY <= at <= found.issued_at + LASTS),
            (Refusal.USED, not found.used and found.digest not in used),
            (Refusal.NOT_OFFERED, found.offer.allows(said.verb)),
            (Refusal.CLIENT, not found.offer.client or found.offer.client in self.clients),
        )
        return next((refusal for refusal, holds in conditions if not holds), None)


def _meant(fitting: Sequence[Issued], said: Command) -> Issued | Refusal:
    """Return which of the offers of one mail a command without a token of its own means.

    A whole report that is quoted brings the tokens of all its clients: only what one of them alone
    offers is clear, or what is said of the report itself.
    """
    offering = [each for each in fitting if each.offer.allows(said.verb)]
    whole = [each for each in offering if not each.offer.client]
    if len(fitting) == 1:
        return fitting[0]
    if len(offering) == 1 or whole:
        return (whole or offering)[0]
    return Refusal.AMBIGUOUS if offering else Refusal.NOT_OFFERED
