from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core import concepts, tokens, tone_lexicon
from goodterms.core.concept_terms import compile_terms
from tone_models import WORDS, a_model

MODEL = a_model()

PIECES = st.sampled_from(
    [
        *WORDS,
        "Logo,",
        "asap!!",
        "5",
        "pm",
        "5pm",
        "€5",
        "12.",
        "3.",
        "a.pdf",
        "x@y.example",
        "č",
        "…",
    ]
)


@settings(max_examples=300)
@given(st.lists(PIECES | st.text(max_size=6), max_size=12).map(" ".join))
def test_a_sentence_read_by_its_pieces_has_the_tokens_of_the_whole(sentence: str) -> None:
    for _ in range(2):  # the second time from memory
        assert [each.token for each in MODEL.lexicon.read(sentence)] == tokens.tokens(sentence)
    assert [each.token for each in a_model().lexicon.read(sentence)] == tokens.tokens(sentence)


def test_a_typed_token_reaches_over_a_blank() -> None:
    assert [each.token for each in MODEL.lexicon.read("at 5 pm asap")] == ["at", "<time>", "asap"]


def test_memory_has_a_bound(monkeypatch) -> None:
    monkeypatch.setattr(tone_lexicon, "MOST_REMEMBERED", 2)
    lexicon = a_model().lexicon
    for _ in range(2):
        found = [each.token for each in lexicon.read("the logo is here please")]
        assert found == ["the", "logo", "is", "here", "please"]
    assert len(lexicon._entries) == len(lexicon._pieces) == 2


TERMS = compile_terms(
    {
        "need": ["need", "i want", "want|need it"],
        "soon": ["now", "right .. now", "as*", "not _ now"],
        "both": ["@soon please", "going|doing now"],
    }
)


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            ["need", "i", "want", "it", "right", "now", "asap", "not", "please", "going"]
        ),
        max_size=10,
    )
)
def test_concepts_heard_are_those_found(items: list[str]) -> None:
    said = [concepts.spoken(TERMS, token) for token in items]
    assert concepts.heard(items, said) == set(concepts.find(TERMS, items))
