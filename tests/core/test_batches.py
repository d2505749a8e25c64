"""A batch told as a sum in one file and by its parts in another is the same money."""

from __future__ import annotations

import json
from itertools import permutations

from builders import a_payment
from goodterms.core.batches import without_sums

SUM = a_payment(id="P-SUM", document=None, amount_minor=300, bank_ref="CH-2026-0001")


def part(name: str, amount_minor: int):
    stated = json.dumps({"batch_ref": "CH-2026-0001", "batch_minor": 300})
    return a_payment(id=name, document=None, amount_minor=amount_minor, stated=stated)


def test_a_sum_is_left_out_once_its_parts_are_known_in_any_order() -> None:
    rows = [SUM, part("P-1", 100), part("P-2", 200)]
    for order in permutations(rows):
        assert {each.id for each in without_sums(order)} == {"P-1", "P-2"}


def test_a_sum_alone_and_an_unlike_sum_stay() -> None:
    other = a_payment(id="P-O", document=None, amount_minor=301, bank_ref="CH-2026-0001")
    assert without_sums([SUM]) == (SUM,)
    assert other in without_sums([other, part("P-1", 100)])
