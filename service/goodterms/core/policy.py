"""The numbers of the decision model in one place, with the source of each.

All may be changed in ``[policy]`` of the config; the digest of the table is stored with every
verdict. Sources are sections of the decision model unless said otherwise; prices and tolerance are
judgement (errors of 50 % in every price move the burn by about 24 %, measured in simulation).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import TYPE_CHECKING

from goodterms.core.verdict import Code

if TYPE_CHECKING:
    from collections.abc import Mapping

RULES_VERSION = 2
"""Raised when a rule changes so that a verdict can change; see CHANGELOG, Verdict changes."""

DEFAULT_PRICES: Mapping[Code, float] = MappingProxyType(
    {
        Code.AFTER_HOURS: 0.0,  # shown, not counted: arrived is not demanded (A2.2 asks 2)
        Code.AFTER_HOURS_DEMAND: 15.0,
        Code.CHASER: 15.0,
        Code.VAGUE: 60.0,
        Code.EXTRA_ROUND: 45.0,
        Code.SCOPE: 45.0,
        Code.LATE_PAYMENT: 20.0,
        Code.STALLING: 20.0,
        Code.HOSTILE: 90.0,
    }
)
"""Trouble minutes per incident (A2.2). Late payment adds `late_week_minutes` per started week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Every tunable number of the decision.

    Attributes:
        tolerance_minutes: Tolerated trouble minutes per paid hour, tau (A2.3).
        certainty: The one certainty level: 0.80 short, 0.85 normal, 0.90 long patience (A3.3).
        dispersion: Over-dispersion phi (A2.4).
        grace_days: Days after the due date before an invoice counts as late (A2.2).
        late_week_minutes, late_cap_minutes: Ageing of a late invoice (A2.2).
        included_rounds: Revision rounds included when no contract says otherwise (A2.2).
        chaser_grace_minutes: "Forgot the attachment" (A2.2).
        chasers_per_wait: Most chasers counted in one wait (A2.2).
        invited_minutes: An answer within this time of the owner's own night mail weighs 0 (A2.1).
        demand_hours: Working hours after the next opening within which a demand counts (A2.2).
        wording_level: Probability from which urgent or hostile wording alone counts (A2.2).
        soft_level: Probability from which vague and scope count (A2.2).
        cool_off_days: Business days between the conditions and a let_go (A2.6).
        fresh_days: Oldest mail or invoice reading that still allows let_go (A2.5).
    """

    prices: Mapping[Code, float] = field(default_factory=lambda: DEFAULT_PRICES)
    tolerance_minutes: float = 6.0
    certainty: float = 0.85
    dispersion: float = 1.3
    grace_days: int = 3
    late_week_minutes: float = 10.0
    late_cap_minutes: float = 120.0
    included_rounds: int = 2
    chaser_grace_minutes: int = 15
    chasers_per_wait: int = 3
    invited_minutes: int = 60
    demand_hours: float = 4.0
    wording_level: float = 0.8
    soft_level: float = 0.5
    scope_quote_days: int = 10
    cool_off_days: int = 5
    fresh_days: int = 7
    payment_terms_days: int = 30

    @property
    def digest(self) -> str:
        """Return 12 hex digits over every number, the same on every machine."""
        table = {each.name: getattr(self, each.name) for each in fields(self)}
        table["prices"] = {str(code): price for code, price in self.prices.items()}
        text = json.dumps(table, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]
