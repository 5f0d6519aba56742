"""What culture change is known to look like (section 10): each pattern over 24 paired seeds.

What does not come out as the pattern says is an expected failure with its figure, beside a test of what was seen.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.patterns.figures import WARM_UP, figures, gain, silent_teams, simulate, t_value
from tests.patterns.plans import PLANS

pytestmark = pytest.mark.slow

Numbers = NDArray[np.float64]
STOPPED = "embedded_then_stopped"


def sure(values: Numbers) -> bool:
    """The mean over seeds is above nothing, with t > 2."""
    return t_value(values) > 2


def in_week(what: str, name: str, week: int) -> Numbers:
    """Gain over the blame culture in the four weeks up to one after the launch, a seed."""
    ours, theirs = figures(name)[what], figures("blame_culture")[what]
    found: Numbers = (ours - theirs)[:, week - 4 : week].mean(axis=1)
    return found


def total_value(name: str) -> float:
    """GBP m per 1,000 staff over five years."""
    return float(figures(name)["value"][:, 1:].sum(axis=1).mean())


# 1 --------------------------------------------------------------------------------------------------


def test_practice_bolted_on_fades_by_half_within_a_year() -> None:
    """The programme ends in week 78."""
    end, later = in_week("practice_by_week", "bolted_on", 78), in_week("practice_by_week", "bolted_on", 130)
    assert sure(end)
    assert sure(0.5 * end - later), (end.mean(), later.mean())


def test_index_bolted_on_fades_within_two_and_a_half_years() -> None:
    """1.2, .9, .4 points at 0, 1 and 2.5 years in the prototype."""
    end, year, later = (in_week("index_by_week", "bolted_on", week) for week in (78, 130, 208))
    assert sure(end - year)
    assert sure(0.5 * end - later), (end.mean(), later.mean())


# 2, 3 -----------------------------------------------------------------------------------------------


def test_embedded_lasts_and_still_grows_in_year_5() -> None:
    found = gain("embedded")
    assert sure(found[:, 5] - found[:, 4]), found.mean(axis=0)


def test_safety_still_grows_in_year_5() -> None:
    """+.118 and +.122 as specified."""
    found = gain("embedded", "psychological_safety")
    assert sure(found[:, 5] - found[:, 4])


@cache
def after_stopping() -> Numbers:
    """(seeds, years) gain of the index in points, years 0 to 11; the plan is stopped after year 3."""
    gains = []
    for seed in range(1, 13):
        weeks = [
            simulate(PLANS[name], seed, 11)[0].weeks["index"].copy() for name in (STOPPED, "blame_culture")
        ]
        gains.append(100 * (weeks[0] - weeks[1])[WARM_UP - 52 :].reshape(12, 52).mean(axis=1))
    return np.array(gains)


def test_stopped_fades_over_years_and_leaves_nothing() -> None:
    """+11.6, +9.4, +5.0 in years 3 to 5, then +2.5, +1.3, +.6, +.4, +.2, +.1: no second stable state."""
    found = after_stopping()
    for year in range(4, 8):
        assert sure(found[:, year - 1] - found[:, year]), year
    assert sure(found[:, 4] - 0.5 * found[:, 3])
    assert found[:, 9:].mean() < 0.05 * found[:, 3].mean(), found.mean(axis=0)


@pytest.mark.xfail(
    strict=True, reason="+5.0 of +11.9 points are left in the second year: the half-life is shorter"
)
def test_half_of_it_outlives_the_second_year_after_stopping() -> None:
    """Slow, not whole."""
    assert sure(gain(STOPPED)[:, 5] - 0.5 * gain(STOPPED)[:, 3])


# 4, 5, 6 --------------------------------------------------------------------------------------------


def test_training_once_is_small_and_mostly_lost() -> None:
    once, whole = gain("training_once"), gain("embedded")
    assert sure(once[:, 1])
    assert sure(0.1 * whole[:, 3] - once[:, 3])
    assert sure(0.5 * once[:, 2] - once[:, 5])


def test_training_gains_less_than_half_as_much_at_equal_spend() -> None:
    """43 % of embedded in the prototype, for 95 % of its value."""
    assert total_value("training_only") == pytest.approx(total_value("embedded"), rel=0.05)
    assert sure(0.5 * gain("embedded")[:, 3] - gain("training_only")[:, 3])


@pytest.mark.xfail(
    strict=True,
    reason="+3.4 points in year 3 and +3.3 in year 5 while paid, 29 % of embedded: a quarter was wanted",
)
def test_training_alone_is_small_even_at_equal_spend() -> None:
    assert sure(0.25 * gain("embedded")[:, 3] - gain("training_only")[:, 3])


def test_leadership_alone_does_some_and_much_is_lost_without_it() -> None:
    alone, without, whole = (gain(n)[:, 3] for n in ("leadership_only", "without_leadership", "embedded"))
    assert sure(alone)
    assert sure(0.5 * whole - alone)
    assert sure(whole - without)
    assert sure(alone - gain("policy_only")[:, 3])


def test_policy_alone_does_nearly_nothing_and_costs_trust() -> None:
    """The say-do loss: less than .005 of trust; the index moves by less than 5 % of embedded."""
    index, trust = gain("policy_only"), gain("policy_only", "trust")
    assert sure(0.05 * gain("embedded")[:, 3] - index[:, 3])
    for year in (2, 3):
        assert sure(-trust[:, year]), trust.mean(axis=0)


# 7, 8, 9 --------------------------------------------------------------------------------------------


def test_done_badly_does_harm() -> None:
    for what in ("index", "psychological_safety", "trust"):
        assert sure(-gain("done_badly", what)[:, 3]), what
    assert sure(gain("done_badly", "complaints")[:, 3:].mean(axis=1))


def test_done_badly_makes_people_leave() -> None:
    """+.04 points of 11.2, t 1.7, as specified, where hurt makes nobody leave."""
    assert sure(gain("done_badly", "turnover")[:, 3:].mean(axis=1))


def test_recorded_incidents_rise_before_harms_fall() -> None:
    """In year 1 more is recorded, and harms have not yet fallen by a twentieth."""
    recorded, harms = gain("embedded", "reported_incidents"), gain("embedded", "harms")
    base = figures("blame_culture")
    assert sure(recorded[:, 1])
    assert sure(harms[:, 1] + 0.05 * base["harms"][:, 1])
    assert sure(-harms[:, 3:].mean(axis=1) - 0.05 * base["harms"][:, 3:].mean(axis=1))


@pytest.mark.xfail(strict=True, reason="+10.4 %, t 1.6 above a tenth: courses find less of a place in year 1")
def test_a_tenth_more_is_recorded_in_year_1() -> None:
    recorded = gain("embedded", "reported_incidents")[:, 1]
    assert sure(recorded - 0.1 * figures("blame_culture")["reported_incidents"][:, 1])


def test_complaints_rise_first_where_challenge_is_invited() -> None:
    """Power sharing alone: most in year 2 or 3."""
    found = gain("alone_power_sharing", "complaints")
    assert sure(found[:, 1])
    assert sure(found[:, 2:4].mean(axis=1))
    assert sure(found[:, 2:4].mean(axis=1) - found[:, 5])


@pytest.mark.xfail(
    strict=True, reason="81.2, 73.1, 67.1 complaints in years 1 to 3 against 81.7 before: they fall at once"
)
def test_complaints_rise_first_in_embedded() -> None:
    assert sure(gain("embedded", "complaints")[:, 1:3].mean(axis=1))


# 10, 11, 12 -----------------------------------------------------------------------------------------


def test_without_succession_leaders_take_it_with_them() -> None:
    lost = gain("embedded") - gain("without_succession")
    assert sure(lost[:, 4])
    assert sure(lost[:, 5])


def test_targeted_helps_silent_teams() -> None:
    """Safety in the third of teams where it was lowest."""
    silent = silent_teams("third_targeted") - silent_teams("third_random")
    assert sure(silent[:, 3])
    spent = total_value("third_targeted"), total_value("third_random")
    assert spent[0] == pytest.approx(spent[1], rel=0.03)


def test_targeted_gains_no_half_point_on_the_mean() -> None:
    assert sure(0.5 - (gain("third_targeted")[:, 3] - gain("third_random")[:, 3]))


def test_targeted_gains_a_little_on_the_mean() -> None:
    """About .5 points; not to be told from nothing in the prototype, whose people were more alike."""
    assert sure(gain("third_targeted")[:, 3] - gain("third_random")[:, 3])


def test_naive_counting_tires_the_sponsor() -> None:
    """Without measurement commitment falls below a third, and the index halves."""
    ours, without = (
        figures("embedded")["commitment"][:, 5],
        figures("without_measurement")["commitment"][:, 5],
    )
    assert sure(ours - 0.9)
    assert sure(0.45 - without), without.mean()
    assert sure(gain("embedded")[:, 5] - gain("without_measurement")[:, 5])


# 13, 14, 15, 16, 17 ---------------------------------------------------------------------------------


def test_groups_left_out_of_the_design_cost_some_of_the_gain() -> None:
    """Support, estates and clerical staff without a voice in it: +12.2 against +12.6 points in the prototype."""
    uneven = 100 * figures("embedded", engaged=(1.0, 1.0, 0.0, 0.0))["index"][:, 4]
    lost = 100 * figures("embedded")["index"][:, 4] - uneven
    assert sure(lost)
    assert sure(gain("embedded")[:, 4] - gain("without_engagement")[:, 4] - lost)
    assert 0.2 <= lost.mean() <= 0.8, lost.mean()


def test_overload_without_backfill_gains_a_little_less() -> None:
    lost = gain("embedded")[:, 5] - gain("without_backfill")[:, 5]
    assert sure(lost)
    assert sure(0.1 * gain("embedded")[:, 5] - lost)


def test_answers_alone_gain_much_for_their_price() -> None:
    """Two fifths of embedded for a sixth of its value in the prototype."""
    share = gain("answers_only")[:, 3] - 0.35 * gain("embedded")[:, 3]
    assert sure(share)
    assert total_value("answers_only") < 0.25 * total_value("embedded")


def test_symmetric_learning_gains_more_safety() -> None:
    safety = {}
    for symmetric in (True, False):
        ours, theirs = (
            figures(name, symmetric=symmetric)["psychological_safety"]
            for name in ("embedded", "blame_culture")
        )
        safety[symmetric] = ours[:, 4] - theirs[:, 4]
    assert sure(safety[True] - safety[False])


@cache
def by_part_taken(name: str) -> dict[str, Numbers]:
    """Practice and safety two years after the launch, (seeds, groups), of those in post throughout."""
    found: dict[str, list[list[float]]] = {"practice": [], "psychological_safety": []}
    for seed in range(1, 11):
        staff = simulate(PLANS[name], seed, 2)[0].state.staff[:1000]
        there = staff.filled & (staff.tenure >= 104)
        trained = there & staff.trained & ~staff.champion
        owning = staff.ownership >= np.median(staff.ownership[trained])
        groups = there & ~staff.trained, trained & ~owning, trained & owning, there & staff.champion
        for what, rows in found.items():
            rows.append([float(staff[what][group].mean()) for group in groups])
    return {what: np.array(rows) for what, rows in found.items()}


def test_practice_follows_from_what_people_took_part_in() -> None:
    """.119, .150, .165, .219 in embedded, by group."""
    practice = by_part_taken("embedded")["practice"]
    for group in range(3):
        assert sure(practice[:, group + 1] - practice[:, group]), practice.mean(axis=0)


@pytest.mark.xfail(strict=True, reason=".542, .542, .549, .542: people of a team learn the same about safety")
def test_safety_follows_from_what_people_took_part_in() -> None:
    safety = by_part_taken("embedded")["psychological_safety"]
    for group in range(3):
        assert sure(safety[:, group + 1] - safety[:, group]), safety.mean(axis=0)
