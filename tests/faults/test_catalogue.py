"""Every fault of the study has its tests: 82 numbers, each in the name of at least one."""

from __future__ import annotations

import re
from pathlib import Path

FAULTS = range(1, 83)
"""The fault catalogue of the IMAP study, section d."""

_NAME = re.compile(r"^def test_fault_(\d\d)_", re.MULTILINE)


def test_every_fault_of_the_catalogue_is_a_test() -> None:
    named = {
        int(number)
        for path in Path(__file__).parent.glob("test_*.py")
        for number in _NAME.findall(path.read_text(encoding="utf-8"))
    }
    assert sorted(named) == list(FAULTS)
