"""A tone model small enough to check by hand, and a corpus small enough to train on in a test."""

from __future__ import annotations

from goodterms.adapters.corpus import Row, untag
from goodterms.core.concept_terms import compile_terms
from goodterms.core.mail import LABELS
from goodterms.core.tone_model import POOLED, Block, Decision, Level, ToneModel

CONCEPTS = {"urgency": ["asap", "tonight"], "need": ["need", "i want"]}

WORDS = (
    "need",
    "asap",
    "tonight",
    "the",
    "logo",
    "please",
    "is",
    "it",
    "we",
    "here",
    "you",
    "thanks",
)


def a_block(names: tuple[str, ...], values: tuple[float, ...] | None = None) -> Block:
    counted = values or (1.0,) * len(names)
    return Block(
        index={name: position for position, name in enumerate(names)},
        values=counted,
        scale=1.0,
    )


def a_model(**changes: object) -> ToneModel:
    """Return a model in which "asap", "tonight" and the concepts speak for pressure only."""
    column = LABELS.index("pressure")

    def columns(weights: list[float]) -> tuple[tuple[float, ...], ...]:
        silent = (0.0,) * len(weights)
        return tuple(tuple(weights) if number == column else silent for number in range(5))

    words = [2.0 if word in {"asap", "tonight"} else -0.1 for word in WORDS]
    level = Level(
        offsets=(-3.0,) * len(LABELS),
        weights=(columns(words), columns([0.5]), columns([2.0, 1.0, 3.0])),
    )
    decision = Decision(message=0.5, sentence=1.0, offset=0.0, unsure=0.3, yes=0.6)
    values: dict[str, object] = {
        "digest": "0" * 12,
        "labels": LABELS,
        "languages": ("en", "hr"),
        "concepts": compile_terms(CONCEPTS),
        "blocks": (
            a_block(WORDS, (2.0,) * len(WORDS)),
            a_block(("asa",)),
            a_block(("urgency", "need", "need+urgency")),
        ),
        "message": level,
        "sentence": level,
        "decisions": {POOLED: (decision,) * len(LABELS)},
    }
    return ToneModel(**{**values, **changes})  # type: ignore[arg-type]


THINGS = ("logo", "menu", "poster", "page", "report", "film", "map", "label", "text", "song")

SENTENCES = {
    "vague": "<vague>The {0} is just not it somehow.</vague> Thanks for {0} number {1}.",
    "pressure": "Hello. <pressure>I need the {0} tonight and nobody answers.</pressure>",
    "hostile": "<hostile>You are useless and this {0} proves it.</hostile> See page {1}.",
    "scope": "Also <scope>just add a second {0} while you are at it, five minutes.</scope>",
    "stalling": "<stalling>We pay the {0} when our client pays us.</stalling> Regards, {1}.",
    "": "Thank you for the {0}, version {1} is fine and we have no questions.",
}


def a_row(marked: str, *, family: str = "en/some-family", language: str = "en") -> Row:
    text, spans = untag(marked)
    return Row(
        source="en-x.tsv:1", language=language, family=family, subject="", text=text, spans=spans
    )


def some_rows() -> list[Row]:
    """Return 120 rows: ten things in six kinds of message, twice."""
    return [
        a_row(sentence.format(thing, number), family=f"en/{thing}-{number}")
        for number in (1, 2)
        for thing in THINGS
        for sentence in SENTENCES.values()
    ]
