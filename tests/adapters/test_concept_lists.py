from __future__ import annotations

from pathlib import Path

import pytest

from goodterms.adapters import concept_lists
from goodterms.adapters.bundled import bundled
from goodterms.errors import ModelError


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_terms_of_all_languages_stand_under_one_name(tmp_path: Path) -> None:
    write(tmp_path, en='urgency = """asap,\n right   now"""', hr='urgency = "hitno"')
    assert concept_lists.load(tmp_path) == {"urgency": ["asap", "hitno", "right now"]}


@pytest.mark.parametrize(
    ("english", "croatian", "words"),
    [
        ('urgency = "asap"', 'hurry = "hitno"', "same concepts: hurry, urgency"),
        ('urgency = "asap"', 'urgency = "žurno"', "can never match"),
        ('urgency = "a-b"', 'urgency = "hitno"', "can never match"),
        ('urgency = ".. asap"', 'urgency = "hitno"', "cannot begin"),
        ("urgency = ", 'urgency = "hitno"', "cannot be read"),
    ],
)
def test_a_list_that_cannot_work_is_refused(
    tmp_path: Path, english: str, croatian: str, words: str
) -> None:
    write(tmp_path, en=english, hr=croatian)
    with pytest.raises(ModelError, match=words):
        concept_lists.load(tmp_path)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no concept lists"):
        concept_lists.load(tmp_path)


def test_the_digest_tells_lists_apart_and_ignores_order_of_concepts() -> None:
    one = concept_lists.digest({"a": ["x"], "b": ["y"]})
    assert one == concept_lists.digest({"b": ["y"], "a": ["x"]})
    assert one != concept_lists.digest({"a": ["x"], "b": ["z"]})


def test_the_shipped_lists_name_forty_to_eighty_concepts() -> None:
    lists = concept_lists.load(bundled("models/tone/concepts"))
    assert 40 <= len(lists) <= 80
    assert all(lists.values())
