"""Scenario discovery against planted boxes; the emulator and the frontier against known functions."""

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("sklearn")
pytest.importorskip("optuna")

from culture_sim.errors import InputError
from culture_sim.study.analysis import (
    Question,
    discover,
    emulate,
    frontier,
    prim,
    regret,
    replicates,
    search,
    sobol_of,
)
from culture_sim.study.analysis.frontier import undominated


def study(function, points=240, seeds=4, noise=0.0, seed=0, names=False):
    rng = np.random.default_rng(seed)
    factors = pd.DataFrame(rng.random((points, 4)), columns=["a", "b", "c", "d"])
    if names:
        factors["kind"] = rng.choice(["pilot", "everywhere", "leaders"], points)
    frames = []
    for number in range(seeds):
        frame = factors.copy()
        frame["y"] = function(factors) + noise * rng.normal(size=points)
        frame.insert(0, "seed", number)
        frame.insert(0, "point", np.arange(points))
        frames.append(frame)
    return replicates(pd.concat(frames, ignore_index=True), "y", list(factors.columns))


def corner(points):
    return np.where((points.a < 0.4) & (points.b > 0.5), 0.0, 1.0)


def test_prim_finds_a_planted_box_and_no_other_limits():
    found = discover(study(corner), "y < 0.5")
    box = found.boxes[0]
    limits = {limit.factor: limit for limit in box.limits}
    assert set(limits) == {"a", "b"}
    assert limits["a"].high == pytest.approx(0.4, abs=0.05)
    assert limits["a"].low is None
    assert limits["b"].low == pytest.approx(0.5, abs=0.06)
    assert box.density > 0.95
    assert box.coverage > 0.9
    assert found.held_out_density > 0.85
    assert "a ≤ 0.4" in found.finding()


def test_prim_finds_a_name():
    given = study(lambda points: np.where(points.kind == "pilot", 0.0, 1.0), names=True)
    box = discover(given, "y < 0.5").boxes[0]
    assert [str(limit) for limit in box.limits] == ["kind is pilot"]
    assert (box.density, box.coverage) == (1.0, 1.0)


def test_the_tree_finds_the_same_corner():
    found = discover(study(corner), "y < 0.5", depth=2)
    best = found.rules[0]
    assert {limit.factor for limit in best.limits} == {"a", "b"}
    assert best.share > 0.9
    assert found.tree_skill > 0.8


def test_of_pure_noise_nothing_is_found_that_holds():
    given = study(lambda points: np.zeros(len(points)), noise=1.0)
    found = discover(given, "y < 0")
    assert found.held_out_density is None or found.held_out_density < found.base_rate + 0.12
    assert found.tree_skill < 0.05


def test_a_second_box_is_sought_outside_the_first():
    def two(points):
        return np.where((points.a < 0.3) | (points.c > 0.8), 0.0, 1.0)

    found = discover(study(two, points=400), "y < 0.5", boxes=2)
    assert [len(box.limits) for box in found.boxes] == [1, 1]
    assert {box.limits[0].factor for box in found.boxes} == {"a", "c"}
    assert sum(box.coverage for box in found.boxes) > 0.9


def test_prim_with_a_wanted_density_takes_the_largest_such_box():
    points = pd.DataFrame({"a": np.linspace(0, 1, 200)})
    happens = np.clip(1.2 - points.a, 0, 1).to_numpy()
    strict, loose = prim(points, happens, density=0.95), prim(points, happens, density=0.8)
    assert strict.density >= 0.95
    assert loose.coverage > strict.coverage


@pytest.mark.parametrize("text", ["practice", "practice < ", "< 3", "practice ~ 3", "a < b"])
def test_a_question_that_is_none(text):
    with pytest.raises(InputError, match="condition"):
        Question.read(text)


def test_what_never_happens_is_said():
    with pytest.raises(InputError, match="never happens: in this study, y is 0 to 1"):
        discover(study(corner), "y > 7")


