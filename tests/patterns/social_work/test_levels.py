"""Children's services without a programme: levels inside their bands, and no drift over 20 years.

24 runs of the average authority with seeds of their own, which no level was solved with.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from culture_sim import CultureModel
from tests.patterns.social_work.runs import SETTING, Numbers

pytestmark = pytest.mark.slow

FIRST_SEED, SEEDS, YEARS = 301, 24, 20
BANDS = {
    "turnover_percent": (13.5, 17.0),
    "vacancy_percent": (16.0, 20.0),
    "agency_share_percent": (15.0, 18.0),
    "caseload": (15.4, 17.5),
    "sickness_percent": (3.0, 3.6),
    "re_referral_percent": (20.0, 23.0),
}
"""What the average authority shows by official statistics, 2017 to 2022."""
STEADY = (
    *BANDS, "care_entries_per_1000_children", "second_plan_percent", "psychological_safety", "burnout", "practice",
    "family_trust", "workload",
)  # fmt: skip
MOST_DRIFT = 1.0
"""Per cent a year."""


@cache
def figures() -> dict[str, Numbers]:
    """(seeds, years) of what a year shows, the year before the launch left out."""
    rows = [
        CultureModel(f"{SETTING.name}/blame_culture", FIRST_SEED + k).run_for(52 * YEARS).yearly_outcomes()
        for k in range(SEEDS)
    ]
    return {key: np.array([row[key] for row in rows], dtype=np.float64)[:, 1:] for key in STEADY}


@pytest.mark.parametrize("key", BANDS)
def test_a_level_is_inside_its_band(key: str) -> None:
    """The mean of five years, and every year of them but for chance: less than two standard errors outside."""
    low, high = BANDS[key]
    years = figures()[key][:, :5]
    assert low <= years.mean() <= high
    error = years.std(axis=0, ddof=1) / np.sqrt(SEEDS)
    mean = years.mean(axis=0)
    assert (mean + 2 * error >= low).all(), mean
    assert (mean - 2 * error <= high).all(), mean


@pytest.mark.parametrize("key", STEADY)
def test_nothing_drifts(key: str) -> None:
    values = figures()[key]
    year = np.arange(YEARS) - (YEARS - 1) / 2
    slope = (values * year).sum(axis=1) / (year**2).sum() / values.mean() * 100
    assert abs(slope.mean()) <= MOST_DRIFT, (slope.mean(), slope.std(ddof=1) / np.sqrt(SEEDS))
