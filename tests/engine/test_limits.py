"""Exact limits: what the model must give where an answer is known without running it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from culture_sim.engine.columns import columns
from culture_sim.engine.tables import Manner, Schedule
from culture_sim.settings.nhs_trust.tables import Levers, Tally
from tests.patterns.figures import TYPICAL
from tests.patterns.plans import NOBODY_LEAVES, PLANS, Plan, programme_of
from tests.reference.agents import Person
from tests.reference.daily import answer
from tests.reference.specified import NEVER, Run, read
from tests.reference.twin import Twin

NOTHING_HAPPENS = {
    "say_incident": -99.0,
    "say_worry": -99.0,
    "harm_share": 0.0,
    "conflicts": 0.0,
    "safety_conveyed": 0.0,
    "investigated_other": 0.0,
    "dissatisfied": 0.0,
    "leave_other": 0.0,
    "leave_culture": 0.0,
    "leader_leaves": 0.0,
}
"""Nobody speaks, no harm, no conflict, no complaint, nobody comes or goes, and safety does not rub off."""


def run_of(
    plan: Plan | None = None, seed: int = 1, posts: int = 200, weeks: int = 52, **values: float
) -> Run:
    """A finished run of a typical trust; the plan begins in week 0."""
    programme = programme_of(plan or Plan(), 0, weeks)
    return Run(programme, dict(read()) | TYPICAL | values, seed, posts, weeks).run(weeks)


def same(one: Run, other: Run) -> bool:
    """Bit for bit the same weeks and people."""
    staff = all(
        np.array_equal(one.state.staff[name], other.state.staff[name]) for name in one.state.staff.dtype.names
    )
    return staff and bool(np.array_equal(one.weeks.view(np.float64), other.weeks.view(np.float64)))


# Learning and answers, as the twin says them (`test_twin.py` holds the engine to it) ---------------------


def test_learning_rests_where_gains_and_losses_balance() -> None:
    """With yes/no experiences of frequency a: a / (a + chi (1-a))."""
    twin = Twin(Run(programme_of(Plan()), dict(read()), 1, 20, 1))
    person = twin.posts[0].person or twin.teams[0].leader
    chances = np.random.default_rng(1).random(400_000) < 0.6
    seen = []
    for good in chances:
        person.learn_safety(float(good), 0.003)
        seen.append(person.psychological_safety)
    assert np.mean(seen[10_000:]) == pytest.approx(0.6 / (0.6 + 2.5 * 0.4), abs=0.003)


@pytest.mark.parametrize(("quality", "taken_up", "blamed"), [(0.5, 0.66, 0.085), (1.0, 1.0, 0.0)])
def test_answers_of_a_known_quality(quality: float, taken_up: float, blamed: float) -> None:
    """As specified: at quality .5 two thirds are taken up; at quality 1 nobody is blamed."""
    twin = Twin(Run(programme_of(Plan()), dict(read().core()), 1, 20, 1))
    team, person = twin.teams[0], Person(twin.p, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, tenure=0)
    team.workload = 1.0
    outcomes = (np.arange(2000) + 0.5) / 2000
    kinds = [answer(twin, team, person, quality, float(u), 1.0, worry=False) for u in outcomes]
    assert kinds.count("taken up") / 2000 == pytest.approx(taken_up, abs=0.001)
    assert kinds.count("blamed") / 2000 == pytest.approx(blamed, abs=0.001)


def test_nobody_is_hurt_by_answers_without_blame() -> None:
    """With nobody blamed and every answer taken up, safety can only rise."""
    run = run_of(
        weeks=26, blamed_base=0.0, value_ignored=1.0, harm_share=0.0, conflicts=0.0, safety_conveyed=0.0,
        investigated_other=0.0, dissatisfied=0.0, leave_other=0.0, leave_culture=0.0, leader_leaves=0.0,
    )  # fmt: skip
    start = Run(programme_of(Plan()), dict(read()) | TYPICAL, 1, 200, 1)
    there = start.state.staff.filled[:200]
    assert (run.state.staff.psychological_safety[:200] >= start.state.staff.psychological_safety[:200])[
        there
    ].all()


# Leaving, hiring, decay ---------------------------------------------------------------------------------


def test_posts_are_conserved() -> None:
    """Filled posts change only by who comes and who leaves."""
    run = Run(programme_of(PLANS["embedded"], 0), dict(read()), 3, 400, 104)
    before = int(run.state.staff.filled[:400].sum())
    for _ in range(104):
        run.run(1)
        now = int(run.state.staff.filled[:400].sum())
        assert now == before + run.weeks.hires[-1] - run.weeks.leavers[-1] == run.weeks.headcount[-1]
        before = now


def test_constant_hazard() -> None:
    """A tenth a year, nobody hired: (1 - .1/52)^104 are left after two years."""
    run = run_of(posts=4000, weeks=104, leave_other=0.1, leave_culture=0.0, weeks_to_fill=1e12)
    start = Run(programme_of(Plan()), dict(read()) | TYPICAL, 1, 4000, 1)
    number = int(start.state.staff.filled[:4000].sum())
    left = (1 - 0.1 / 52) ** 104
    room = 3 * math.sqrt(left * (1 - left) / number)
    assert run.weeks.headcount[-1] / number == pytest.approx(left, abs=room)


def test_odds_of_a_vacancy() -> None:
    """Vacant over filled = hazard x weeks to fill, at a constant hazard: ten organisations, three standard errors."""
    odds = []
    for seed in range(10):
        run = run_of(seed=seed, posts=400, weeks=520, leave_other=0.12, leave_culture=0.0, conflicts=0.0)
        vacant = 400 - run.weeks.headcount[208:].mean()
        odds.append(vacant / (400 - vacant))
    error = float(np.std(odds, ddof=1)) / math.sqrt(len(odds))
    assert np.mean(odds) == pytest.approx(0.12 / 52 * 36, abs=3 * error)


def test_unused_skill_after_a_year() -> None:
    """What was learned halves in 30 weeks when it is never used."""
    values = dict(read()) | TYPICAL | NOTHING_HAPPENS | {"use_intercept": -99.0}
    run = Run(programme_of(Plan()), values, 1, 100, 52)
    staff = run.state.staff
    before = staff.filled[:100].copy()
    staff.restorative_skill[:] = staff.natural_skill + 0.1
    run.run(52)
    kept = (staff.restorative_skill - staff.natural_skill) / 0.1
    assert kept[:100][before] == pytest.approx((1 - dict(read())["skill_decay"]) ** 52, abs=1e-9)


# Nothing comes of nothing --------------------------------------------------------------------------------


def test_levers_of_zero_are_no_levers() -> None:
    """A launched plan whose levers are all 0 leaves no trace but the sponsor's own years."""
    names = list(columns(Levers))
    good = Manner(1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
    zero = Schedule(
        np.zeros((60, 1, len(names))),
        np.zeros(len(names), bool),
        np.full(len(names), 2),
        5,
        good,
        NOBODY_LEAVES,
    )
    none = zero._replace(launch=NEVER)
    one, other = (Run(plan, dict(read()), 7, 200, 60).run(60) for plan in (zero, none))
    ignored = {"commitment"}
    for name in columns(Tally):
        if name not in ignored:
            assert np.array_equal(one.weeks[name], other.weeks[name]), name
    for name in one.state.staff.dtype.names:
        if (
            name != "practice_before"
        ):  # written down at any launch, and read only where a switch holds answers still
            assert np.array_equal(one.state.staff[name], other.state.staff[name]), name


def test_safety_stands_still_if_nothing_happens() -> None:
    """Only events move safety."""
    run = Run(programme_of(Plan()), dict(read()) | TYPICAL | NOTHING_HAPPENS, 1, 200, 52)
    there = run.state.staff.filled[:200].copy()
    before = run.state.staff.psychological_safety[:200].copy()
    run.run(52)
    assert np.array_equal(run.state.staff.psychological_safety[:200][there], before[there])


def test_same_seed_same_life() -> None:
    """And another seed another."""
    one, again, other = (run_of(PLANS["embedded"], seed) for seed in (11, 11, 12))
    assert same(one, again)
    assert not same(one, other)


def test_in_pieces_or_at_once() -> None:
    """Stopping between weeks changes nothing."""
    pieces = Run(programme_of(PLANS["embedded"], 0, 52), dict(read()) | TYPICAL, 1, 200, 52)
    for number in (1, 3, 20, 28):
        pieces.run(number)
    assert same(pieces, run_of(PLANS["embedded"]))


def test_a_trust_of_one_team() -> None:
    """Twenty posts and one leader, who meets no fellow leader."""
    run = run_of(PLANS["embedded"], posts=20, weeks=156)
    assert np.isfinite(run.weeks["index"]).all()
    assert ((run.state.staff.psychological_safety > 0) & (run.state.staff.psychological_safety < 1)).all()


def _deserted(run: Run, keep: int) -> None:
    """All posts but the first ones of each team fall vacant."""
    filled = run.state.staff.filled[: len(run.state.shown)].reshape(-1, 20)
    filled[:, keep:] = False
    filled[:, :keep] = True


def test_a_team_of_one_person() -> None:
    """Alone with a leader: no colleague's conduct is met, nobody witnesses, nothing fails."""
    values = dict(read()) | TYPICAL | {"leave_other": 0.0, "leave_culture": 0.0, "weeks_to_fill": 1e12}
    run = Run(programme_of(PLANS["embedded"], 0), values, 1, 60, 104)
    _deserted(run, 1)
    run.run(104)
    assert (run.weeks.headcount == 3).all()
    assert np.isfinite(run.weeks["index"]).all()


def test_teams_relabelled() -> None:
    """Team 0 and team 1 change places with all that they are: their means over seeds change places too.

    Draws belong to places, so single runs differ. Which team is led badly must matter, where it stands must not:
    the difference of the two placements over 40 seeds is within 3 standard errors (false alarm 3 in 1,000).
    """
    gaps = []
    for seed in range(1, 41):
        found = []
        for bad in (0, 1):
            run = Run(programme_of(Plan()), dict(read()) | TYPICAL | {"leader_leaves": 0.0}, seed, 40, 104)
            leaders = run.state.staff[-2:]
            leaders.restorative_skill[:] = leaders.natural_skill[:] = 0.8
            leaders.restorative_skill[bad] = leaders.natural_skill[bad] = 0.05
            run.run(104)
            safety = run.state.tally.psychological_safety / run.state.tally.headcount
            found.append(safety[1 - bad] - safety[bad])
        gaps.append(found)
    well, badly = np.array(gaps).T
    assert well.mean() > 0.02
    difference = well - badly
    assert abs(difference.mean()) < 3 * difference.std(ddof=1) / np.sqrt(len(difference))
