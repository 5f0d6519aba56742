"""The engine and the reference implementation agree for every person in every week, and in every count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pytest

from culture_sim.engine.columns import columns
from culture_sim.settings.nhs_trust.tables import Stage, Tally
from tests.patterns.plans import PLANS, Plan, programme_of
from tests.reference.specified import Run, read
from tests.reference.twin import Twin

STATES = (
    "psychological_safety", "trust", "burnout", "restorative_skill", "norm", "ownership", "use", "practice",
    "tenure", "absent", "trained",
    "champion", "facilitator", "peer_facilitator", "investigation_weeks", "busy_weeks",
    "hurt_by_colleague_weeks", "hurt_by_leader_weeks", "expectation", "hurt", "sessions", "treated",
)  # fmt: skip
MEANS = {
    "index",
    "psychological_safety",
    "trust",
    "burnout",
    "restorative_skill",
    "norm",
    "ownership",
    "practice",
}
NOT_COUNTED = MEANS | {
    "burnt_out", "use", "treated_fairly", "safe_to_speak_up", "in_conflict",
    "hurt_by_colleague", "hurt_by_leader", "cohesion",
    "leadership_modelling", "workload", "lessons", "served_trust", "commitment",
}  # fmt: skip
COUNTS = [name for name in columns(Tally) if name not in NOT_COUNTED]
EVENTFUL = {
    "incidents": 40.0,
    "harm_share": 0.1,
    "conflicts": 3.0,
    "grievance_hazard": 0.05,
    "leave_other": 0.5,
}
"""Rates at which rare events happen in a small organisation within a year."""


def check_week(run: Run, twin: Twin) -> None:
    """Every person, every team and every count."""
    staff, teams = run.state.staff, run.state.teams
    rows = [(post.number, post.person) for post in twin.posts]
    rows += [(len(twin.posts) + team.number, team.leader) for team in twin.teams]
    for row, person in rows:
        assert staff.filled[row] == (person is not None)
        if person is not None:
            for name in STATES:
                assert staff[name][row] == pytest.approx(getattr(person, name), abs=1e-9), (name, row)
            assert (staff.conflict_with[row] >= 0) == bool(person.conflicts and not person.leads)
    for team in twin.teams:
        for name in ("workload", "lessons", "served_trust", "demand", "held", "invited", "process_hours"):
            assert teams[name][team.number] == pytest.approx(getattr(team, name), abs=1e-9), name
    for name in COUNTS:
        assert run.weeks[name][-1] == pytest.approx(twin.tally[name], abs=1e-6), name
    people = [post.holder for post in twin.posts if post.person is not None]
    index = np.mean([person.speak_up_index for person in people])
    burnt_out = np.mean([person.burnout > twin.p.burnt_out_cut for person in people])
    assert run.weeks.index[-1] == pytest.approx(index, abs=1e-9)
    assert run.weeks.burnt_out[-1] == pytest.approx(burnt_out, abs=1e-9)
    for by in ("colleague", "leader"):
        hurt = np.mean([getattr(person, f"hurt_by_{by}_weeks") > 0 for person in people])
        assert run.weeks[f"hurt_by_{by}"][-1] == pytest.approx(hurt, abs=1e-9)
    at_peace = np.mean([not person.conflicts for person in people])
    norm = np.mean([person.norm for person in people])
    together = 0.5 * at_peace + 0.5 * min(1, twin.p.cohesion_norm * norm)
    assert run.weeks.cohesion[-1] == pytest.approx(together, abs=1e-9)
    assert run.state.executive.commitment[0] == pytest.approx(twin.commitment, abs=1e-9)
    assert run.state.executive.practice[0] == pytest.approx(twin.executive_practice, abs=1e-9)
    served = run.state.served
    claims = served.due[served.stage == Stage.CLAIMING]
    assert Counter(claims.tolist()) == Counter(
        {week: number for week, number in twin.claims_due.items() if number and week >= run.week}
    )


@pytest.mark.parametrize(
    ("plan", "seed", "eventful"),
    [
        ("blame_culture", 1, False),
        ("embedded", 2, False),
        ("embedded", 3, True),
        ("done_badly", 4, True),
        ("training_only", 5, False),
    ],
)
def test_engine_and_twin_agree(plan: str, seed: int, eventful: bool) -> None:
    """Sixty people over 80 weeks, with a plan from week 20 on whose levers are all in force early."""
    check_agreement(plan, seed, eventful)


@pytest.mark.parametrize("seed", [6, 7])
@pytest.mark.parametrize("plan", ["embedded", "done_badly"])
def test_they_agree_wherever_the_parameters_lie(plan: str, seed: int) -> None:
    """Every parameter somewhere in its range: a number that either of them still writes out would show."""
    place = np.random.default_rng(seed)
    table = read().table
    check_agreement(
        plan, seed, True, {name: float(place.uniform(row.low, row.high)) for name, row in table.items()}
    )


def test_they_agree_where_answers_are_held_as_before() -> None:
    """The switches of a decomposition (section 9)."""
    switches = [name for name, row in read().table.items() if row.unit == "switch"]
    check_agreement("embedded", 8, True, dict.fromkeys(switches, 0.0))


def check_agreement(plan: str, seed: int, eventful: bool, others: Mapping[str, float] | None = None) -> None:
    """Run both and compare them week by week."""
    hurried = _hurried(PLANS[plan])
    values = read().replace(**dict(others or {}) | (EVENTFUL if eventful else {}))
    run = Run(programme_of(hurried, launch=20), values, seed, posts=60, length=80)
    staff = run.state.staff  # staff groups differ, as in an organisation of one's own
    staff.engaged, staff.exposure, staff.leaving_multiplier = (
        np.array(each)[staff.profession]
        for each in ((1.0, 0.5, 0.2, 0.0), (0.5, 1.5, 1.0, 0.0), (0.6, 0.9, 1.2, 1.3))
    )
    twin = Twin(run)
    for _ in range(80):
        twin.step()
        run.run(1)
        check_week(run, twin)


def _hurried(plan: Plan) -> Plan:
    """The same plan with every lever from the first week on, so that a short run meets all of them."""
    return plan.begun_at_once()
