"""Outcomes of disputes: who was hurt within a year (C11), what hardened, what was settled, cohesion (28)."""

from __future__ import annotations

import numpy as np
import pytest

from culture_sim.settings import load_setting
from tests.patterns.plans import Plan, programme_of
from tests.reference.specified import Run, read

POSTS, WEEKS = 200, 156
KEYS = (
    "hurt_by_colleagues_percent", "hurt_by_leader_percent", "hardened_per_1000_staff", "settled_percent",
    "suspension_weeks_per_1000_staff", "cohesion",
)  # fmt: skip


@pytest.fixture(scope="module")
def run() -> Run:
    """People who fall out often."""
    return Run(programme_of(Plan()), dict(read()) | {"conflicts": 1.5}, 1, POSTS, WEEKS)


def test_disputes_are_counted_as_they_stand_in_the_tables(run: Run) -> None:
    """Week by week against an own account of who is in a severe conflict, and since when."""
    staff, severe_from = run.state.staff, read().severe_from
    hurt, persons = np.full((2, POSTS), -WEEKS), staff.person[:POSTS].copy()
    shares, cohesion = [], []
    for week in range(WEEKS):
        run.run(1)
        hurt[:, staff.person[:POSTS] != persons] = -WEEKS
        persons = staff.person[:POSTS].copy()
        other = staff.conflict_with[:POSTS]
        opener = np.where(staff.opened[:POSTS], np.arange(POSTS), other)
        severe = (other >= 0) & (staff.severity[opener] > severe_from)
        hurt[0, severe & (other < POSTS)] = week
        hurt[1, severe & (other >= POSTS)] = week
        filled = staff.filled[:POSTS]
        shares.append((week - hurt[:, filled] < 52).mean(axis=1))
        at_peace = (other[filled] < 0).mean()
        cohesion.append(0.5 * at_peace + 0.5 * min(1, 1.5 * staff.norm[:POSTS][filled].mean()))
    weeks = run.weeks
    assert pytest.approx(np.array(shares)) == np.array([weeks.hurt_by_colleague, weeks.hurt_by_leader]).T
    assert weeks.cohesion == pytest.approx(np.array(cohesion))
    assert min(shares[-1]) > 0.05
    open_at_end = staff.opened[:POSTS].sum()
    assert weeks.conflicts.sum() == weeks.conflicts_ended.sum() + open_at_end
    assert 0 < weeks.resolved.sum() < weeks.conflicts_ended.sum()
    assert 0 < weeks.hardened.sum() < weeks.conflicts.sum()


def test_they_are_reported_by_year(run: Run) -> None:
    setting = load_setting("nhs_trust")
    found = setting.yearly_outcomes(run.weeks, setting.all_parameters, 52)
    assert all(found[key].shape == (3,) and found[key].min() > 0 for key in KEYS)
    year = run.weeks[-52:]
    settled = 100 * year.resolved.sum() / year.conflicts_ended.sum()
    assert found["settled_percent"][-1] == pytest.approx(settled)
    suspended = 1000 * year.suspended.sum() / year.headcount.mean()
    assert found["suspension_weeks_per_1000_staff"][-1] == pytest.approx(suspended)
    assert found["hurt_by_leader_percent"][-1] == pytest.approx(100 * year.hurt_by_leader.mean())
