from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from goodterms.adapters import replay
from goodterms.adapters.bundled import bundled
from goodterms.core.mail import LABELS
from goodterms.core.owner_layer import Layer
from goodterms.core.owner_replay import checked
from goodterms.errors import ModelError
from tone_models import a_row

if TYPE_CHECKING:
    from pathlib import Path

    from goodterms.core.tone import ToneModel


def test_the_sample_has_every_label_in_every_language_and_ordinary_mail() -> None:
    found = replay.sample(replay.rows(bundled("models/tone/corpus")))
    for language in ("en", "hr"):
        own = [each for each in found if each.language == language]
        for label in LABELS:
            assert sum(label in each.labels for each in own) >= replay.WITH_LABEL
        assert sum(not each.labels for each in own) >= replay.WITHOUT_LABEL
    assert len(found) < 500, "a correction should not take long"


def test_the_sample_does_not_depend_on_order_and_a_new_text_displaces_one_at_most() -> None:
    rows = replay.rows(bundled("models/tone/corpus"))
    before = replay.sample(rows)
    assert replay.sample(list(reversed(rows))) == before
    new = replace(a_row("<vague>Somehow not what we felt.</vague>"), source="en-zz.tsv:1")
    after = replay.sample([*rows, new])
    assert len({each.source for each in before} - {each.source for each in after}) <= 1


def test_lines_that_are_no_messages_are_left_to_the_corpus_check(tmp_path: Path) -> None:
    lines = "# a comment\n\nsome-family\tHi\tLooks fine to us.\nbroken line\n"
    (tmp_path / "en-a.tsv").write_text(lines, encoding="utf-8")
    (row,) = replay.rows(tmp_path)
    assert (row.text, row.language) == ("Looks fine to us.", "en")


def test_a_missing_or_unreadable_corpus_is_a_named_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no messages"):
        replay.rows(tmp_path)
    (tmp_path / "en-a.tsv").write_bytes(b"family\tHi\t\xff\n")
    with pytest.raises(ModelError, match=r"en-a\.tsv cannot be read"):
        replay.rows(tmp_path)


def test_the_shipped_model_passes_its_own_replay_and_a_wild_layer_does_not(
    model: ToneModel,
) -> None:
    cases = replay.cases(model)
    assert len(cases) > 200
    small = {label: {"word:and": 0.0} for label in LABELS}
    assert checked(Layer(model=model.digest, offsets=small), model, cases).withheld == {}
    words = {name: 9.0 for case in cases if not case.labels for name in case.features}
    found = checked(Layer(model=model.digest, offsets={"vague": words}), model, cases)
    assert set(found.withheld) == {"vague"}
