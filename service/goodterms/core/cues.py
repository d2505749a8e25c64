"""What a message is about, from explicit words: a delivery, an offer, a change, an addition.

The words are in `cues_words`, those without which they need not be looked for in `key_words`. How a
message sounds is the tone model's part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.core import cues_words as words
from goodterms.core import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodterms.core.spoken import Sentence


def delivers(text: str, attachments: int) -> bool:
    """Return whether the owner hands over work in an outbound message.

    Args:
        text: New text of the message.
        attachments: Number of attached files; a link in the text counts as one.
    """
    has_goods = attachments > 0 or words.LINK.search(text.lower()) is not None
    return any(_delivers(each, has_goods=has_goods) for each in spoken.read(text))


def _delivers(sentence: Sentence, *, has_goods: bool) -> bool:
    """Return whether a sentence says that work is done or handed over."""
    plain = words.LINK.sub("", sentence.plain)
    may_be_done, may_hand = spoken.may(plain, "done"), has_goods and spoken.may(plain, "hands_over")
    if not (may_be_done or may_hand):
        return False
    if words.NOT_WORK.search(plain) or words.NOT_YET.search(plain):
        return False
    if may_be_done and words.IS_DONE.search(plain):
        return True
    return may_hand and words.HANDS_OVER.search(plain) is not None


def offers(text: str, attachment_names: Iterable[str]) -> bool:
    """Return whether the owner names a price or sends an offer in an outbound message.

    Rather once too often than not: an offer speaks for the client (decision model A2.2, SC).
    """
    if any(words.OFFER_FILE.search(spoken.folded(each)) for each in attachment_names):
        return True
    plain = " ".join(spoken.folded(text).split())
    if spoken.may(plain, "offer") and words.OFFER.search(plain):
        return True
    return any(
        words.AMOUNT.search(each.plain) and words.AMOUNT_FOR.search(each.plain)
        for each in spoken.read(text)
        if each.may("amount")
    )


def asks_change(text: str) -> bool:
    """Return whether the client asks for a change of something, in new text of an inbound message.

    Whether work was delivered before is for the rule to say; see `incidents_work`.
    """
    return any(
        words.CHANGE.search(each.plain) and not words.NO_CHANGE.search(each.plain)
        for each in spoken.read(text)
        if each.may("change")
    )


def adds(text: str, attachments: int) -> bool:
    """Return whether a further message of the client presses nobody, from its new text.

    It adds something to what was asked, corrects or takes back own words, brings a file, or holds
    nothing but thanks. Whoever also asks after the answer does press.
    """
    found = spoken.read(text)
    if any(each.may("asks_after") and words.ASKS_AFTER.search(each.plain) for each in found):
        return False
    if attachments > 0:
        return True
    if any(
        each.may("adds") and "?" not in each.plain and words.ADDS.search(each.plain)
        for each in found
    ):
        return True
    return _only_thanks(found)


def _only_thanks(found: tuple[Sentence, ...]) -> bool:
    """Return whether nothing is said but thanks or a nod, between courtesies."""
    if len(found) > 1 and words.NAME.fullmatch(found[-1].plain):
        found = found[:-1]
    thanks = {
        each.plain for each in found if each.may("thanks") and words.THANKS.fullmatch(each.plain)
    }
    return bool(thanks) and all(
        words.COURTESY.fullmatch(each.plain) for each in found if each.plain not in thanks
    )


def is_content(text: str) -> bool:
    """Return whether the client says outright that nothing is to be changed any more."""
    said = any(
        each.may("content") and words.CONTENT.search(each.plain) for each in spoken.read(text)
    )
    return said and not asks_change(text)
