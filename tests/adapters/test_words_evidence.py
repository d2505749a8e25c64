from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from builders_views import a_dossier
from goodterms.adapters import words_evidence
from goodterms.adapters.texts import Texts

EN = Texts("en")
ITEM = next(each for each in a_dossier().evidence if each.message)
AT = datetime(2026, 7, 29, 23, 30, tzinfo=UTC)


def test_mail_has_a_time_on_the_owners_clock_and_money_a_day():
    item = replace(ITEM, at=AT)
    assert words_evidence.when(EN, item, "Europe/Zagreb") == "30 Jul 2026, 01:30"
    assert words_evidence.when(EN, replace(item, clock=""), "Europe/Zagreb") == "29 Jul 2026"


def test_the_senders_clock_names_its_day_only_where_it_is_another_one():
    item = replace(ITEM, at=AT, sent_at=AT, sent_offset_minutes=-420)
    found = words_evidence.elsewhere(EN, item, "Europe/Zagreb")
    assert found == "29 Jul 2026, 16:30 UTC−07:00 on the sender's clock"
    same = words_evidence.elsewhere(EN, item, "America/New_York")
    assert same == "16:30 UTC−07:00 on the sender's clock"


@pytest.mark.parametrize("unknown", [{"sent_at": None}, {"sent_offset_minutes": None}])
def test_an_unknown_offset_is_not_made_up(unknown):
    item = replace(ITEM, **{"sent_at": AT, "sent_offset_minutes": 60, **unknown})
    assert words_evidence.elsewhere(EN, item, "Europe/Zagreb") == ""


def test_only_an_unusual_clock_is_named():
    assert words_evidence.clock(EN, replace(ITEM, clock="internal")) == ""
    assert "imported" in words_evidence.clock(EN, replace(ITEM, clock="header-imported"))


def test_minutes_say_how_they_were_weighed_and_whether_they_count():
    item = replace(ITEM, price=60.0, weight=1.0, minutes=60.0, is_counted=True)
    assert words_evidence.minutes(EN, item) == "60 min"
    weighed = replace(item, weight=0.8, minutes=48.0)
    assert words_evidence.minutes(EN, weighed) == "48 of 60 min"
    assert words_evidence.minutes(EN, replace(item, is_counted=False)).endswith("before the window")
