from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, datetime, time, timedelta
from math import fsum
from zoneinfo import ZoneInfo

import pytest

from builders_judgement import MONDAY, a_relation, assessed, fresh
from goodterms.core.client import Freshness
from goodterms.core.policy import Policy
from goodterms.core.row import from_json, resting_on, to_json

NOW = datetime.combine(MONDAY + timedelta(days=212), time(10), tzinfo=UTC)


@pytest.fixture(scope="module")
def assessment():
    return assessed(a_relation(weeks=30, chasers=3, nights=1, hours=8.0), NOW)


@pytest.fixture(scope="module")
def row(assessment):
    return from_json(to_json(assessment, fresh(NOW)))


def test_fields_that_outside_checks_read_stand_at_the_top(assessment, row):
    assert row["client"] == "quill"
    assert row["verdict"] == "let_go"
    assert row["burn"] == pytest.approx(assessment.long.mean, abs=1e-6)
    low, high = row["interval"]
    assert low < row["burn"] < high
    assert 0.0 < row["data_weight"] < 1.0
    assert {"code", "minutes", "ids"} <= set(row["reasons"][0])
    assert {each["name"] for each in row["gates"]} >= {"weeks", "freshness", "cool_off"}
    assert {each["kind"] for each in row["counterfactuals"]} >= {"quiet_weeks"}


def test_the_row_holds_all_numbers_of_the_model(row):
    names = "W E u phi sigma_e A B P1 P1_25 P1_5 S bad_months windows as_of previous"
    assert set(names.split()) <= set(row)
    assert row["A"] == pytest.approx(2 + row["W"] / row["u"], abs=1e-5)
    assert row["B"] == pytest.approx(3 + row["E"] / row["u"], abs=1e-5)
    assert row["burn"] == pytest.approx(row["A"] / row["B"], abs=1e-5)
    assert row["policy_digest"] == Policy().digest


@pytest.mark.parametrize("dispersion", [1.0, 1.3, 2.5])
def test_the_row_names_the_dispersion_that_was_used(dispersion):
    relation = a_relation(weeks=12, chasers=2)
    found = assessed(relation, NOW, policy=Policy(dispersion=dispersion))
    assert from_json(to_json(found, fresh(NOW)))["phi"] == dispersion


def test_incidents_and_reasons_add_up(row):
    minutes = fsum(each["w"] * each["p"] for each in row["incidents"])
    assert minutes == pytest.approx(row["W"], abs=1e-3)
    reasons = fsum(each["minutes"] for each in row["reasons"])
    assert reasons + row["rest_minutes"] == pytest.approx(row["W"], abs=1e-5)
    ids = {each["id"] for each in row["incidents"]}
    assert all(name in ids for each in row["reasons"] for name in each["ids"])


def test_every_field_of_the_assessment_is_kept(assessment, row):
    assert {each.name for each in fields(assessment)} <= set(row)


def test_text_is_canonical(assessment):
    text = to_json(assessment, fresh(NOW))
    assert text == json.dumps(
        json.loads(text), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    assert "\n" not in text


def test_assessing_again_gives_the_same_bytes(assessment):
    again = assessed(a_relation(weeks=30, chasers=3, nights=1, hours=8.0), NOW)
    assert to_json(again, fresh(NOW)) == to_json(assessment, fresh(NOW))


def test_the_zone_an_instant_is_written_in_does_not_matter(assessment):
    elsewhere = replace(assessment, as_of=assessment.as_of.astimezone(ZoneInfo("Asia/Tokyo")))
    assert to_json(elsewhere, fresh(NOW)) == to_json(assessment, fresh(NOW))
    assert from_json(to_json(assessment, fresh(NOW)))["as_of"] == "2026-08-05T10:00:00+00:00"


def test_noise_below_the_sixth_decimal_does_not_matter(assessment):
    moved = replace(
        assessment, long=replace(assessment.long, p_over=assessment.long.p_over - 1e-12)
    )
    assert to_json(moved, fresh(NOW)) == to_json(assessment, fresh(NOW))


def test_text_that_is_no_row_is_refused():
    with pytest.raises(ValueError, match="row"):
        from_json("[]")


@pytest.mark.parametrize(
    "freshness",
    [Freshness(), fresh(NOW), Freshness(mail_at=NOW - timedelta(hours=3), folders=("INBOX",))],
    ids=["never", "now", "no invoices"],
)
def test_a_row_tells_what_it_rested_on(assessment, freshness):
    assert resting_on(to_json(assessment, freshness)) == (NOW, freshness)


def test_a_row_without_freshness_is_refused():
    with pytest.raises(ValueError, match="fresh"):
        resting_on("{}")
