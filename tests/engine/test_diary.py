"""The diary: a person's state is where they began plus every line that was written about them."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest

from tests.patterns.figures import TYPICAL
from tests.patterns.plans import PLANS, programme_of
from tests.reference.specified import Run, read

STATES = ("psychological_safety", "trust", "burnout", "restorative_skill", "norm", "ownership")


def unexplained(plan: str, seed: int, weeks: int = 104, **values: float) -> dict[str, float]:
    """By state: the largest weekly change of a watched person that their diary does not explain.

    A person's first week is left out: newcomers and new leaders start where they start.
    """
    programme = programme_of(PLANS[plan].begun_at_once(), 10)
    run = Run(programme, dict(read()) | TYPICAL | values, seed, 200, weeks, 1_000_000)
    staff = run.state.staff
    staff.watched[:] = True
    largest = dict.fromkeys(STATES, 0.0)
    for _ in range(weeks):
        person, before = staff.person.copy(), {name: staff[name].copy() for name in STATES}
        run.diary.length[0] = 0
        run.run(1)
        rows = run.diary.rows[: run.diary.length[0]]
        written: defaultdict[int, np.ndarray] = defaultdict(lambda: np.zeros(len(staff)))
        for state in range(len(STATES)):
            lines = rows[(rows.what == 0) & (rows.state == state)]
            np.add.at(written[state], lines.row, lines.amount)
        stayed = person == staff.person
        for state, name in enumerate(STATES):
            rest = np.abs(staff[name] - before[name] - written[state])[stayed]
            largest[name] = max(largest[name], float(rest.max()))
    assert run.diary.length[0] < 1_000_000
    return largest


@pytest.mark.slow
@pytest.mark.parametrize("plan", ["embedded"])
def test_the_diary_adds_up(plan: str) -> None:
    """Every state of everybody, week by week."""
    found = unexplained(plan, 2)
    assert all(rest < 1e-9 for rest in found.values()), found
