"""Designs: which points are tried."""

import numpy as np
import pytest

from culture_sim.study import plan_study
from culture_sim.study.run_context import BASELINE

LEVER = {"path": "levers.succession.strength", "low": 0, "high": 1}
TIME = {"path": "levers.training.introduction.ramp", "low": "4 weeks", "high": "2 years", "log": True}
ROLLOUT = {
    "path": "rollout",
    "values": {"at once": "everywhere", "slowly": {"kind": "directorates", "every": 26}},
}
THREE = {"depth": LEVER, "pace": TIME, "rollout": ROLLOUT}


def test_a_grid_has_every_combination(small):
    plan = plan_study(small(factors={"depth": {**LEVER, "levels": 3}, "rollout": ROLLOUT}))
    assert plan.values == [
        (0.0, "at once"), (0.0, "slowly"),
        (0.5, "at once"), (0.5, "slowly"),
        (1.0, "at once"), (1.0, "slowly"),
    ]  # fmt: skip
    assert plan.changes(3) == {
        "levers.succession.strength": 0.5, "rollout": {"kind": "directorates", "every": 26},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("design", "points"),
    [
        ({"kind": "latin_hypercube", "points": 10}, 10),
        ({"kind": "sobol", "points": 8}, 8),
        ({"kind": "morris", "trajectories": 5}, 5 * 4),
        ({"kind": "saltelli", "base": 4}, 4 * 5),
        ({"kind": "saltelli", "base": 4, "second_order": True}, 4 * 8),
    ],
)
def test_samples_are_of_their_size_and_repeatable(small, design, points):
    plan, again = (plan_study(small(factors=THREE, design=design)) for _ in range(2))
    assert plan.units.shape == (points, 3)
    assert np.array_equal(plan.units, again.units)
    assert ((plan.units >= 0) & (plan.units <= 1)).all()
    paces = [values[1] for values in plan.values]
    assert all(isinstance(pace, int) and 4 <= pace <= 104 for pace in paces)
    assert {values[2] for values in plan.values} == {"at once", "slowly"}


def test_a_longer_sobol_sequence_begins_with_the_shorter_one(small):
    short, long = (plan_study(small(factors=THREE, design={"kind": "sobol", "points": n})) for n in (8, 16))
    assert np.array_equal(short.units, long.units[:8])


def test_a_list_of_points(small):
    points = [{"depth": 0.25, "rollout": "slowly"}, {"depth": 0.7, "rollout": "at once"}]
    plan = plan_study(
        small(factors={"depth": LEVER, "rollout": ROLLOUT}, design={"kind": "list", "points": points})
    )
    assert plan.values == [(0.25, "slowly"), (0.7, "at once")]
    assert plan.units[0].tolist() == [0.25, 0.75]
    assert plan.units[1].tolist() == [0.7, 0.25]


def test_a_parameter_without_a_range_has_its_own(small):
    plan = plan_study(small(factors={"aversion": {"path": "parameters.loss_over_gain"}}))
    (factor,) = plan.factors
    entry = plan.context.given().table["loss_over_gain"]
    assert (factor.value(0), factor.value(0.5), factor.value(1)) == (entry.low, entry.value, entry.high)
    assert factor.unit(factor.value(0.3)) == pytest.approx(0.3)


def test_every_parameter_but_those_that_centring_solves_for(small):
    every = {"everything": {"path": "parameters.*"}}
    names = {factor.name for factor in plan_study(small(factors=every, design={"kind": "morris"})).factors}
    assert len(names) > 30
    assert "loss_over_gain" in names
    assert "use_intercept" not in names


def test_runs_are_shared_where_they_are_the_same(small):
    plan = plan_study(small())  # two values of a parameter, three of a lever
    baselines = [row for row in plan.rows if row.scenario == BASELINE]
    assert len(baselines) == 2
    assert plan.runs == (2 + 6) * 3
    assert plan_study(small(baseline="none")).runs == 6 * 3


def test_an_id_stands_for_what_is_run(small):
    plan = plan_study(small())
    row = plan.rows[1]
    ids = {
        plan.run(row, 1),
        plan.run(row, 2),
        plan.run(plan.rows[0], 1),
        plan_study(small(years=2)).run(row, 1),
    }
    assert len(ids) == 4
    assert plan_study(small(name="Another", asks="Why?")).run(row, 1) == plan.run(row, 1)


def test_batches_hold_every_run_once_and_skip_what_is_done(small):
    plan = plan_study(small(scenarios=["embedded", "bolted_on"]))
    found = [
        request.run
        for batch in plan.batches(plan.rows, plan.seeds, set())
        for group in batch
        for request in group.requests
    ]
    assert len(found) == len(set(found)) == plan.runs
    rest = list(plan.batches(plan.rows, plan.seeds, set(found[1:])))
    assert [request.run for batch in rest for group in batch for request in group.requests] == found[:1]
