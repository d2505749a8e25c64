"""Which words of an excerpt earned its score, asked of the tone model when a page shows it.

Those whose contribution is above a tenth of the positive sum (decision study B2.2); words that say
nothing by themselves are never marked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from goodterms.core import tone_reasons
from goodterms.core.correcting import LABELS_OF
from goodterms.core.findings import visible
from goodterms.core.verdict import Code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from goodterms.core.mail import Message
    from goodterms.core.tone import ToneModel
    from goodterms.core.verdict import Incident

LEAST = 0.1
"""Share of the positive sum above which a word is marked."""

SILENT = frozenset(
    word
    for line in (
        "a an and are as at be but by can could do for from has have i if in is it its me my no",
        "not of on or our so that the this to up was we were will with would you your",
        "a ali biti bi bio da do ga i ih ili iz je jer joj k kao li mi na ne nego ni o od po sa",
        "se si sam smo su s što te ti to u uz vam vas ve vi za",
    )
    for word in line.split()
)
"""English and Croatian words that are no evidence by themselves."""

LABELS = {**LABELS_OF, Code.AFTER_HOURS_DEMAND: "pressure", Code.CHASER: "pressure"}
"""The tone label whose words are marked for a kind of incident."""


class Earning(Mapping[str, "Sequence[str]"]):
    """Source id to the words that earned; each is worked out when it is looked up.

    Args:
        model: Returns the tone model; loaded with the first word only.
        messages: By id.
        incidents: What the messages were counted as.
        known: Words worked out before, by excerpt and label; added to.
    """

    def __init__(
        self,
        *,
        model: Callable[[], ToneModel],
        messages: Mapping[str, Message],
        incidents: Iterable[Incident],
        known: dict[tuple[str, str], Sequence[str]] | None = None,
    ) -> None:
        self._model = model
        self._known = {} if known is None else known
        self._messages = messages
        self._labels = {
            each.sources[0]: LABELS[each.code]
            for each in incidents
            if each.sources and each.code in LABELS
        }

    def __getitem__(self, source: str) -> Sequence[str]:
        """Return the words of one message's excerpt; none where no text earned anything."""
        message, label = self._messages[source], self._labels[source]
        text = visible(message.excerpt)
        if not text:
            return ()
        if (text, label) not in self._known:
            self._known[text, label] = _words(self._model(), text, label, message.language)
        return self._known[text, label]

    def __iter__(self) -> Iterator[str]:
        """Walk the sources of which something can be said."""
        return iter(self._labels.keys() & self._messages.keys())

    def __len__(self) -> int:
        """Return how many these are."""
        return len(self._labels.keys() & self._messages.keys())


def _words(model: ToneModel, text: str, label: str, language: str | None) -> Sequence[str]:
    try:
        found = tone_reasons.explain(model, text, label, language=language)
    except ValueError:  # no word in it
        return ()
    positive = sum(worth for _, worth in found.words if worth > 0)
    return tuple(
        word
        for word, worth in found.words
        if worth > LEAST * positive and word not in SILENT and len(word) > 1
    )
