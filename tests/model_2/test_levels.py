"""The baseline against what is known of trusts: levels C1 to C12 (section 8), stationarity, spread between trusts."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from culture_sim.model_2.record import FAIR, WIDTH
from culture_sim.model_2.run import Run
from tests.model_2.figures import TYPICAL, WARM_UP, error, figures, simulate, yearly
from tests.model_2.parameters import PARAMETERS
from tests.model_2.plans import PLANS, Plan, programme_of

pytestmark = pytest.mark.slow

SAFE_TO_SPEAK = 0.418
"""Centre of the item "safe to speak up about anything" (28)."""

BANDS = {
    "C1 leavers %": (10, 12.5),
    "C2 sickness %": (4.5, 5.8),
    "C3 of it stress %": (22, 30),
    "C4 burnt out %": (30, 38),
    "C5 treated fairly %": (46, 58),
    "C6 safe to speak %": (52, 62),
    "C7 complaints": (65, 95),
    "C8 incidents recorded %": (8, 25),
    "C9 investigations": (10, 40),
    "C10 no case %": (48, 60),
    "C11 hurt by colleagues %": (16, 24),
    "C11 hurt by leader %": (9, 14),
    "C12 claims": (7, 11),
}


def share_positive(states: np.ndarray, centre: float) -> float:
    """Share of positive answers in % (28)."""
    return float(100 * np.mean(1 / (1 + np.exp(-(states - centre) / WIDTH))))


@cache
def followed(seeds: int = 6) -> dict[str, float]:
    """What needs a look at persons: a year after the warm-up week by week, then who leaves within two years."""
    rows = [_follow(seed) for seed in range(1, seeds + 1)]
    found = {name: float(np.mean([row[name] for row in rows])) for name in rows[0] if name != "pairs"}
    pairs = np.concatenate([row["pairs"] for row in rows])
    found["r of leader's modelling with team safety"] = float(np.corrcoef(pairs.T)[0, 1])
    found["relative risk of leaving, burnt out"] = found.pop("left, burnt out") / found.pop("left, others")
    return found


def _follow(seed: int) -> dict[str, float | np.ndarray]:
    run = Run(programme_of(Plan()), PARAMETERS | TYPICAL, seed, 1000, WARM_UP + 156).run(WARM_UP)
    staff, tally, teams = run.state.staff, run.state.tally, len(run.state.teams)
    posts = staff[:1000]
    hurt = {"colleagues": np.full(1000, -1), "leader": np.full(1000, -1)}
    safety, modelling = np.zeros(teams), np.zeros(teams)
    for _ in range(52):
        run.run(1)
        safety += tally.safety / tally.staff / 52
        modelling += tally.modelling / 52
        other = posts.conflict_with
        opener = np.where(posts.opened, np.arange(1000), np.where(other < 0, 0, other))
        severe = (other >= 0) & (staff.severity[opener] > 0.5)
        for by, who in (("colleagues", severe & (other < 1000)), ("leader", severe & (other >= 1000))):
            hurt[by][who] = posts.person[who]
    here, person, burnt = posts.filled.copy(), posts.person.copy(), posts.burnout > 0.45
    row: dict[str, float | np.ndarray] = {
        f"C11 hurt by {by} %": 100 * float(np.mean(whom[here] == person[here])) for by, whom in hurt.items()
    }
    row["C5 treated fairly %"] = share_positive(posts.trust[here], FAIR)
    row["C6 safe to speak %"] = share_positive(posts.safety[here], SAFE_TO_SPEAK)
    row["pairs"] = np.column_stack([modelling - modelling.mean(), safety - safety.mean()])
    run.run(104)
    left = ~posts.filled | (posts.person != person)
    row["left, burnt out"] = float(left[here & burnt].mean())
    row["left, others"] = float(left[here & ~burnt].mean())
    return row


def levels() -> dict[str, float]:
    """C1 to C12 of the baseline, mean of years 1 to 5."""
    base = {name: float(values[:, 1:].mean()) for name, values in figures("blame_culture").items()}
    return {
        "C1 leavers %": base["turnover"],
        "C2 sickness %": base["sickness"],
        "C3 of it stress %": base["stress"],
        "C4 burnt out %": 100 * base["burnt_out"],
        "C5 treated fairly %": followed()["C5 treated fairly %"],
        "C6 safe to speak %": followed()["C6 safe to speak %"],
        "C7 complaints": base["complaints"],
        "C8 incidents recorded %": base["said_incidents"],
        "C9 investigations": base["investigations"],
        "C10 no case %": 100 * PARAMETERS["no_case"],
        "C11 hurt by colleagues %": followed()["C11 hurt by colleagues %"],
        "C11 hurt by leader %": followed()["C11 hurt by leader %"],
        "C12 claims": base["claims"],
    }


@cache
def trusts(number: int = 30, years: int = 7) -> tuple[np.ndarray, np.ndarray]:
    """Index and share unwell from stress of different trusts: (trusts, years)."""
    spread = {name: PARAMETERS[name] for name in TYPICAL}
    index = []
    for seed in range(1, number + 1):
        run, _ = simulate(PLANS["blame_culture"], 500 + seed, years, spread)
        index.append(
            [[yearly(run, year)[what] for what in ("index", "burnout")] for year in range(1, years + 1)]
        )
    both = np.array(index)
    return both[..., 0], both[..., 1]


def test_levels_within_their_bands() -> None:
    """At least eleven of the twelve (C11 is two figures)."""
    outside = {
        name: value for name, value in levels().items() if not BANDS[name][0] <= value <= BANDS[name][1]
    }
    assert len(outside) <= 1, outside


def test_baseline_is_stationary() -> None:
    """Twenty years without a plan: the last five as the first five, within half a point and three standard errors."""
    rows = []
    for seed in range(1, 7):
        run, _ = simulate(PLANS["blame_culture"], seed, 20)
        rows.append([yearly(run, year)["index"] for year in range(1, 21)])
    index = np.array(rows)
    drift = index[:, 15:].mean(axis=1) - index[:, :5].mean(axis=1)
    assert abs(drift.mean()) < min(0.005, 3 * float(error(drift)) + 0.001), drift


def test_leaders_make_their_teams_safe() -> None:
    """Between teams within a trust, yearly means: r .3 to .5 (evidence); the prototype gave .449."""
    assert 0.3 <= followed()["r of leader's modelling with team safety"] <= 0.5


def test_spread_between_trusts() -> None:
    """Mean .757 and sd .024 of the prototype, within 3 combined standard errors (30 trusts against 60)."""
    index, _ = trusts()
    spread = index.std(axis=0, ddof=1).mean()
    room = 3 * 0.024 * np.hypot(1 / np.sqrt(60), 1 / np.sqrt(120))
    assert abs(spread - 0.024) < room, spread
    assert abs(index.mean() - 0.757) < 3 * 0.024 * np.hypot(1 / np.sqrt(30), 1 / np.sqrt(60)), index.mean()
