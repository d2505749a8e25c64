from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.adapters.bundled import bundled
from goodterms.core.client import Client
from goodterms.settings.file import parse
from goodterms.settings.template import filled

EXAMPLE = bundled("config.example.toml").read_text(encoding="utf-8")


def test_a_filled_example_keeps_its_comments_and_reads_back() -> None:
    client = Client(
        name='Žižak "i" sin', addresses=("a@zizak.example",), hourly_rate_minor=5550, notice_days=14
    )
    text = filled(EXAMPLE, {"owner.name": "Ana", "owner.hourly_rate": 42.5}, [client])
    found = parse(text, path=Path("config.toml"), state=Path())
    assert found.owner.name == "Ana"
    assert found.owner.hourly_rate_minor == 4250
    assert found.clients == (client,)
    assert "# Port; 993 for" in text
    assert "Alba" not in text


@given(
    currency=st.sampled_from(["EUR", "JPY", "KWD"]),
    rate=st.none() | st.integers(1, 10**7 - 1),
    words=st.sampled_from(["", "HR11111111119"]),
    flag=st.booleans(),
    count=st.none() | st.integers(0, 50),
)
def test_whatever_is_known_of_a_client_reads_back(
    currency: str, rate: int | None, words: str, flag: bool, count: int | None
) -> None:
    client = Client(
        name="Alba",
        addresses=("ana@alba.example",),
        domains=("alba.example",),
        invoice_names=("Alba d.o.o.",),
        tax_id=words,
        hourly_rate_minor=rate,
        fixed_fee=flag,
        included_rounds=count,
        expect_reply_hours=8 if count is None else count + 1,
        rush=flag,
        notice_days=count,
        referral=words,
    )
    text = filled(EXAMPLE, {"owner.currency": currency}, [client])
    assert parse(text, path=Path("config.toml"), state=Path()).clients == (client,)


def test_a_key_that_the_example_lacks_is_refused() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        filled(EXAMPLE, {"owner.nonsense": 1}, [])


@given(name=st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1))
def test_any_printable_client_name_survives(name: str) -> None:
    client = Client(name=name, addresses=("a@b.example",))
    text = filled(EXAMPLE, {}, [client])
    if name.strip():
        (found,) = parse(text, path=Path("config.toml"), state=Path()).clients
        assert found.name == name
