"""What restorative practice in social work is said to look like (design, section 11), over 48 paired seeds.

What does not come out as the pattern says is an expected failure with its figure.
"""

from __future__ import annotations

import numpy as np
import pytest

from culture_sim import CultureModel
from culture_sim.scenario import Scenario
from tests.patterns.social_work.runs import PATHS, change
from tests.patterns.social_work.test_levers import sure, told

FREE_HANDOVERS = (
    ("kept_cold", 1.0),
    ("kept_warm", 1.0),
    ("story_lost", 0.0),
    ("handover_plan", 1.0),
    ("handover_worry", 0.0),
)

FEAR = (("worker_safety_reference", 0.502), ("fear_sees_risk", 0.08))
"""Workers stand .05 below the safety from which effects on families are counted, and fear sees more risk."""


def test_all_levers_at_zero_are_no_programme_bit_for_bit() -> None:
    levers: dict[str, object] = {}
    for path in PATHS.values():
        group, _, name = path.rpartition(".")
        if group:
            levers.setdefault(group, {})[name] = 0  # type: ignore[index]
        else:
            levers[path] = 0
    zeros = Scenario.from_dict({"setting": "social_work", "levers": levers}, name="zeros")
    ours, idle = (CultureModel(plan, 1).run_for(60) for plan in (zeros, "social_work/blame_culture"))
    assert ours.tally.tobytes() == idle.tally.tobytes()


@pytest.mark.slow
def test_challenge_invited_alone_raises_complaints_in_the_first_year() -> None:
    more = change("alone power_sharing", "complaints", (1,))
    assert sure(more), told(more)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "way"),
    [
        ("complaints", 1),
        ("family_trust", -1),
        pytest.param(
            "child_harms",
            1,
            marks=pytest.mark.xfail(strict=True, reason="+.35 a year of 31, t 1.5 over 48 pairs"),
        ),
        ("disclosure_share", -1),
    ],
)
def test_done_badly_is_worse_than_doing_nothing(what: str, way: int) -> None:
    worse = way * change("done_badly", what, (2, 3, 4, 5))
    assert sure(worse), told(worse)


@pytest.mark.slow
def test_fewer_children_in_care_is_not_success_in_itself() -> None:
    """Done badly, fewer come into care, because less is known, while more are harmed."""
    fewer = -change("done_badly", "care_entries", (2, 3, 4, 5))
    assert sure(fewer), told(fewer)


@pytest.mark.slow
def test_embedded_more_risk_is_known_early() -> None:
    more = change("embedded", "disclosure_share", (2,))
    assert sure(more), told(more)


@pytest.mark.slow
def test_families_trust_more_where_agencies_are_aligned_than_with_the_service_alone() -> None:
    more = change("agencies_aligned", "family_trust", (3, 4, 5), base="one_agency_alone")
    assert sure(more), told(more)


@pytest.mark.slow
def test_bolted_on_fades() -> None:
    """By year 5 more than half of the gain in practice that year 2 had is gone."""
    second, fifth = (change("bolted_on", "practice", (year,)) for year in (2, 5))
    assert sure(second), told(second)
    assert sure(0.5 * second - fifth), (told(second), told(fifth))


@pytest.mark.slow
@pytest.mark.xfail(
    strict=True, reason="+.033 of +.126 is left in the second year after the money ended: 26 %"
)
def test_half_of_it_outlives_the_second_year_after_stopping() -> None:
    """Practice in year 5, two years after the money ended, against year 3."""
    third, fifth = (change("embedded_then_stopped", "practice", (year,)) for year in (3, 5))
    assert sure(fifth - 0.5 * third), (told(third), told(fifth))


@pytest.mark.slow
def test_handovers_that_cost_nothing_would_raise_trust() -> None:
    more = change("blame_culture", "family_trust", (1, 2, 3, 4, 5), values=FREE_HANDOVERS)
    assert sure(more), told(more)


@pytest.mark.slow
def test_a_more_fearful_service_takes_more_children_into_care() -> None:
    more = change("blame_culture", "care_entries", (1, 2, 3, 4, 5), values=FEAR)
    assert sure(more), told(more)


@pytest.mark.slow
def test_what_leaders_took_with_them_is_less_where_succession_is_planned() -> None:
    """Director, heads and managers leave after two years: practice in year 5 is lower than in the embedded plan."""
    year = (5,)
    lost = change("embedded", "practice", year) - change("leaders_leave", "practice", year)
    kept = change("leaders_leave_succession_planned", "practice", year) - change(
        "leaders_leave", "practice", year
    )
    assert sure(lost), told(lost)
    assert sure(kept), told(kept)


@pytest.mark.slow
def test_training_alone_costs_what_embedded_costs() -> None:
    """Over five years; chance moves the mean of 48 runs by 3.5 % (one standard error), as some years go unfunded."""
    spent = {
        plan: np.mean(
            [
                CultureModel(f"social_work/{plan}", seed)
                .run_for(52 * 5)
                .yearly_outcomes()["programme_cost_gbp"][1:]
                .sum()
                for seed in range(301, 349)
            ]
        )
        for plan in ("training_only", "embedded")
    }
    assert spent["training_only"] == pytest.approx(spent["embedded"], rel=0.1)
