"""``[rates]`` and ``[interest]``: what other currencies are worth, and whose law late money has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.core.currency import CODES
from goodterms.core.interest import Law
from goodterms.core.rate_text import RateTextError, day_of, rate_of
from goodterms.core.rates import Rate
from goodterms.settings.model import MoneySettings
from goodterms.settings.sections import located

if TYPE_CHECKING:
    from pathlib import Path

    from goodterms.settings.model import OwnerSettings
    from goodterms.settings.table import Table

NO_LAW = "none"
LAWS = ("", NO_LAW, *(each.value for each in Law))

_EURO = "AT BE BG CY DE EE ES FI FR GR IE IT LT LU LV MT NL PT SI SK"

BY_COUNTRY = {
    "HR": Law.HR,
    "GB": Law.UK,
    **dict.fromkeys(_EURO.split(), Law.EU),
}
"""Law by the country of ``[hours]``: countries with the euro, whose reference rate is the ECB's."""


def read(
    rates: Table, interest: Table, *, owner: OwnerSettings, country: str, beside: Path
) -> MoneySettings:
    """Read both tables.

    Args:
        rates: ``[rates]``.
        interest: ``[interest]``.
        owner: For the currency.
        country: Of ``[hours]``, for the law where none is named.
        beside: The config file; relative paths are meant beside it.
    """
    rates_file = rates.text("file", "")
    interest_file = interest.text("file", "")
    found = [
        each
        for code in rates.values
        if code != "file"
        for each in _rates(rates.table(code), code, owner.currency)
    ]
    rates.finish()
    named = interest.choice("law", LAWS, "")
    law = BY_COUNTRY.get(country) if not named else None if named == NO_LAW else Law(named)
    settings = MoneySettings(
        rates=tuple(found),
        rates_file=located(rates_file, beside=beside) if rates_file else None,
        law=law,
        interest_file=located(interest_file, beside=beside) if interest_file else None,
    )
    interest.finish()
    return settings


def _rates(table: Table, code: str, currency: str) -> list[Rate]:
    """Read the rates of one currency: a day and what one unit is worth from then on."""
    if code not in CODES or code == currency:
        table.problems.add(table.path, f'expected another currency than "{currency}" by ISO 4217')
        return []
    found = []
    for key, value in table.values.items():
        try:
            found.append(Rate(currency=code, on=day_of(key), per_unit=rate_of(str(value))))
        except RateTextError as error:
            table.wrong(key, str(error))
    return found
