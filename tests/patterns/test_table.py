"""The main table of the model document (5.1), reproduced within the noise of both runs.

The document's figures are means of 24 seeds of a throw-away implementation, rounded. Ours are means of 16 seeds with
the core equations. z divides the difference, less half a unit of rounding, by the noise of both means together.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from tests.patterns.runs import simulated

ROWS = list(
    csv.DictReader((Path(__file__).parent / "table_5_1.csv").read_text(encoding="utf-8").splitlines())
)
OUTCOMES = [name for name in ROWS[0] if name not in {"scenario", "year"}]
SEEDS = tuple(range(1, 17))
DOCUMENT_SEEDS = 24
BOUND = 4.5
"""288 figures: a right engine would fail one in 500 choices of seeds."""

KNOWN = {
    ("bolted_on", "practice"): 0.004,
    ("embedded", "programme_cost_gbp_m"): 0.02,
    ("bolted_on", "programme_cost_gbp_m"): 0.005,
}
"""Departures that we know and allow: practice under bolted_on runs .003 lower in years 2 and 3 (people wait for a
place on a rolling introduction), and the programme costs 2-3 % less (places and time are counted as they are taken).
"""


@pytest.fixture(scope="module")
def ours() -> dict[str, dict[str, np.ndarray]]:
    table = {}
    for scenario in ("blame_culture", "bolted_on", "embedded"):
        years = [model.yearly_outcomes() for model in simulated(scenario, 260, SEEDS)]
        columns = {name: np.array([each[name] for each in years]) for name in OUTCOMES[:-1]}
        columns[OUTCOMES[-1]] = np.array([each["programme_cost_gbp"] for each in years]) / 1e6
        table[scenario] = columns
    return table


def rounding(written: str) -> float:
    """Half a unit of the last digit that is written."""
    decimals = len(written.partition(".")[2])
    return 0.5 * 10.0**-decimals


def deviations(ours: dict[str, dict[str, np.ndarray]], row: dict[str, str]) -> dict[str, float]:
    """z of each figure of one row."""
    found = {}
    for name in OUTCOMES:
        values = ours[row["scenario"]][name]
        year = values[:, int(row["year"])]
        spread = max(year.std(ddof=1), float(np.sqrt(values.var(axis=0, ddof=1).mean())))
        noise = spread * np.sqrt(1 / len(SEEDS) + 1 / DOCUMENT_SEEDS)
        allowed = rounding(row[name]) + KNOWN.get((row["scenario"], name), 0.0)
        found[name] = max(abs(year.mean() - float(row[name])) - allowed, 0.0) / (noise + 1e-12)
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['scenario']}-{row['year']}")
def test_the_table_of_the_document(row, ours):
    z = deviations(ours, row)
    assert max(z.values()) < BOUND, {name: round(value, 1) for name, value in z.items() if value >= BOUND}


def test_the_comparison_would_notice_another_model(ours):
    """Five per cent more turnover, or one hundredth less safety, is noticed somewhere in the table."""
    for name, change in (
        ("turnover_percent", 1.15),
        ("psychological_safety", 0.98),
        ("trust", 0.98),
        ("burnout", 1.03),
    ):
        altered = {plan: {**columns, name: columns[name] * change} for plan, columns in ours.items()}
        assert any(max(deviations(altered, row).values()) > BOUND for row in ROWS), name


def test_scenarios_stand_in_the_order_of_the_document(ours):
    """Year 5: embedded beats bolted-on, which is back where it began."""
    last = {plan: {name: columns[name][:, -1].mean() for name in OUTCOMES} for plan, columns in ours.items()}
    for name in ("turnover_percent", "complaints_per_1000_staff", "grievances_per_1000_staff", "burnout"):
        assert last["embedded"][name] < last["bolted_on"][name], name
    for name in ("psychological_safety", "trust", "practice"):
        assert last["embedded"][name] > last["bolted_on"][name] + 0.1, name
        assert abs(last["bolted_on"][name] - last["blame_culture"][name]) < 0.01, name
