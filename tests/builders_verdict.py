"""Assessments with sane defaults: tests state only what matters to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from builders_people import NOW, TODAY, a_client, a_message, a_workweek, an_owner
from goodterms.core.verdict import (
    Assessment,
    Code,
    Counterfactual,
    Estimate,
    Exposure,
    Gate,
    Incident,
    Mirror,
    MoneyView,
    Praise,
    Reason,
    Verdict,
    Week,
)

__all__ = [
    "NOW",
    "TODAY",
    "a_client",
    "a_late_invoice",
    "a_message",
    "a_money_view",
    "a_quiet_assessment",
    "a_vague_answer",
    "a_workweek",
    "an_assessment",
    "an_estimate",
    "an_incident",
    "an_owner",
    "reasons_of",
    "some_gates",
    "some_incidents",
    "some_weeks",
]


def an_incident(number: int = 1, code: Code = Code.CHASER, **changes) -> Incident:
    source = f"M-{number:012x}"
    values = {
        "id": f"{code}-{source}",
        "code": code,
        "at": NOW - timedelta(days=150 - number),
        "price": 15.0,
        "weight": 1.0,
        "hard": True,
        "sources": (source,),
        "why": "chaser",
        "note": (("minutes", "95"), ("number", "1")),
    }
    return Incident(**{**values, **changes})


def a_late_invoice(number: int, days: int, price: float) -> Incident:
    document = f"INV-{number}/2026"
    return an_incident(
        code=Code.LATE_PAYMENT,
        id=f"LP-{document}",
        at=datetime(2026, 6, 1, 12, tzinfo=UTC) + timedelta(days=12 * (number - 30)),
        price=price,
        sources=(document,),
        why="late",
        note=(("days", str(days)), ("number", f"INV-{number}")),
    )


def a_vague_answer(number: int, weight: float) -> Incident:
    return an_incident(
        number,
        Code.VAGUE,
        price=60.0,
        weight=weight,
        hard=False,
        why="vague",
        note=(("round", "2"),),
    )


def an_estimate(**changes) -> Estimate:
    values = {
        "start": date(2026, 5, 18),
        "end": date(2026, 11, 15),
        "hours": 90.0,
        "spent": 1180.0,
        "granted": 540.0,
        "unit": 62.4,
        "shape": 20.91,
        "rate": 11.65,
        "mean": 1.795,
        "low": 1.31,
        "high": 2.41,
        "p_over": 0.987,
        "p_over_125": 0.912,
        "p_over_150": 0.861,
        "data_weight": 0.78,
        "incidents": 34,
    }
    return Estimate(**{**values, **changes})


def a_money_view(**changes) -> MoneyView:
    values = {
        "currency": "EUR",
        "income_minor": 1_248_000,
        "income_share": 0.23,
        "at_risk_minor": 214_050,
        "overdue_minor": 104_000,
        "invoices": 9,
        "late_invoices": 6,
        "median_days_late": 19.0,
        "worst_days_late": 41,
        "effective_hourly_minor": 4_870,
        "freed_hours_month": 18.5,
        "break_even_minor": 2_600,
        "expected_pay_on": date(2026, 12, 9),
    }
    return MoneyView(**{**values, **changes})


def some_incidents() -> tuple[Incident, ...]:
    late = [a_late_invoice(30 + n, 12 + 5 * n, 40.0 + 10 * n) for n in range(6)]
    vague = [a_vague_answer(40 + n, 0.9 - 0.05 * n) for n in range(5)]
    chasers = [an_incident(60 + n) for n in range(9)]
    nights = [
        an_incident(
            80 + n,
            Code.AFTER_HOURS_DEMAND,
            at=NOW - timedelta(days=90 - 9 * n, hours=10),
            why=("second_message", "deadline", "wording")[n % 3],
            hard=n % 3 != 2,
            weight=0.86 if n % 3 == 2 else 1.0,
            note=(("hours_before_opening", "11"), ("demand", "tonight")),
        )
        for n in range(5)
    ]
    arrived = [
        an_incident(100 + n, Code.AFTER_HOURS, price=0.0, why="arrived", note=(("messages", "1"),))
        for n in range(7)
    ]
    invited = [an_incident(120, Code.CHASER, weight=0.0, why="invited")]
    found = [*late, *vague, *chasers, *nights, *arrived, *invited]
    return tuple(sorted(found, key=lambda each: (each.at, each.id)))


def reasons_of(incidents: tuple[Incident, ...]) -> tuple[Reason, ...]:
    """The reasons as the core builds them, without their order by fairness."""
    of = {Code.LATE_PAYMENT: 9, Code.VAGUE: 14, Code.CHASER: 61, Code.AFTER_HOURS_DEMAND: 38}
    facts = {
        Code.LATE_PAYMENT: (("median_days", "19"), ("overdue", "1"), ("worst_days", "41")),
        Code.CHASER: (("median_minutes", "95"), ("requests", "61")),
    }
    spent = sum(each.minutes for each in incidents)
    found = []
    for code, seen in of.items():
        mine = [each for each in incidents if each.code is code and each.minutes > 0]
        if mine:
            minutes = sum(each.minutes for each in mine)
            found.append(
                Reason(
                    code=code,
                    minutes=minutes,
                    count=len(mine),
                    of=seen,
                    share=minutes / spent,
                    incidents=tuple(each.id for each in mine),
                    sources=tuple(each.sources[0] for each in mine),
                    facts=facts.get(code, ()),
                )
            )
    return tuple(sorted(found, key=lambda each: -each.minutes))


def some_weeks(verdict: Verdict, mean: float, count: int = 40) -> tuple[Week, ...]:
    """A year that climbs the ladder up to the present verdict."""
    ladder = [Verdict.LEARNING, Verdict.HEALTHY, Verdict.WATCH, Verdict.TALK, Verdict.PREPARE]
    steps = [*ladder[: ladder.index(verdict)], verdict] if verdict in ladder else [*ladder, verdict]
    found = []
    for place in range(count):
        burn = 0.4 + (mean - 0.4) * (place / (count - 1)) ** 1.5 + 0.06 * (place % 5)
        step = steps[min(len(steps) - 1, place * len(steps) // count)]
        found.append(
            Week(
                on=date(2026, 11, 16) - timedelta(weeks=count - 1 - place),
                verdict=step,
                mean=burn,
                low=burn * 0.72,
                high=burn * 1.36,
                p_over=min(0.99, burn / 2),
                p_short=min(0.99, burn / 2),
            )
        )
    return tuple(found)


def some_gates() -> tuple[Gate, ...]:
    return (
        Gate(name="weeks", passed=True, facts=(("active", "38"),)),
        Gate(name="incidents", passed=True, facts=(("count", "34"), ("needed", "6"))),
        Gate(name="cited", passed=True, facts=(("count", "25"),)),
        Gate(name="hard_share", passed=True, facts=(("share", "0.71"),)),
        Gate(name="bad_months", passed=True, facts=(("count", "4"),)),
        Gate(name="exposure", passed=True, facts=(("source", "invoiced"),)),
        Gate(name="freshness", passed=True, facts=(("invoices_days", "2"), ("mail_days", "0"))),
        Gate(name="income", passed=True, facts=(("needs", "note"), ("share", "0.23"))),
        Gate(name="cool_off", passed=False, facts=(("until", "2026-11-20"),)),
    )


def an_assessment(
    client: str = "Alba Studio", verdict: Verdict = Verdict.PREPARE, **changes
) -> Assessment:
    """One client at `prepare` with 25 pieces of evidence, unless told otherwise."""
    incidents = changes.pop("incidents", some_incidents())
    spent = sum(each.minutes for each in incidents)
    long = changes.pop("long", None) or an_estimate(spent=spent)
    values = {
        "client": client,
        "as_of": NOW,
        "verdict": verdict,
        "previous": verdict,
        "since": date(2026, 10, 19),
        "long": long,
        "short": an_estimate(
            start=date(2026, 9, 21), hours=26.0, granted=156.0, spent=430.0, mean=2.1, incidents=11
        ),
        "exposure": Exposure(hours=90.0, source="invoiced", log_error=0.25),
        "certainty": "almost_certain",
        "trend": "worse",
        "bad_months": tuple(date(2026, 6, 8) + timedelta(weeks=4 * n) for n in range(4)),
        "active_weeks": 38,
        "inbound": 212,
        "outbound": 188,
        "after_hours": 41,
        "reasons": reasons_of(incidents),
        "gates": some_gates(),
        "counterfactuals": (
            Counterfactual(kind="without_signal", verdict=Verdict.TALK, code=Code.LATE_PAYMENT),
            Counterfactual(kind="without_incidents", verdict=Verdict.TALK, count=4),
            Counterfactual(kind="quiet_weeks", verdict=Verdict.TALK, count=7),
        ),
        "praise": (
            Praise(name="clear_feedback", facts=(("good", "9"), ("of", "14"))),
            Praise(name="quick_answers", facts=(("median_hours", "2.4"), ("of", "58"))),
            Praise(name="long_relation", facts=(("years", "2"),)),
        ),
        "mirror": Mirror(
            own_night_replies=12,
            own_messages=188,
            median_reply_hours=5.25,
            waits_over_expected=4,
            requests=61,
        ),
        "money": a_money_view(),
        "incidents": incidents,
        "weeks": some_weeks(verdict, long.mean),
        "cool_off_until": None,
        "hot_weeks_month": 3,
        "hot_weeks_year": 17,
        "noise": (("newsletter", 4),),
        "policy_digest": "3f9a2c11d0aa",
        "model_digest": "77b0c1d2e3f4",
        "rules_version": 1,
    }
    return Assessment(**{**values, **changes})


def a_quiet_assessment(
    client: str = "Quiet Press", verdict: Verdict = Verdict.HEALTHY, **changes
) -> Assessment:
    """One client with hardly any trouble."""
    incidents = (an_incident(7),)
    long = an_estimate(
        spent=15.0, mean=0.41, low=0.2, high=0.66, p_over=0.02, p_over_125=0.01, p_over_150=0.004
    )
    base = an_assessment(client, verdict, incidents=incidents, long=replace(long, incidents=1))
    values = {
        "certainty": "none",
        "trend": "steady",
        "since": date(2026, 3, 2),
        "bad_months": (),
        "counterfactuals": (),
        "money": a_money_view(
            income_share=0.12,
            at_risk_minor=0,
            overdue_minor=0,
            late_invoices=0,
            expected_pay_on=None,
            break_even_minor=12_100,
        ),
        "weeks": tuple(replace(each, verdict=verdict) for each in some_weeks(verdict, 0.41)),
    }
    return replace(base, **{**values, **changes})
