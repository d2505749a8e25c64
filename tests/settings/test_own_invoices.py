from __future__ import annotations

from pathlib import Path

import pytest

from goodterms.adapters.bundled import bundled
from goodterms.adapters.mail_invoices import reader_for
from goodterms.errors import ConfigError
from goodterms.settings.file import parse

EXAMPLE = bundled("config.example.toml").read_text(encoding="utf-8")


def with_tax_ids(text: str) -> str:
    return EXAMPLE.replace("tax_ids = []", f"tax_ids = {text}")


def test_tax_numbers_are_kept_as_written() -> None:
    found = parse(
        with_tax_ids('["HR 12345678901", "DE123456789"]'), path=Path("c.toml"), state=Path()
    )
    assert found.owner.tax_ids == ("HR 12345678901", "DE123456789")


@pytest.mark.parametrize("text", ['[""]', '["HR"]', '["12-34"]'])
def test_what_is_no_tax_number_is_named(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(with_tax_ids(text), path=Path("c.toml"), state=Path())
    assert "owner.tax_ids" in str(caught.value.problems)


def test_own_invoices_are_read_unless_turned_off() -> None:
    on = parse(EXAMPLE, path=Path("c.toml"), state=Path())
    assert reader_for(on) is not None
    off = EXAMPLE.replace("read_own_invoices = true", "read_own_invoices = false")
    assert reader_for(parse(off, path=Path("c.toml"), state=Path())) is None
