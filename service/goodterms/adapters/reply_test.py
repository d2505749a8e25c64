"""The test mail: it proves that our mails arrive, and that an answer to them is understood."""

from __future__ import annotations

import html
import secrets
from typing import TYPE_CHECKING

from goodterms.adapters.texts import Texts
from goodterms.core import command, own_mail
from goodterms.core.command import Offer, Verb
from goodterms.core.delivery import TEST
from goodterms.core.outgoing import Outgoing

if TYPE_CHECKING:
    from datetime import datetime

OFFER = Offer(verbs=(Verb.SEEN,))


def letter(language: str, *, now: datetime) -> Outgoing:
    """Return a test mail, each time another one.

    Args:
        language: ``en`` or ``hr``.
        now: Aware UTC; a part of its period key, which no report has.
    """
    texts = Texts(language)
    invited = command.invitation(OFFER, 0, language)
    lines = (
        texts.say("This is a test mail of Good Terms. It arrived, so reports will arrive too."),
        texts.say(
            "To try an answer, reply to this mail with nothing but this on the first line, and"
            " leave the quoted text below it:"
        ),
        invited.commands[0],
        texts.say(
            "Within the next readings, `goodterms status` counts it among the answers. The answer"
            " is read in the folder where your mailbox keeps sent mail; where it keeps none,"
            " decide with `goodterms decide`."
        ),
        texts.say("Code of this mail: %(code)s", code=invited.code),
    )
    paragraphs = "".join(f"<p>{html.escape(each)}</p>" for each in lines)
    name = f"test.{secrets.token_hex(12)}"
    return Outgoing(
        period=f"{TEST}{now.isoformat()}",
        subject=texts.say("Good Terms: test mail"),
        text="\n\n".join(lines) + "\n",
        html=f'<!DOCTYPE html><html lang="{language}"><body>{paragraphs}</body></html>',
        message_id=f"{name}{own_mail.ISSUER}",
        offers=(OFFER,),
    )
