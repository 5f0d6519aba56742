"""Sensitivity analysis against functions whose indices are known."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("SALib")

from SALib.analyze import morris as salib_morris
from SALib.analyze import sobol as salib_sobol
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample
from SALib.test_functions import Ishigami

from culture_sim.errors import InputError
from culture_sim.study.analysis import morris, pawn, replicates, sobol

ISHIGAMI = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[-np.pi, np.pi]] * 3}
FACTORS = ["a", "b", "c"]
RANGES = {name: (-float(np.pi), float(np.pi)) for name in FACTORS}


def runs_of(points, values, seeds=4, noise=0.0, common=0.0, seed=0):
    """One row a run: the function plus noise of its own, plus noise that a seed brings to every point."""
    rng = np.random.default_rng(seed)
    shared = common * rng.normal(size=seeds)
    frames = []
    for number in range(seeds):
        frame = pd.DataFrame(points, columns=FACTORS)
        frame["y"] = values + noise * rng.normal(size=len(values)) + shared[number]
        frame.insert(0, "seed", number)
        frame.insert(0, "point", np.arange(len(frame)))
        frames.append(frame)
    return pd.concat(frames, ignore_index=True).sample(frac=1, random_state=1)


def by_factor(found, column="value"):
    return found.table.set_index("factor")[column]


def test_sobol_finds_the_indices_of_ishigami():
    points = sobol_sample.sample(ISHIGAMI, 1024, calc_second_order=True, seed=3)
    given = replicates(runs_of(points, Ishigami.evaluate(points), seeds=1), "y", FACTORS)

    found = sobol(given, RANGES, pairs=True)

    total, alone = by_factor(found), by_factor(found, "alone")
    assert total["a"] == pytest.approx(0.558, abs=0.05)
    assert total["b"] == pytest.approx(0.442, abs=0.05)
    assert total["c"] == pytest.approx(0.244, abs=0.05)
    assert alone["a"] == pytest.approx(0.314, abs=0.06)
    assert alone["c"] == pytest.approx(0.0, abs=0.06)
    theirs = salib_sobol.analyze(ISHIGAMI, Ishigami.evaluate(points), num_resamples=2, seed=1)
    assert total[FACTORS].tolist() == pytest.approx(list(theirs["ST"]))
    assert alone[FACTORS].tolist() == pytest.approx(list(theirs["S1"]))
    strongest = found.pairs.iloc[0]
    assert {strongest.factor, strongest.other} == {"a", "c"}
    assert strongest.value == pytest.approx(0.244, abs=0.08)


def test_sobol_takes_out_the_variance_that_chance_adds():
    totals, shares = [], []
    for design in range(10):
        points = sobol_sample.sample(ISHIGAMI, 256, calc_second_order=False, seed=design)
        values = Ishigami.evaluate(points)
        noisy = runs_of(points, values, noise=1.5 * values.std(), common=5 * values.std(), seed=design)
        given = replicates(noisy, "y", FACTORS)
        shares.append(given.noise_share or 0.0)
        totals.append(by_factor(sobol(given, RANGES))[FACTORS])

    # Left in, noise would raise each total by its own share, here by more than a third of the way to 1
    assert np.mean(shares) == pytest.approx(2.25 / 4 / (1 + 2.25 / 4), abs=0.03)
    assert np.mean(totals, axis=0).tolist() == pytest.approx([0.558, 0.442, 0.244], abs=0.06)


def test_intervals_hold_the_true_index_about_as_often_as_they_say():
    true = {"a": 0.558, "b": 0.442, "c": 0.244}
    held = []
    for seed in range(12):
        points = sobol_sample.sample(ISHIGAMI, 64, calc_second_order=False, seed=seed)
        found = sobol(
            replicates(runs_of(points, Ishigami.evaluate(points), 3, noise=2.0, seed=seed), "y", FACTORS),
            RANGES,
        )
        rows = found.table.set_index("factor")
        held += [rows.low[name] <= value <= rows.high[name] for name, value in true.items()]
    assert np.mean(held) >= 0.85


def test_morris_agrees_with_salib_and_finds_linear_effects():
    problem = {"num_vars": 3, "names": FACTORS, "bounds": [[0, 1], [0, 10], [-1, 1]]}
    points = morris_sample.sample(problem, 12, num_levels=4, seed=1)
    values = 3 * points[:, 0] - 0.5 * points[:, 1]

    given = replicates(runs_of(points, values, seeds=3), "y", FACTORS)
    found = morris(given, {"a": (0, 1), "b": (0, 10), "c": (-1, 1)})

    theirs = salib_morris.analyze(problem, points, values, num_levels=4)
    assert by_factor(found)[FACTORS].tolist() == pytest.approx(list(theirs["mu_star"]))
    assert by_factor(found)["a"] == pytest.approx(3)
    assert by_factor(found, "mean_effect")["b"] == pytest.approx(-5)
    assert found.clear == ["b", "a"]


def test_morris_shows_the_level_of_noise_and_holds_back_below_it():
    problem = {"num_vars": 3, "names": FACTORS, "bounds": [[0, 1]] * 3}
    points = morris_sample.sample(problem, 20, num_levels=4, seed=1)
    noisy = runs_of(points, 4 * points[:, 0], seeds=5, noise=1.0, common=3.0)

    found = morris(replicates(noisy, "y", FACTORS), dict.fromkeys(FACTORS, (0.0, 1.0)))

    assert found.clear == ["a"]
    assert by_factor(found)["c"] == pytest.approx(by_factor(found, "noise")["c"], rel=0.4)
    assert "cannot be distinguished from chance" in found.finding()


def test_a_factor_without_effect_has_no_noise_under_common_random_numbers():
    """A seed that strikes the same way in both runs of a pair leaves nothing between them."""
    rng = np.random.default_rng(4)
    points = sobol_sample.sample(ISHIGAMI, 64, calc_second_order=False, seed=1)
    frame = runs_of(points, 0 * points[:, 0])
    push = {seed: rng.normal() for seed in range(4)}
    frame["y"] = np.sin(frame.a) * (1 + frame.seed.map(push)) + frame.b
    found = sobol(replicates(frame, "y", FACTORS), RANGES)
    assert by_factor(found)["c"] == pytest.approx(0, abs=1e-9)


def test_a_trajectory_with_a_failed_point_is_left_out_and_said_so():
    problem = {"num_vars": 3, "names": FACTORS, "bounds": [[0, 1]] * 3}
    points = morris_sample.sample(problem, 6, num_levels=4, seed=1)
    frame = runs_of(points, 4 * points[:, 0], seeds=2)
    frame = frame[frame.point != 5]
    found = morris(replicates(frame, "y", FACTORS), dict.fromkeys(FACTORS, (0.0, 1.0)))
    assert (found.points, found.left_out) == (20, 1)
    assert by_factor(found)["a"] == pytest.approx(4)
    assert "1 blocks" in found.finding()


def test_morris_refuses_what_is_no_trajectory():
    points = np.random.default_rng(1).random((8, 3))
    given = replicates(runs_of(points, points[:, 0]), "y", FACTORS)
    with pytest.raises(InputError, match="trajectories"):
        morris(given, dict.fromkeys(FACTORS, (0.0, 1.0)))


def test_pawn_tells_a_factor_that_matters_from_two_that_do_not():
    points = np.random.default_rng(2).random((200, 3))
    found = pawn(replicates(runs_of(points, points[:, 0] ** 2, noise=0.2), "y", FACTORS))
    assert found.clear == ["a"]


def test_names_for_levels_are_refused_with_a_way_out():
    frame = pd.DataFrame({"point": [0, 1], "seed": [0, 0], "a": ["low", "high"], "y": [0.0, 1.0]})
    with pytest.raises(InputError, match="names for levels"):
        pawn(replicates(frame, "y", ["a"]))


def test_a_missing_run_does_not_bring_its_seeds_effect_into_the_point():
    points = np.random.default_rng(2).random((40, 3))
    frame = runs_of(points, np.zeros(40), seeds=4, common=100.0)
    whole = replicates(frame, "y", FACTORS)
    frame.loc[(frame.point == 7) & (frame.seed == 2), "y"] = np.nan
    assert np.ptp(replicates(frame, "y", FACTORS).means) == pytest.approx(0, abs=8)
    assert np.ptp(whole.means) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("wrong", ["z", "point"])
def test_wrong_tables_are_refused(wrong):
    frame = pd.DataFrame({"point": [0, 0], "seed": [1, 1], "a": [0.0, 1.0], "y": [0.0, 1.0]})
    with pytest.raises(InputError):
        replicates(frame if wrong == "point" else frame.drop(columns="a"), "y", ["a"])


@pytest.mark.parametrize("points", [90, 100, 135, 140])
def test_pawn_takes_any_number_of_points(points):
    """With six or nine slices SALib would ask for a quantile beyond 1."""
    grid = np.random.default_rng(1).random((points, 3))
    frame = runs_of(grid, grid[:, 0], noise=0.1)
    found = pawn(replicates(frame, "y", FACTORS))
    assert found.clear == ["a"]


@given(noise=st.floats(0, 20), effect=st.sampled_from([0.0, 0.01, 1.0]), seed=st.integers(0, 50))
@settings(max_examples=20, deadline=None)
def test_a_share_of_variance_is_at_most_one_or_not_known(noise, effect, seed):
    """Three seeds and much noise: the variance between points can be all noise, and a share of it anything."""
    points = sobol_sample.sample(ISHIGAMI, 16, calc_second_order=False, seed=seed)
    runs = runs_of(points, effect * points[:, 0], 3, noise=noise, seed=seed)
    found = sobol(replicates(runs, "y", FACTORS), RANGES)
    for column in ("value", "high", "alone", "alone_high"):
        known = found.table[column].dropna()
        assert (known <= 1).all(), column
    interval = found.table["high"] - found.table["low"]
    assert (interval.dropna() < 2).all()
    if found.table["value"].isna().any():
        assert "not known" in found.finding()


def test_where_chance_hides_everything_no_share_is_printed():
    points = sobol_sample.sample(ISHIGAMI, 64, calc_second_order=False, seed=1)
    runs = runs_of(points, np.zeros(len(points)), 3, noise=1.0, seed=1)
    found = sobol(replicates(runs, "y", FACTORS), RANGES)
    assert found.table["alone"].isna().all()
    assert found.clear == []
    assert "cannot be said" in found.finding() or "more seeds or points are needed" in found.finding()