def test_the_emulator_predicts_points_it_has_not_seen_and_says_how_well():
    given = study(lambda points: np.sin(5 * points.a) + points.b**2, points=80, noise=0.2)
    fitted = emulate(given)
    held = fitted.held_out
    assert held.explained > 0.9
    assert held.noise == pytest.approx(0.1, rel=0.2)
    assert held.error < 2 * held.noise
    assert held.error < 0.6 * held.line_error
    assert 0.8 <= held.covered <= 1
    fresh = pd.DataFrame({"a": [0.3], "b": [0.5], "c": [0.1], "d": [0.9]})
    mean, spread = fitted.predict(fresh)
    assert mean[0] == pytest.approx(np.sin(1.5) + 0.25, abs=4 * spread[0] + 0.05)


def test_indices_by_an_emulator_say_that_they_are():
    rng = np.random.default_rng(5)
    points = pd.DataFrame(rng.random((60, 2)), columns=["dose", "reach"])
    frame = points.assign(y=2 * points.dose + points.reach, point=range(60), seed=0)
    found = sobol_of(emulate(replicates(frame, "y", ["dose", "reach"])), {"dose": (0, 1), "reach": (0, 1)})
    assert found.table.set_index("factor")["value"]["dose"] == pytest.approx(0.8, abs=0.03)
    assert (found.points, found.seeds) == (60, 1)
    assert "by an emulator that explains 100% of the variance at points left out" in found.finding()


def test_the_emulator_of_pure_noise_explains_nothing():
    fitted = emulate(study(lambda points: np.zeros(len(points)), points=40, noise=1.0))
    assert fitted.held_out.explained < 0.15


def test_the_emulator_takes_names():
    given = study(lambda points: points.a * (points.kind == "pilot"), points=90, noise=0.05, names=True)
    assert emulate(given).held_out.explained > 0.85


def test_undominated_points():
    costs, gains = np.array([1.0, 2.0, 2.0, 3.0, 4.0]), np.array([1.0, 3.0, 2.0, 3.0, 5.0])
    assert undominated(costs, gains).tolist() == [True, True, False, False, True]


def test_the_frontier_keeps_to_the_budget_and_names_equals():
    costs = study(lambda points: 100 * points.a, points=60, noise=0.1, seed=1)
    values = study(lambda points: points.a, points=60, noise=0.02, seed=1)
    found = frontier(costs, values, "higher", budget=50)
    best = found.table.loc[found.best]
    assert best.cost <= 50
    assert best.a == pytest.approx(0.5, abs=0.08)
    assert all(found.table.loc[each].cost <= 50 for each in found.ties)
    assert found.table["on_frontier"].sum() > 3
    with pytest.raises(InputError, match="cheapest"):
        frontier(costs, values, "higher", budget=-100)


def test_regret_is_zero_for_the_best_of_every_draw():
    values = np.array([[3.0, 1.0], [2.0, 2.0], [0.0, 0.0]])
    found = regret(values, "higher")
    assert found["worst"].tolist() == [1.0, 1.0, 3.0]
    assert found["mean"].tolist() == [0.5, 0.5, 2.5]
    assert found["best_in"].tolist() == [0.5, 0.5, 0.0]
    lower = regret(values, "lower", np.array([True, True, False]))
    assert lower.loc[0, "worst"] == 1.0
    assert lower["worst"].isna().loc[2]


def test_search_finds_good_plans_within_the_budget():
    asked = []

    def simulated(plans):
        asked.extend(plans)
        return [
            (each["dose"] / 10 + (3.0 if each["kind"] == "dear" else 0.0), np.sqrt(each["dose"] / 100))
            for each in plans
        ]

    choices = {"dose": range(101), "kind": ["dear", "cheap"]}
    found = search(simulated, choices, "higher", evaluations=150, budget=5)
    front = found[found.on_frontier]
    assert (front.cost <= 5).all()
    assert (front.kind == "cheap").mean() > 0.8
    assert front.value.max() > 0.65
    assert len(asked) == len(found) == len(found.drop_duplicates(["dose", "kind"])) <= 150
    first = list(asked)
    asked.clear()
    again = search(simulated, choices, "higher", evaluations=48, budget=5)
    assert asked == first[: len(again)]  # a longer search begins with the shorter
