"""The arithmetic of one verdict: the numbers of `goodterms explain`, with their names (B2.2, 4)."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from goodterms.adapters import words_reasons, words_verdict
from goodterms.adapters.words_dossier import DossierWords
from goodterms.core.verdict import Code
from goodterms.web.pages.links import View

if TYPE_CHECKING:
    from goodterms.core.dossier import Dossier
    from goodterms.core.policy import Policy
    from goodterms.web.pages.frame import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRow:
    """One signal: its price, and what it comes to in the long window.

    Attributes:
        price: Minutes for one incident as set in the policy of now.
        href: Its evidence, filtered; "" where nothing counted.
    """

    name: str
    price: str
    count: str
    minutes: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MathsPage:
    """The numbers behind one verdict.

    Attributes:
        sums: What it is, long window, short window.
        exposure: How paid hours are known, and how surely.
        gates: Each condition and whether it is met.
        prints: Digests from which the same verdict can be computed again.
        is_other_policy: The prices shown are not those the verdict was computed with.
        command: What prints the stored row.
    """

    template: ClassVar[str] = "maths.html.j2"
    part: ClassVar[str] = "clients"

    client: str
    sums: tuple[tuple[str, str, str], ...]
    exposure: str
    signals: tuple[SignalRow, ...]
    total: str
    gates: tuple[tuple[str, bool], ...]
    prints: tuple[tuple[str, str], ...]
    is_other_policy: bool
    command: str


def maths_page(frame: Frame, dossier: Dossier, policy: Policy) -> MathsPage:
    """Return the arithmetic of one client's verdict.

    Args:
        frame: Language, clock, addresses.
        dossier: Holds the assessment.
        policy: The prices of now; `MathsPage.is_other_policy` says when they changed since.
    """
    texts, judged = frame.texts, dossier.assessment
    return MathsPage(
        client=dossier.client,
        sums=tuple(DossierWords(texts, dossier).sums()),
        exposure=texts.say(
            "Paid hours: %(source)s; the error of their logarithm is taken as %(error)s.",
            source=texts.say(words_verdict.EXPOSURES[judged.exposure.source]),
            error=texts.number(judged.exposure.log_error, 2),
        ),
        signals=_signals(frame, dossier, policy),
        total=texts.number(judged.long.spent, 1),
        gates=tuple((words_verdict.gate(texts, each), each.passed) for each in judged.gates),
        prints=(
            (texts.say("As of"), judged.as_of.isoformat()),
            (texts.say("Rules"), str(judged.rules_version)),
            (texts.say("Policy"), judged.policy_digest),
            (texts.say("Tone model"), judged.model_digest),
        ),
        is_other_policy=policy.digest != judged.policy_digest,
        command=f"goodterms explain {shlex.quote(dossier.client)} --json",
    )


def _signals(frame: Frame, dossier: Dossier, policy: Policy) -> tuple[SignalRow, ...]:
    """Return every signal in the order of the policy, those that never came too."""
    texts, counted = frame.texts, {each.code: each for each in dossier.signals}
    return tuple(
        SignalRow(
            name=words_reasons.signal(texts, code),
            price=texts.number(policy.prices[code]),
            count=texts.number(counted[code].count if code in counted else 0),
            minutes=texts.number(counted[code].minutes if code in counted else 0.0, 1),
            href=frame.links.evidence(dossier.client, View(kind=str(code)))
            if code in counted
            else "",
        )
        for code in Code
    )
