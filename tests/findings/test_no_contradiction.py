"""No sentence contradicts the numbers it is made from: random comparisons, every sentence recomputed."""

import re
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from culture_sim.ensemble.account import account
from culture_sim.ensemble.comparison import Comparison
from culture_sim.ensemble.intervals import Label
from culture_sim.ensemble.thresholds import CLEAR_ERRORS, FEW_RUNS
from culture_sim.findings import sentences
from culture_sim.findings.briefing import briefing, pays
from culture_sim.findings.claims import change_in, reached, worsenings
from tests.findings.synthetic import comparison_of

TURNOVER, COMPLAINTS, GRIEVANCES = (
    "turnover_percent",
    "complaints_per_1000_staff",
    "grievances_per_1000_staff",
)
KEYS = (TURNOVER, COMPLAINTS, GRIEVANCES, "burnout", "vacancy_percent", "practice", "psychological_safety")
SCALE = {TURNOVER: 2.0, COMPLAINTS: 20.0, GRIEVANCES: 4.0, "vacancy_percent": 2.0}


@st.composite
def comparisons(
    draw: st.DrawFn, /, plans: tuple[str, ...] = ("embedded",), least: int = 1, **also: Any
) -> Comparison:
    """Effects with ties, turns of direction between years, and noise from nothing to more than the effect."""
    runs, years = draw(st.integers(least, 24)), draw(st.integers(1, 5))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    ties = draw(st.sampled_from([0.0, 0.5, 0.9, 1.0]))
    noise = draw(st.sampled_from([0.0, 0.3, 2.0]))
    effects: dict[str, dict[str, Any]] = {}
    for plan in plans:
        effects[plan] = {}
        for key in KEYS:
            course = rng.normal(size=years + 1)
            values = course + noise * rng.normal(size=(runs, years + 1))
            values[rng.random((runs, years + 1)) < ties] = 0.0
            effects[plan][key] = SCALE.get(key, 0.1) * values
        money = rng.normal(size=(2, years + 1)) * draw(st.sampled_from([1e3, 1e5, 3e6]))
        effects[plan]["programme_cost_gbp"] = np.abs(money[0])
        effects[plan]["harm_cost_gbp"] = money[1] * (1 + noise * rng.normal(size=(runs, 1)))
    return comparison_of(effects, runs=runs, years=years, **also)


def shares(found: Comparison, plan: str, key: str, year: int, against: str = "") -> tuple[int, int, int]:
    """Runs in which a level is lower, higher, equal: counted here, not by the library."""
    values = found.values(plan, key)[:, year] - found.values(against or found.baseline, key)[:, year]
    return int((values < 0).sum()), int((values > 0).sum()), int((values == 0).sum())


def is_beyond_chance(found: Comparison, plan: str, key: str, year: int) -> bool:
    values = found.values(plan, key)[:, year] - found.values(found.baseline, key)[:, year]
    if len(values) < FEW_RUNS:
        return False
    return bool(abs(values.mean()) > CLEAR_ERRORS * values.std(ddof=1) / len(values) ** 0.5)


@given(comparisons())
def test_ties_are_counted_as_ties(found: Comparison) -> None:
    for change in (change_in(found, "embedded", key) for key in found.headlines):
        lower, higher, equal = shares(found, "embedded", change.outcome.key, -1)
        text = sentences.in_runs(change)
        counted = {"lower": 0, "higher": 0, "equal": 0}
        (first, number), *rest = re.findall(r"(lower|higher|equal) in (\w+(?: the)?)", text)
        every = f"in {sentences.of_runs(found.runs, found.runs)}"
        counted[first] = found.runs if every in text else 0 if number == "none" else int(number)
        counted |= {word: int(each) for word, each in rest}
        assert (counted["lower"], counted["higher"], counted["equal"]) == (lower, higher, equal), text


@given(comparisons(least=FEW_RUNS))
def test_the_worst_year_stands_there_and_no_worsening_is_left_out(found: Comparison) -> None:
    told = {change.outcome.key: (change, first) for change, first in worsenings(found, "embedded")}
    finding, answers = sentences.finding(found), " ".join(briefing(found).worse)
    for what in found.outcomes:
        if what.per == "money" or what.key not in KEYS:
            continue
        values = found.values("embedded", what.key) - found.values(found.baseline, what.key)
        bad = values.mean(axis=0) * (1 if what.better == "lower" else -1)
        years = [
            year
            for year in range(1, found.years + 1)
            if bad[year] > 0
            and is_beyond_chance(found, "embedded", what.key, year)
            and change_in(found, "embedded", what.key, year).is_clear
        ]
        if not years:
            assert what.key not in told
            continue
        change, first = told[what.key]
        assert change.year == max(years, key=lambda year: bad[year])
        assert first == years[0]
        name = sentences.in_sentence(what.title)
        assert name in finding
        assert f"in year {change.year}" in finding or change.year == found.years
        assert name in answers.lower()
    if not told:
        assert "No measure is clearly worse" in answers


