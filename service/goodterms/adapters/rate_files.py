"""Files of rates: the statutory ones that ship with the program, and the owner's own."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from goodterms.core import rate_text
from goodterms.core.interest import Rule
from goodterms.core.rates import Rates, dated
from goodterms.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from goodterms.core.interest import StatutoryRate
    from goodterms.core.rates import Rate
    from goodterms.settings import MoneySettings

SHIPPED = "interest_rates.csv"
MOST_BYTES = 4_000_000
"""More than a table of rates can have."""


def rates(money: MoneySettings, currency: str) -> Rates:
    """Return the owner's exchange rates; those of the config itself win over their file's.

    Raises:
        ConfigError: As of `exchange`.
    """
    read = exchange(money.rates_file) if money.rates_file else ()
    return dated(currency, (*read, *money.rates))


def rule(money: MoneySettings) -> Rule | None:
    """Return whose statutory interest is shown, with all rates known; None for no one's.

    Raises:
        ConfigError: As of `exchange`.
    """
    if money.law is None:
        return None
    return Rule(law=money.law, rates=statutory(money.interest_file))


def exchange(path: Path) -> tuple[Rate, ...]:
    """Return the owner's exchange rates.

    Raises:
        ConfigError: The file cannot be read or has lines that are no rates; all are named.
    """
    found, problems = rate_text.exchange(_text(path))
    _checked(path, problems)
    return tuple(found)


def statutory(path: Path | None) -> tuple[StatutoryRate, ...]:
    """Return the shipped rates of interest, and after them the owner's, which win.

    Raises:
        ConfigError: As of `exchange`.
    """
    shipped = resources.files("goodterms.adapters").joinpath(SHIPPED).read_text(encoding="utf-8")
    found, _ = rate_text.statutory(shipped)
    if path is None:
        return tuple(found)
    own, problems = rate_text.statutory(_text(path))
    _checked(path, problems)
    return (*found, *own)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise ConfigError(str(path), ["is too large for a table of rates"])
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(str(path), ["is not UTF-8 text"]) from error
    except OSError as error:
        raise ConfigError(str(path), [f"cannot be read ({error.strerror})"]) from error


def _checked(path: Path, problems: list[tuple[int, str]]) -> None:
    if problems:
        raise ConfigError(str(path), [f"line {line}: {text}" for line, text in problems[:20]])
