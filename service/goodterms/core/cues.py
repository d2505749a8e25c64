"""What a message is about, from explicit words: a delivery, an offer, a change, an addition.

The words are in `cues_words`. How a message sounds is the tone model's part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.core import cues_words as words
from goodterms.core.urgency import folded, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable


def delivers(text: str, attachments: int) -> bool:
    """Return whether the owner hands over work in an outbound message.

    Args:
        text: New text of the message.
        attachments: Number of attached files; a link in the text counts as one.
    """
    has_goods = attachments > 0 or words.LINK.search(text.lower()) is not None
    for each in sentences(text):
        plain = words.LINK.sub("", folded(each))
        if words.NOT_WORK.search(plain) or words.NOT_YET.search(plain):
            continue
        if words.IS_DONE.search(plain) or (has_goods and words.HANDS_OVER.search(plain)):
            return True
    return False


def offers(text: str, attachment_names: Iterable[str]) -> bool:
    """Return whether the owner names a price or sends an offer in an outbound message.

    Rather once too often than not: an offer speaks for the client (decision model A2.2, SC).
    """
    if any(words.OFFER_FILE.search(folded(each)) for each in attachment_names):
        return True
    plain = " ".join(folded(text).split())
    if words.OFFER.search(plain):
        return True
    return any(
        words.AMOUNT.search(each) and words.AMOUNT_FOR.search(each)
        for each in map(folded, sentences(text))
    )


def asks_change(text: str) -> bool:
    """Return whether the client asks for a change of something, in new text of an inbound message.

    Whether work was delivered before is for the rule to say; see `incidents_work`.
    """
    return any(
        words.CHANGE.search(plain) and not words.NO_CHANGE.search(plain)
        for plain in map(folded, sentences(text))
    )


def adds(text: str, attachments: int) -> bool:
    """Return whether a further message of the client presses nobody, from its new text.

    It adds something to what was asked, corrects or takes back own words, brings a file, or holds
    nothing but thanks. Whoever also asks after the answer does press.
    """
    plain = [folded(each) for each in sentences(text)]
    if any(words.ASKS_AFTER.search(each) for each in plain):
        return False
    if attachments > 0:
        return True
    if any("?" not in each and words.ADDS.search(each) for each in plain):
        return True
    if len(plain) > 1 and words.NAME.fullmatch(plain[-1]):
        plain.pop()
    thanks = [each for each in plain if words.THANKS.fullmatch(each)]
    rest = [each for each in plain if each not in thanks]
    return bool(thanks) and all(words.COURTESY.fullmatch(each) for each in rest)


def is_content(text: str) -> bool:
    """Return whether the client says outright that nothing is to be changed any more."""
    plain = [folded(each) for each in sentences(text)]
    return any(words.CONTENT.search(each) for each in plain) and not asks_change(text)
