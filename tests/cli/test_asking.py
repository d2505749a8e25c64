from __future__ import annotations

import click
import pytest

from goodterms.cli import asking
from goodterms.core.client import Client


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon-fri", {0, 1, 2, 3, 4}),
        ("Tue,thu-SAT", {1, 3, 4, 5}),
        ("sun-thu", {6, 0, 1, 2, 3}),
        ("wednesday", {2}),
    ],
)
def test_days_are_spans_and_lists_also_over_the_week_end(text: str, days: set[int]) -> None:
    assert asking.parse_days(text) == days


@pytest.mark.parametrize("text", ["monfri", "", "-", "mon-", "1-5", "mon..fri", "mon,xyz"])
def test_what_is_no_day_is_refused_and_not_guessed(text: str) -> None:
    if text == "mon-":
        assert asking.parse_days(text) == {0}
        return
    with pytest.raises(click.UsageError, match="is not a span of days"):
        asking.parse_days(text)


@pytest.mark.parametrize(("text", "rate"), [("0", None), ("60", 60), ("72,50", 72.5)])
def test_the_price_of_an_hour_takes_either_decimal_sign(text: str, rate: float | None) -> None:
    assert asking.parse_rate(text) == rate


@pytest.mark.parametrize("text", ["-5", "abc", "nan", "inf", ""])
def test_a_price_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(click.UsageError, match="is not an amount"):
        asking.parse_rate(text)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"owner.addresses": ["mara"]}, '"mara" is not a mail address'),
        ({"hours.zone": "Zagreb"}, '"Zagreb" is not an IANA time zone'),
        ({"hours.monday": ["9-17"]}, '"9-17" is not a window'),
        ({"hours.country": "ZZ"}, "no holidays known"),
        ({"mailbox.host": "mail.example", "mailbox.security": "plain"}, '"plain" is only for'),
        ({"hours.country": ""}, ""),
        ({}, ""),
    ],
)
def test_an_answer_is_judged_by_the_rules_of_the_config(
    values: dict[str, object], words: str
) -> None:
    found = asking.problem(values)
    assert found.startswith(words)
    assert bool(found) == bool(words)


def test_a_client_is_checked_when_it_is_named() -> None:
    found = asking.parse_client("Alba = Ana@Alba.example, @alba.example")
    assert found == Client(name="Alba", addresses=("ana@alba.example",), domains=("alba.example",))
    for text, words in (
        ("Alba", "is not NAME=ADDRESS"),
        ("=a@b.example", "is not NAME=ADDRESS"),
        ("Alba=@gmail.com", "belongs to everybody"),
        ("Alba=nobody", "is not a mail address"),
    ):
        with pytest.raises(click.BadParameter, match=words):
            asking.parse_client(text)


@pytest.mark.usefixtures("no_keyring")
def test_a_keyring_that_keeps_nothing_is_refused_before_a_password_is_asked() -> None:
    with pytest.raises(click.UsageError, match=r"no keyring here .* file:imap\.secret"):
        asking.parse_secret("keyring")
    assert asking.parse_secret("file:x") == {"mailbox.secret": "file:x"}
