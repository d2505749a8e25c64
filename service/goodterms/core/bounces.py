"""Mail that came back: whose it was, so that a silent client is not blamed for an old address.

The report comes from a mail system, often the owner's own; whom the mail was for stands in
``X-Failed-Recipients`` where the system writes it, as Exim and Gmail do (IMAP study d 76).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from goodterms.core import noise
from goodterms.core.addresses import plain

if TYPE_CHECKING:
    from goodterms.core.mail import Envelope

_ADDRESS = re.compile(r"[^<>\s\"(),;:@]{1,190}@[^<>\s\"(),;:@]{1,190}")


def failed(envelope: Envelope) -> tuple[str, ...]:
    """Return the addresses that mail could not be delivered to, in plain form.

    Empty for anything that is no bounce: the header alone is written by anybody, and what a person
    writes must not become another client's.
    """
    named = envelope.headers.get("x-failed-recipients", "")
    if not named or noise.reason(envelope) != "bounce":
        return ()
    return tuple(dict.fromkeys(filter(None, map(plain, _ADDRESS.findall(named)))))
