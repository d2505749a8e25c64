from __future__ import annotations

import pytest

from goodterms.core.addresses import plain


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("Ana+tag@Kovac.Example.", "ana@kovac.example"),
        ("+x@y.example", "+x@y.example"),
        ("ana@čuk.example", "ana@xn--uk-dma.example"),
        ("nobody", ""),
        ("@x", ""),
        ("a@" + "č" * 80, ""),
    ],
)
def test_addresses_are_compared_in_plain_form(address, expected):
    assert plain(address) == expected
