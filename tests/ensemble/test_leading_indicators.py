"""What moves first and what gets worse, from effects that are known."""

import numpy as np
import pytest

from culture_sim import compare
from culture_sim.ensemble.leading_indicators import clear_way, leading_indicators, noticed_in
from culture_sim.ensemble.thresholds import FEW_RUNS
from tests.findings.synthetic import comparison_of

COMPLAINTS = "complaints_per_1000_staff"


def test_leaders_move_before_turnover() -> None:
    answer = compare("embedded", staff=200, runs=12, parameter_share=0, core=True)
    found = {each.outcome.key: each for each in leading_indicators(answer)}
    assert found["leadership_modelling"].first_quarter is not None
    later = found["turnover_percent"].first_quarter
    assert later is None or later >= found["leadership_modelling"].first_quarter
    assert "commitment" not in found  # the baseline has no sponsor whose commitment could move


def test_the_worst_year_is_the_worst_and_not_the_first() -> None:
    found = comparison_of({"embedded": {COMPLAINTS: [0.0, 3.0, 9.0, 5.0, -4.0, -6.0]}}, years=5)
    worse = {each.outcome.key: each for each in leading_indicators(found)}[COMPLAINTS]
    assert worse.worse_years == (1, 2, 3)
    assert worse.worst_year == 2
    assert worse.at_end == "better"


@pytest.mark.parametrize("runs", [2, FEW_RUNS - 1, FEW_RUNS, 40])
def test_nothing_is_clear_with_few_runs(runs: int) -> None:
    found = comparison_of({"embedded": {COMPLAINTS: -20.0}}, runs=runs)
    assert clear_way(found, "embedded", COMPLAINTS) == ("better" if runs >= FEW_RUNS else "unchanged")


def test_a_single_organisation_could_tell_once_most_stand_where_few_ever_did() -> None:
    noise = np.linspace(-5, 5, 40)[:, np.newaxis]
    effect = np.array([0.0, -1.0, -20.0, -20.0])
    found = comparison_of(
        {"embedded": {COMPLAINTS: effect}}, runs=40, years=3, base={COMPLAINTS: 60 + noise + np.zeros(4)}
    )
    assert noticed_in(found, COMPLAINTS) == 2