@given(comparisons(("embedded", "training_only"), least=FEW_RUNS))
def test_the_wrong_direction_is_no_share(found: Comparison) -> None:
    for weaker, stronger in (("training_only", "embedded"), ("embedded", "training_only")):
        pair = reached(found, weaker, stronger)
        text = sentences._reached(found, pair)
        assert "0% in" not in re.sub(r"[1-9]\d*0% in", "", text) or any(
            share is not None and 0 < share < 0.005 for _, share in pair.shares
        )
        for what, share in pair.shares:
            one, other = (found.paired(plan, what.key)[:, -1].mean() for plan in (weaker, stronger))
            name = sentences.in_sentence(what.title)
            if share is not None and one * other < 0:
                assert f"% in {name}" not in text
                assert "the other way" in text


@given(comparisons(("embedded", "training_only"), least=FEW_RUNS))
def test_costs_that_differ_are_not_called_alike(found: Comparison) -> None:
    pair = reached(found, "training_only", "embedded")
    costs = [found.values(plan, "programme_cost_gbp")[:, 1:].sum(axis=1).mean() for plan in found.plans]
    far = abs(costs[0] - costs[1]) > 0.05 * max(costs)
    assert ("not a comparison at equal cost" in sentences._reached(found, pair)) == far
    board = found.copy(rival="training_only", labels={"training_only": Label.of("Training alone")})
    assert ("about as much as" in briefing(board).cost[0]) == (not far)


@given(comparisons())
def test_no_conclusion_stands_beside_the_warning_that_forbids_it(found: Comparison) -> None:
    text = sentences.finding(found)
    forbidden = found.runs < FEW_RUNS
    assert ("cannot tell chance from effect" in text) == forbidden
    assert ("With Embedded, year" in text) != forbidden
    answers = briefing(found)
    assert ("cannot tell chance from effect" in " ".join((*answers.sure, *answers.worse))) == forbidden
    assert not (forbidden and "No measure is clearly worse" in " ".join(answers.worse))


@given(comparisons(least=FEW_RUNS))
def test_what_is_told_as_clear_is_beyond_chance_and_goes_that_way(found: Comparison) -> None:
    text = sentences.finding(found)
    for key in found.headlines:
        change = change_in(found, "embedded", key)
        clear = f"{sentences.effect(change)} ({sentences.in_runs(change)})"
        if clear in text:
            assert is_beyond_chance(found, "embedded", key, -1)
            assert ("less" in clear or "fewer" in clear) == (found.paired("embedded", key)[:, -1].mean() < 0)
    title = sentences.figure_title(found, TURNOVER, "embedded")
    if "lower with" in title or "higher with" in title:
        assert ("lower with" in title) == (found.paired("embedded", TURNOVER)[:, -1].mean() < 0)
        assert is_beyond_chance(found, "embedded", TURNOVER, -1)


@given(comparisons(least=FEW_RUNS))
def test_what_has_paid_for_itself_stays_paid(found: Comparison) -> None:
    text, money = pays(found, account(found)), account(found)
    so_far = found.values("embedded", "net_saving_gbp")[:, 1:].cumsum(axis=1).mean(axis=0)
    if "has paid for itself by the end of year" in text and "not paid" not in text:
        assert money.break_even is not None
        assert (so_far[money.break_even - 1 :] >= 0).all()
        assert f"by the end of year {money.break_even}" in text
    else:
        assert so_far[-1] < 0
    even = int((found.values("embedded", "net_saving_gbp")[:, 1:].sum(axis=1) >= 0).sum())
    assert sentences.of_runs(even, found.runs) in text


@given(comparisons(least=FEW_RUNS), st.integers(0, 12))
@settings(max_examples=40)
def test_few_draws_are_said_to_be_few_and_no_interval_is_printed(found: Comparison, draws: int) -> None:
    zero = {"embedded": dict.fromkeys(KEYS, 0.0)}
    drawn = comparison_of({"embedded": {TURNOVER: -1.0}}, runs=12, draws=[zero] * draws)
    text = sentences.if_parameters_differ(drawn)
    assert ("80 % interval" in text) == (draws >= 10)
    assert ("too few for an interval" in text) == (0 < draws < 10)
    assert bool(text) == bool(draws)
    assert found.parameter_draws == 0
