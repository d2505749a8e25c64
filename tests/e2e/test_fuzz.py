"""The fuzz finds what it is there to find, and finds nothing in a few hundred mails."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

import fuzz
from fuzz_letters import own_letters
from fuzz_mutations import WAYS
from fuzz_readers import READERS

if TYPE_CHECKING:
    from pathlib import Path

LETTERS = own_letters()


def test_a_mail_is_made_from_its_seed_and_number_alone() -> None:
    numbers = range(len(LETTERS), len(LETTERS) + 200)
    first = [fuzz.made(LETTERS, 3, number) for number in numbers]
    assert first == [fuzz.made(LETTERS, 3, number) for number in numbers]
    assert len({*first}) > 150
    assert first != [fuzz.made(LETTERS, 4, number) for number in numbers]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_way_to_break_a_mail_breaks_some(way) -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    assert any(way(raw, LETTERS, chance) != raw for raw in LETTERS)
    assert isinstance(way(b"", LETTERS, chance), bytes)


def test_an_exception_is_found_made_small_and_left_in_a_file(tmp_path: Path) -> None:
    def reader(raw: bytes) -> None:
        if b"base64" in raw:
            message = "not this"
            raise KeyError(message)

    found = fuzz.fuzzed(LETTERS, seed=1, seconds=60, one=3, to=tmp_path, readers=[reader])
    (what,) = found.escaped
    assert what.startswith("KeyError through reader")
    assert found.escaped[what].read_bytes() == b"base64"
    assert "--seed 1 --number 3" in found.escaped[what].with_suffix(".txt").read_text()


@pytest.mark.timeout(20)
def test_a_reading_that_does_not_end_is_ended_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reader(raw: bytes) -> None:
        while raw:
            pass

    monkeypatch.setattr(fuzz, "SLOWEST", 0.2)
    found = fuzz.fuzzed(LETTERS, seed=1, seconds=60, one=0, to=tmp_path, readers=[reader])
    assert [what.partition(" ")[0] for what in found.escaped] == ["TooSlowError"]


@pytest.mark.parametrize("number", range(len(LETTERS)))
def test_the_hand_built_mails_are_read(number, tmp_path: Path) -> None:
    found = fuzz.fuzzed(LETTERS, seed=1, seconds=60, one=number, to=tmp_path)
    assert (found.inputs, found.escaped) == (1, {})
    assert READERS
