"""The finding in words says no more than the runs do."""

from dataclasses import replace

import pytest

from culture_sim import compare
from culture_sim.cli.tables import money_table
from culture_sim.ensemble import Comparison, Difference
from culture_sim.ensemble.comparison import DifferenceResult
from culture_sim.findings import sentences

TURNOVER = sentences.HEADLINES[0]


@pytest.fixture(scope="module")
def lived() -> Comparison:
    return compare(["embedded"], staff=40, years=1, runs=2, parameter_share=0, core=True)


def having(lived: Comparison, difference: Difference, runs: int = 40) -> Comparison:
    """The comparison as if turnover had differed like this."""
    nothing = Difference(0.0, 0.0, 0.0, 0.0, 0.0)
    row = dict.fromkeys(lived.differences["embedded"].years[-1], nothing) | {TURNOVER: difference}
    years = (*lived.differences["embedded"].years[:-1], row)
    return replace(lived, runs=runs, differences={"embedded": DifferenceResult("embedded", years)})


def test_runs_in_which_nothing_changes_are_not_counted_for_a_direction(lived: Comparison) -> None:
    """Two large gains among forty runs without any difference show nothing clear."""
    rare = Difference(mean=-0.5, low=0.0, high=0.0, share_better=0.05, share_worse=0.0)
    assert "shows no clear difference in staff turnover" in sentences.finding(having(lived, rare))


@pytest.mark.parametrize(
    ("mean", "better", "worse", "told"),
    [
        (-0.5, 1.0, 0.0, "0.5 points less staff turnover, in all 40 runs"),
        (-0.5, 0.95, 0.05, "0.5 points less staff turnover, in at least 38 of 40 runs"),
        (0.5, 0.05, 0.95, "0.5 points more staff turnover, in at least 38 of 40 runs"),
        (-0.5, 0.05, 0.95, "no clear difference in staff turnover"),
    ],
)
def test_a_clear_difference_is_told_with_its_runs(
    lived: Comparison, mean: float, better: float, worse: float, told: str
) -> None:
    assert told in sentences.finding(having(lived, Difference(mean, mean, mean, better, worse)))


@pytest.mark.parametrize(("runs", "told"), [(1, "in the one run"), (2, "in both runs"), (3, "in all 3 runs")])
def test_few_runs_are_said_to_be_few(lived: Comparison, runs: int, told: str) -> None:
    found = sentences.finding(having(lived, Difference(-0.5, -0.5, -0.5, 1.0, 0.0), runs))
    assert told in found
    assert "cannot tell luck from effect: add runs" in found


def test_the_title_of_a_figure_claims_nothing_that_rounds_to_nothing(lived: Comparison) -> None:
    found = having(lived, Difference(-0.5, -0.5, -0.5, 1.0, 0.0))
    assert (
        sentences.figure_title(found, TURNOVER, "embedded")
        == "Staff turnover: 0.5 points lower with Embedded"
    )
    found = having(lived, Difference(-0.04, -0.04, -0.04, 1.0, 0.0))
    assert sentences.figure_title(found, TURNOVER, "embedded") == "Staff turnover: no clear difference"
    one = having(lived, Difference(-0.5, -0.5, -0.5, 1.0, 0.0), runs=1)
    assert sentences.figure_title(one, TURNOVER, "embedded") == "Staff turnover"


def test_better_and_worse_stand_side_by_side() -> None:
    assert sentences.better_and_worse_in(Difference(0.0, 0.0, 0.0, 0.075, 0.025), 40) == "3 / 1 of 40"


def test_a_baseline_alone_has_no_finding_and_nothing_to_be_read(lived: Comparison) -> None:
    name = lived.baseline
    alone = replace(lived, scenarios={name: lived.scenarios[name]}, differences={})
    assert sentences.finding(alone) == ""


def test_what_is_not_shown_is_not_explained(lived: Comparison) -> None:
    assert "Other assumptions" not in sentences.how_to_read(lived)
    assert "8 runs in 10" in sentences.how_to_read(lived)
    assert "8 runs in 10" not in sentences.how_to_read(replace(lived, runs=1))
    assert "Other assumptions" in sentences.how_to_read(replace(lived, parameter_draws=3))


def test_money_is_told_in_a_unit_that_fits(lived: Comparison) -> None:
    assert "£ thousand" in str(money_table(lived, 80).title)
    yearly = {
        name: {key: values * 1e4 for key, values in table.items()} for name, table in lived.yearly.items()
    }
    assert "£ million" in str(money_table(replace(lived, yearly=yearly), 80).title)
