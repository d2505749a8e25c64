"""Made-up clients cost what they are said to cost, and what goes wrong does what it says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from goodterms.simulation.conditions import BASE, Conditions
from goodterms.simulation.kinds import KINDS, Kind, Truth
from goodterms.simulation.sightings import PRICES, SIGNALS
from goodterms.simulation.world import TAU, WEEKS, World, world

SURE = Conditions(name="sure", recall=1.0, false_alarms=0.0, hours_error=0.0)
HARD_ONLY = {"CH": 0.5, "RX": 0.3, "LP": 0.2}


def kind(name: str) -> Kind:
    return next(each for each in KINDS if each.name == name)


def spent(made: World) -> float:
    return float(made.seen.minutes.sum() / (TAU * made.true_hours).sum())


def test_the_minutes_seen_are_the_true_burn_when_all_is_seen() -> None:
    plain = Kind(name="plain", truth=Truth.OVER, burn=(2.0, 2.0), weight=0.0, mix=HARD_ONLY)
    assert spent(world(plain, 300, SURE, seed=3)) == pytest.approx(2.0, rel=0.04)


def test_the_same_seed_gives_the_same_clients_and_another_gives_others() -> None:
    one, same, other = (world(kind("normal"), 5, BASE, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(one.hours, same.hours)
    assert np.array_equal(one.seen.minutes, same.seen.minutes)
    assert not np.array_equal(one.hours, other.hours)


def test_counts_vary_as_much_as_said() -> None:
    plain = Kind(
        name="plain",
        truth=Truth.OVER,
        burn=(3.0, 3.0),
        weight=0.0,
        weekly_hours=20.0,
        mix={"CH": 1.0},
    )
    for dispersion in (1.0, 2.5):
        made = world(plain, 400, replace(SURE, dispersion=dispersion), seed=5)
        counts = np.bincount(
            made.seen.client * WEEKS + made.seen.week, minlength=made.hours.size
        ).reshape(made.shape)
        expected = 3.0 * TAU * made.true_hours / PRICES["CH"]
        pearson = float(((counts - expected) ** 2 / expected).mean())
        assert pearson == pytest.approx(dispersion, rel=0.12)


def test_a_turn_has_an_onset_and_a_crunch_ends() -> None:
    turned = world(kind("turn"), 20, BASE, seed=1)
    for client, week in enumerate(turned.onset):
        assert turned.burn[client, week - 1] == 0.5
        assert turned.burn[client, week] == 2.2
    crunch = world(kind("crunch"), 20, BASE, seed=1)
    assert set((crunch.burn == 3.0).sum(axis=1)) <= {3, 4, 5, 6}


def test_who_moves_to_chat_leaves_only_bills() -> None:
    made = world(kind("burn_4"), 10, Conditions(name="gone", gone_from=40), seed=1)
    late = made.seen.code == SIGNALS.index("LP")
    assert made.seen.week[~late].max() < 40 <= made.seen.week[late].max()


def test_confirmed_hostility_is_hard_and_at_its_full_price() -> None:
    made = world(kind("burn_4"), 20, Conditions(name="sure", confirmed=1.0), seed=1)
    assert made.seen.bright.any()
    assert made.seen.hard[made.seen.bright].all()
    assert set(made.seen.minutes[made.seen.bright]) == {PRICES["HO"]}


def test_wrong_prices_are_wrong_in_the_same_way_for_a_client_and_a_signal() -> None:
    off = world(kind("burn_2"), 3, Conditions(name="off", prices_error=0.5), seed=1)
    chasers = (off.seen.code == SIGNALS.index("CH")) & (off.seen.client == 1)
    (price,) = set(off.seen.minutes[chasers])
    assert 0.5 * PRICES["CH"] <= price <= 1.5 * PRICES["CH"]
    assert price != PRICES["CH"]


def test_a_busy_season_brings_more_hours_and_more_trouble() -> None:
    calm = world(kind("normal"), 30, BASE, seed=1)
    busy = world(kind("normal"), 30, Conditions(name="busy", busy=(60, 8, 2.0)), seed=1)
    assert busy.hours[:, 60:68].sum() > 1.2 * calm.hours[:, 60:68].sum()
    assert np.array_equal(busy.burn[:, 60], 2.0 * calm.burn[:, 60])
