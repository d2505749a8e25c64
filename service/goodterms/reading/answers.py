r"""What the owner answered to our mails, read in the copies of sent mail; a pass of its own.

Nothing is asked of the server unless a mail of the last 60 days can be answered. Then only the
folders that the server marks as ``\Sent`` are opened, only mail of the owner to themselves is
searched for, and only the text of what answers a mail of ours is read. An answer in any other
folder is never looked at: the delivered copy lies there, and so would a forged one.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.core import command, command_check, identity, own_mail, sync
from goodterms.core.command_check import Answered, Judge
from goodterms.core.command_token import LASTS
from goodterms.core.mail import Body, Envelope, Problem
from goodterms.core.summary import FetchSummary
from goodterms.errors import FolderError
from goodterms.ports.answers import Heard

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from goodterms.core.client import Decision
    from goodterms.core.command_check import Issued
    from goodterms.core.sync import FolderState
    from goodterms.reading.visit import Visit

LATE = LASTS
"""For how long after its end an answer to a token is still looked for: it is counted as refused."""

MARGIN = timedelta(days=1)
"""SINCE knows days only, in a zone of the server's choice."""


def read_answers(visit: Visit) -> FetchSummary:
    """Read what was answered since the last time; a folder that cannot be read is a problem."""
    reading, total = visit.reading, FetchSummary()
    offered = visit.store.offers(visit.now - LASTS - LATE)
    if not offered or not reading.own:
        return total
    for listed in visit.mailbox.sent():
        try:
            total = total.plus(_read_folder(visit, listed, offered))
        except FolderError as error:
            visit.note(Problem(kind="folder", source=listed.name, text=error.message))
            total = total.plus(FetchSummary(problems=1))
        offered = visit.store.offers(visit.now - LASTS - LATE)
    return total


def _read_folder(visit: Visit, listed: FolderState, offered: Sequence[Issued]) -> FetchSummary:
    """Read what is new in one folder, a chunk of it at a time."""
    account = visit.reading.account
    validity, high = visit.store.sent_cursor(account, listed.name)
    is_known = validity == listed.uidvalidity
    if is_known and listed.uidnext and listed.uidnext <= high + 1:
        return FetchSummary()
    state = visit.mailbox.examine(listed.name)
    low = high + 1 if validity == state.uidvalidity else 1
    last = state.uidnext - 1
    since = min(each.issued_at for each in offered) - MARGIN
    uids = visit.mailbox.sent_to(low, last, since=since.date(), recipients=visit.reading.own)
    total = FetchSummary()
    for start in range(0, len(uids), sync.CHUNK):
        if visit.meter.is_spent:
            return total.plus(visit.stopped())
        chunk = uids[start : start + sync.CHUNK]
        found, left_out = _answers(visit, chunk)
        if left_out:  # asked for again next time; what is known by then is passed over
            return total.plus(_saved(visit, state, min(left_out) - 1, found))
        total = total.plus(_saved(visit, state, max(chunk), found))
    if last >= low:
        total = total.plus(_saved(visit, state, last, ()))
    return total


def _answers(
    visit: Visit, uids: Sequence[int]
) -> tuple[list[tuple[Answered, Decision | None]], list[int]]:
    """Return what became of the answers in the open folder, and UIDs whose text did not come."""
    found = [each for each in visit.mailbox.sent_headers(uids) if isinstance(each, Envelope)]
    names = tuple(name for each in found for name in (*each.parents, each.message_id))
    issued = visit.store.issued(own_mail.ours(names))
    ours = [each for each in found if command_check.concerns_us(each, issued)]
    begun = [(each, _begun(each, issued, own=visit.reading.own)) for each in ours]
    asked = [each.location.uid for each, answer in begun if answer.refusal is None]
    bodies = visit.mailbox.bodies(asked) if asked else {}
    judge = Judge(
        issued={each.digest: each for each in visit.store.offers(visit.now - LASTS - LATE)},
        clients={each.name for each in visit.reading.mapping.clients},
    )
    used: set[str] = set()
    answers: list[tuple[Answered, Decision | None]] = []
    for each, answer in begun:
        uid, judged = each.location.uid, answer
        if answer.refusal is None:
            if uid not in bodies:
                continue
            mails = command_check.referenced(each, issued)
            judged = judge.judged(answer, mails, _text(bodies[uid]), used=used)
        if judged.issued is not None:
            used.add(judged.issued.digest)
        answers.append((judged, _decision(visit, judged)))
    return answers, [uid for uid in asked if uid not in bodies]


def _begun(envelope: Envelope, issued: Collection[str], *, own: Collection[str]) -> Answered:
    """Return an answer as far as its headers tell."""
    mails = command_check.referenced(envelope, issued)
    return Answered(
        id=identity.message_key(envelope),
        at=envelope.internal_at,
        mail=mails[0] if mails else "",
        refusal=command_check.refused_by_headers(envelope, issued, own=own, marked_sent=True),
    )


def _text(body: Body | Problem) -> Body:
    return body if isinstance(body, Body) else Body(text="", flaws=("unreadable",))


def _decision(visit: Visit, answered: Answered) -> Decision | None:
    """Return what an answer decides, on the owner's calendar and never in the future."""
    if answered.issued is None or answered.command is None:
        return None
    at: datetime = min(answered.at, visit.now)
    day = at.astimezone(visit.reading.zone).date()
    return command.decision(answered.command, answered.issued.offer.client, day)


def _saved(
    visit: Visit, state: FolderState, high: int, answers: Sequence[tuple[Answered, Decision | None]]
) -> FetchSummary:
    heard = Heard(
        folder=state.name,
        uidvalidity=state.uidvalidity,
        high=high,
        answers=answers,
        at=visit.now,
    )
    new = visit.save_heard(heard)
    return FetchSummary(
        answers=sum(each.refusal is None for each in new),
        refused_answers=sum(each.refusal is not None for each in new),
    )
