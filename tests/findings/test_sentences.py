"""The finding in words says no more than the runs do."""

from typing import Any

import numpy as np
import pytest

from culture_sim.cli.tables import money_table
from culture_sim.ensemble import Difference
from culture_sim.ensemble.thresholds import FEW_RUNS
from culture_sim.findings import sentences
from tests.findings.synthetic import comparison_of

TURNOVER = "turnover_percent"


def turnover(effects: Any, **also: Any) -> Any:
    """A comparison in which turnover differs by these amounts, run by run, in the one year."""
    values = np.asarray(effects, float)
    return comparison_of({"embedded": {TURNOVER: values[:, np.newaxis]}}, runs=len(values), **also)


def test_runs_in_which_nothing_changes_are_not_counted_for_a_direction() -> None:
    """Two large gains among forty runs without any difference show nothing clear."""
    found = turnover([-10.0, -10.0, *[0.0] * 38])
    assert "shows no clear difference in staff turnover" in sentences.finding(found)


@pytest.mark.parametrize(
    ("effects", "text"),
    [
        ([-0.5] * 40, "0.5 points less staff turnover (lower in all 40 runs)"),
        ([-0.6] * 38 + [0.2] * 2, "points less staff turnover (lower in 38 of 40 runs, higher in 2)"),
        ([0.6] * 38 + [-0.2] * 2, "points more staff turnover (higher in 38 of 40 runs, lower in 2)"),
        ([-0.6] * 20 + [0.0] * 20, "0.3 points less staff turnover (lower in 20 of 40 runs, equal in 20)"),
        ([-30.0] * 2 + [1.0] * 38, "no clear difference in staff turnover"),
        ([-0.04] * 40, "no clear difference in staff turnover"),
    ],
)
def test_a_clear_difference_stands_with_its_runs(effects: list[float], text: str) -> None:
    assert text in sentences.finding(turnover(effects))


@pytest.mark.parametrize("runs", range(1, FEW_RUNS + 1))
def test_few_runs_are_said_to_be_few_and_nothing_is_concluded(runs: int) -> None:
    """A warning that forbids a conclusion does not stand beside one."""
    found = turnover([-0.5] * runs)
    text = sentences.finding(found)
    few = "cannot tell chance from effect: add runs" in text
    assert few == (runs < FEW_RUNS)
    assert ("0.5 points less" in text) != few
    title = sentences.figure_title(found, TURNOVER, "embedded")
    assert title == ("Staff turnover" if few else "Staff turnover: 0.5 points lower with Embedded")


def test_the_title_of_a_figure_claims_nothing_that_rounds_to_nothing() -> None:
    found = turnover([-0.04] * 10)
    assert sentences.figure_title(found, TURNOVER, "embedded") == "Staff turnover: no clear difference"


def test_better_and_worse_stand_side_by_side() -> None:
    assert sentences.better_and_worse_in(Difference(0.0, 0.0, 0.0, 0.075, 0.025, 0.1), 40) == "3 / 1 of 40"


def test_a_baseline_alone_has_no_finding_and_nothing_to_be_read() -> None:
    assert sentences.finding(turnover([-0.5] * 10).without("embedded")) == ""


def test_what_is_not_shown_is_not_explained() -> None:
    many = turnover([-0.5] * 10)
    assert "Parameter uncertainty" not in sentences.how_to_read(many)
    assert "80 % interval" in sentences.how_to_read(many)
    assert "80 % interval" not in sentences.how_to_read(turnover([-0.5]))
    drawn = turnover([-0.5] * 10, draws=[{"embedded": {TURNOVER: -1.0}}] * 10)
    assert "Parameter uncertainty" in sentences.how_to_read(drawn)


def test_money_stands_in_a_unit_that_fits() -> None:
    small = comparison_of({"embedded": {"programme_cost_gbp": 40_000.0}})
    assert "£ thousand" in str(money_table(small, 80).title)
    large = comparison_of({"embedded": {"programme_cost_gbp": 4e6}})
    assert "£ million" in str(money_table(large, 80).title)


def test_levers_that_are_more_are_said_to_be_built_in() -> None:
    found = comparison_of({"embedded": {}, "bolted_on": {}})
    assert "built in, not found: Embedded uses 23 levers" in sentences.finding(found)
    badly = comparison_of({"embedded": {}, "done_badly": {}})
    assert "assumes that each lever helps" not in sentences.finding(badly)
