"""What the dossier says, line by line: evidence with its rule and both clocks, and the arithmetic.

Layout is in the template, the chart's geometry in `charts`.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.adapters import (
    words_evidence,
    words_insight,
    words_people,
    words_reasons,
    words_verdict,
)
from goodterms.core import findings
from goodterms.core.verdict import Verdict

if TYPE_CHECKING:
    from goodterms.adapters.charts import Point, Stretch
    from goodterms.adapters.texts import Texts
    from goodterms.core.dossier import Dossier, Evidence
    from goodterms.core.verdict import Estimate

SHADES = 6
"""Steps of the heat map, beside the empty one."""


@dataclass(frozen=True, slots=True)
class DossierWords:
    """The words of one dossier in one language."""

    texts: Texts
    dossier: Dossier

    def title(self) -> str:
        """Return the title of the page."""
        return self.texts.say("Dossier: %(client)s", client=self.dossier.client)

    def as_of(self) -> str:
        """Return when it was written and over what."""
        return self.texts.say(
            "Written on %(instant)s (%(zone)s) for %(owner)s alone.",
            instant=self.texts.instant(self.dossier.as_of, self.dossier.zone),
            zone=self.dossier.zone,
            owner=self.dossier.owner,
        )

    def basis(self) -> str:
        """Return how much mail this rests on."""
        first, last = self.dossier.first_on, self.dossier.last_on
        if first is None or last is None:
            return self.texts.say("There is no mail with this client yet.")
        return self.texts.say(
            "%(received)s messages received and %(sent)s sent, %(first)s to %(last)s.",
            received=self.texts.number(self.dossier.messages_in),
            sent=self.texts.number(self.dossier.messages_out),
            first=self.texts.day(first),
            last=self.texts.day(last),
        )

    def since(self) -> str:
        """Return since when the verdict stands and what it was before."""
        judged = self.dossier.assessment
        said = self.texts.say("since %(day)s", day=self.texts.day(judged.since))
        trend = self.texts.say(words_verdict.TRENDS[judged.trend])
        return self.texts.say("%(since)s; lately %(trend)s", since=said, trend=trend)

    def burn(self) -> str:
        """Return the burn in plain words."""
        return words_verdict.plain_burn(self.texts, self.dossier.burn)

    def meaning(self) -> str:
        """Return what the verdict means."""
        return self.texts.say(words_verdict.MEANINGS[self.dossier.assessment.verdict])

    def sure(self) -> list[str]:
        """Return how sure, and on how much data."""
        judged = self.dossier.assessment
        long = judged.long
        source = judged.exposure.source
        return [
            words_verdict.sureness(self.texts, judged.certainty, long.p_over),
            words_verdict.amount_of_data(self.texts, long.data_weight, long.hours, source),
        ]

    def dates(self) -> list[str]:
        """Return since when it is so, and how the same quarter of last year was."""
        found = self.dossier.assessment.insight
        return words_insight.since(self.texts, found) if found else []

    def changes(self) -> list[str]:
        """Return what would have made, or would make, another verdict."""
        judged = self.dossier.assessment
        return words_verdict.changes(self.texts, judged.verdict, judged.counterfactuals)

    def praises(self) -> list[str]:
        """Return what speaks for the client."""
        said = [words_people.praise(self.texts, each) for each in self.dossier.assessment.praise]
        return said or [self.texts.say("Nothing in the mail and invoices of this time stands out.")]

    def mirrors(self) -> list[str]:
        """Return the owner's own share."""
        judged = self.dossier.assessment
        said = words_people.mirror(self.texts, judged.mirror)
        if judged.inbound:
            said.append(
                words_people.after_hours(
                    self.texts,
                    judged.after_hours,
                    judged.inbound,
                    is_counted=findings.arrivals_count(judged.incidents),
                )
            )
        if judged.insight is not None:
            said += words_insight.own_work(self.texts, judged.insight.own_work)
        return said

    def money(self) -> list[str]:
        """Return the money lines."""
        price = self.dossier.price_of_calm_minor
        view = self.dossier.assessment.money
        said = words_people.money(self.texts, view, price_of_calm_minor=price)
        found = self.dossier.assessment.insight
        return said + (words_insight.what_if(self.texts, found.what_if) if found else [])

    def when(self, item: Evidence) -> str:
        """Return when it happened on the owner's clock; money has days only."""
        return words_evidence.when(self.texts, item, self.dossier.zone)

    def elsewhere(self, item: Evidence) -> str:
        """Return the time on the sender's own clock, "" when it is not known."""
        return words_evidence.elsewhere(self.texts, item, self.dossier.zone)

    def clock(self, item: Evidence) -> str:
        """Return which clock was used, "" for the usual one."""
        return words_evidence.clock(self.texts, item)

    def minutes(self, item: Evidence) -> str:
        """Return the minutes of one incident, and how they came about when they were weighed."""
        return words_evidence.minutes(self.texts, item)

    def rule(self, item: Evidence) -> str:
        """Return why it counted."""
        return words_reasons.rule(self.texts, item)

    def correction(self, item: Evidence) -> str:
        """Return the command that takes it out of the count."""
        return f"goodterms correct {shlex.quote(item.source)} --not {item.code}"

    def shade(self, count: int) -> int:
        """Return the step of the heat map, 0 for an empty hour, up to `SHADES`."""
        return -(-SHADES * count // max(SHADES, self.dossier.heat.busiest))

    def point(self, point: Point) -> str:
        """Return what one week of the chart says."""
        return self.texts.say(
            "%(day)s: burn %(mean)s (%(low)s to %(high)s)",
            day=self.texts.short_day(point.week.on),
            mean=self.texts.number(point.week.mean, 1),
            low=self.texts.number(point.week.low, 1),
            high=self.texts.number(point.week.high, 1),
        )

    def stretch(self, stretch: Stretch) -> str:
        """Return what one bar of the strip says."""
        return self.texts.say(
            "%(first)s to %(last)s: %(verdict)s",
            first=self.texts.short_day(stretch.first),
            last=self.texts.short_day(stretch.last),
            verdict=words_verdict.word(self.texts, stretch.verdict),
        )

    def strip_key(self) -> list[Verdict]:
        """Return the verdicts that occur in the strip, in the order of the ladder."""
        seen = {each.verdict for each in self.dossier.weeks}
        return [each for each in Verdict if each in seen]

    def sums(self) -> list[tuple[str, str, str]]:
        """Return the arithmetic as rows: what it is, long window, short window."""
        long, short = self.dossier.assessment.long, self.dossier.assessment.short
        return [
            (name, value, other)
            for (name, value), (_, other) in zip(self._sums(long), self._sums(short), strict=True)
        ]

    def _sums(self, window: Estimate) -> list[tuple[str, str]]:
        say, number = self.texts.say, self.texts.number
        first, last = self.texts.short_day(window.start), self.texts.short_day(window.end)
        return [
            (say("Window"), say("%(first)s to %(last)s", first=first, last=last)),
            (say("Paid hours"), number(window.hours, 1)),
            (say("Tolerated minutes E"), number(window.granted, 1)),
            (say("Trouble minutes W"), number(window.spent, 1)),
            (say("Incidents"), number(window.incidents)),
            (say("Minutes in one effective incident u"), number(window.unit, 1)),
            (say("A = 2 + W / u"), number(window.shape, 3)),
            (say("B = 3 + E / u"), number(window.rate, 3)),
            (say("Burn A / B"), number(window.mean, 3)),
            (say("80 %% interval"), f"{number(window.low, 2)} – {number(window.high, 2)}"),
            (say("P(burn > 1)"), number(window.p_over, 3)),
            (say("P(burn > 1.25)"), number(window.p_over_125, 3)),
            (say("P(burn > 1.5)"), number(window.p_over_150, 3)),
            (say("Share of own data"), self.texts.percent(window.data_weight)),
        ]

    def fingerprints(self) -> str:
        """Return what the same verdict can be computed again from."""
        judged = self.dossier.assessment
        return self.texts.say(
            "Rules %(rules)s · policy %(policy)s · tone model %(model)s",
            rules=judged.rules_version,
            policy=judged.policy_digest,
            model=judged.model_digest,
        )

    def row(self) -> str:
        """Return the digest of the stored verdict row, which `goodterms explain` prints."""
        return self.texts.say(
            "Verdict row of %(instant)s, SHA-256 %(digest)s",
            instant=self.texts.instant(self.dossier.assessment.as_of, self.dossier.zone),
            digest=self.dossier.row_digest,
        )

    def open_money(self) -> str:
        """Return the open sums by currency, "" when nothing is open."""
        money = self.dossier.figures
        if money is None:
            view = self.dossier.assessment.money
            open_minor = view.at_risk_minor
            return self.texts.money(open_minor, view.currency) if open_minor else ""
        found = [each for each in money.by_currency if each.open_minor]
        return ", ".join(self.texts.money(each.open_minor, each.currency) for each in found)

    def counted(self, count: int, minutes: float) -> str:
        """Return how often and how many minutes, for a signal's row."""
        return self.texts.say(
            "%(count)s × · %(minutes)s min",
            count=self.texts.number(count),
            minutes=self.texts.number(minutes),
        )

    def unasked(self) -> str:
        """Return how much arrived after hours, asked for nothing and cost nothing."""
        return self.texts.plural(
            "%(count)s evening or weekend with mail that asked for nothing: not counted.",
            "%(count)s evenings or weekends with mail that asked for nothing: not counted.",
            len(self.dossier.unasked),
        )
