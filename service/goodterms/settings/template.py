"""Write a commented config file: the shipped example with the owner's values put in.

The example is the only list of keys; a key that it does not hold is an error of ours.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.core.client import Client

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
    tables = "\n".join(client_table(each) for each in clients)
    note = (
        f"{FIRST_CLIENT} The name is yours: it appears in reports, never in a mail to the client.\n"
    )
    return "\n".join(lines).rstrip() + "\n\n" + note + tables


def client_table(client: Client) -> str:
    """Return one ``[clients."NAME"]`` table."""
    lines = [
        f"[clients.{toml(client.name)}]",
        f"addresses = {toml(list(client.addresses))}",
        f"domains = {toml(list(client.domains))}",
        f"invoice_names = {toml(list(client.invoice_names))}",
    ]
    if client.hourly_rate_minor is not None:
        lines.append(f"hourly_rate = {client.hourly_rate_minor / 100:g}")
    if client.included_rounds is not None:
        lines.append(f"included_rounds = {client.included_rounds}")
    if client.notice_days is not None:
        lines.append(f"notice_days = {client.notice_days}")
    if client.fixed_fee:
        lines.append("fixed_fee = true")
    if client.referral:
        lines.append(f"referral = {toml(client.referral)}")
    return "\n".join(lines) + "\n"


def toml(value: object) -> str:
    """Return a TOML value; JSON's texts, numbers and lists are TOML's too."""
    return json.dumps(value, ensure_ascii=False)
