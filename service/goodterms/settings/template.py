"""Write a commented config file: the shipped example with the owner's values put in.

The example is the only list of keys; a key that it does not hold is an error of ours.
"""

from __future__ import annotations

import json
import re
import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING

from goodterms.core.client import Client
from goodterms.core.currency import exponent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.core.agreement import Agreement

FIRST_CLIENT = "# One table per client."


def filled(example: str, values: Mapping[str, object], clients: Sequence[Client]) -> str:
    """Return the text of a config file.

    Args:
        example: Text of config.example.toml.
        values: Dotted key to value, for example ``{"owner.name": "Mara"}``; None leaves the line.
        clients: Written as one table each; the example's own client is left out.
    """
    head, _, _ = example.partition(FIRST_CLIENT)
    open_values = {key: value for key, value in values.items() if value is not None}
    section, lines = "", []
    for line in head.splitlines():
        if match := re.fullmatch(r"\[([\w.]+)\]", line):
            section = match[1]
        key = re.match(r"(?:# )?(\w+) = ", line)
        dotted = f"{section}.{key[1]}" if key else ""
        if key and dotted in open_values:
            line = f"{key[1]} = {toml(open_values.pop(dotted))}"  # noqa: PLW2901 - the filled line
        lines.append(line)
    if open_values:
        message = f"config.example.toml lacks {sorted(open_values)}"
        raise KeyError(message)
    currency = str(values.get("owner.currency") or tomllib.loads(head)["owner"]["currency"])
    tables = "\n".join(client_table(each, currency=currency) for each in clients)
    note = (
        f"{FIRST_CLIENT} The name is yours: it appears in reports, never in a mail to the client.\n"
    )
    return "\n".join(lines).rstrip() + "\n\n" + note + tables


def client_table(client: Client, *, currency: str) -> str:
    """Return one ``[clients."NAME"]`` table: addresses, and what differs from the defaults."""
    rate, costs = client.hourly_rate_minor, client.monthly_costs_minor or None
    shown = {
        "addresses": toml(list(client.addresses)),
        "domains": toml(list(client.domains)),
        "invoice_names": toml(list(client.invoice_names)),
        "hourly_rate": amount(rate, currency),
        "monthly_costs": amount(costs, currency),
    }
    usual = Client(name="")
    for key in (
        "tax_id",
        "fixed_fee",
        "included_rounds",
        "expect_reply_hours",
        "rush",
        "notice_days",
        "referral",
    ):
        value = getattr(client, key)
        shown[key] = None if value == getattr(usual, key) else toml(value)
    shown |= agreed(client.agreed)
    lines = [f"{key} = {text}" for key, text in shown.items() if text is not None]
    return "\n".join([f"[clients.{toml(client.name)}]", *lines]) + "\n"


def agreed(found: Agreement) -> dict[str, str]:
    """Return the dated rules as TOML values by key, those that there are."""
    spells = [
        f'{{ from = "{each.first}"' + (f', until = "{each.last}"' if each.last else "") + " }"
        for each in found.rush
    ]
    shown = {"rush": f"[{', '.join(spells)}]"} if spells else {}
    for key in ("included_rounds", "expect_reply_hours"):
        numbers = [f'"{day}" = {number}' for day, number in getattr(found, key)]
        if numbers:
            shown[key] = f"{{ {', '.join(numbers)} }}"
    return shown


def amount(minor: int | None, currency: str) -> str | None:
    """Return minor units as a TOML number; None stays None."""
    return None if minor is None else f"{Decimal(minor).scaleb(-exponent(currency)):f}"


def toml(value: object) -> str:
    """Return a TOML value; JSON's texts, numbers and lists are TOML's too."""
    return json.dumps(value, ensure_ascii=False)
