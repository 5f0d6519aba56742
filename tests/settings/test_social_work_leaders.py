"""Managers of teams, heads of service and the director of children's services."""

import numpy as np
import pytest

from culture_sim.scenario import Scenario
from tests.settings.test_social_work import SETTING, model, only


def test_nobody_leads_a_team_whose_manager_is_vacant_or_away() -> None:
    """There is no practice of a manager then, nobody falls out with one, and posts are filled in time."""
    one = model("embedded", 3)
    vacant = away = filled = 0
    for _ in range(104):
        before = one.leaders.filled.copy()
        one.run_for(1)
        managers, led = one.leaders, one.teams.led
        assert not managers.practice[~led & before].any()
        assert (managers.practice[led] > 0).all()
        assert managers.absent[~managers.filled].all()
        rows = one.organisation.staff + np.flatnonzero(~managers.filled)
        assert not np.isin(one.staff.conflict_with, rows).any()
        vacant, away = vacant + (~managers.filled).sum(), away + (before & ~led).sum()
        filled += (managers.filled & ~before).sum()
    assert vacant > 0
    assert away > 0
    assert filled > 0


def test_colleagues_answer_where_nobody_leads() -> None:
    """Whoever speaks up in a team without a manager at work is answered by a colleague; elsewhere by both."""
    one = model("blame_culture", 5, absence_begins=0.05)
    one.watch()
    by_manager, by_colleague, unled = 0, 0, 0
    for _ in range(26):
        managers = one.leaders.person.copy()
        one.forget()
        rows = one.run_for(1).events()
        rows = rows[(rows.what == "concern") & (rows.other >= 0)]
        for team, other in zip(rows.team, rows.other, strict=True):
            if team < 0:
                continue
            unled += not one.teams.led[team]
            if int(other) in managers:
                by_manager += 1
                assert one.teams.led[team]
            else:
                by_colleague += 1
    assert min(by_manager, by_colleague, unled) > 10


def test_posts_of_managers_that_fill_slowly_cost_practice() -> None:
    """The longer posts are vacant, the fewer teams are led, and the less managers practise in the mean."""
    led, practice = {}, {}
    for vacant in (0.05, 2.0):
        weeks = [model(seed=seed, manager_vacant=vacant).run_for(156).tally[-156:] for seed in range(1, 5)]
        led[vacant] = np.mean([each.led.mean() for each in weeks])
        practice[vacant] = np.mean([each.leadership_modelling.mean() for each in weeks])
    assert led[2.0] < led[0.05] - 0.1
    assert practice[2.0] < practice[0.05]


def test_heads_of_an_area_are_one_and_learn_under_the_lever() -> None:
    """The teams of an area meet the same head; leadership modelling moves all heads, nothing else does."""
    usual, led = model(seed=4).run_for(104), model(only(leadership_modelling=1), 4).run_for(104)
    for one in (usual, led):
        for area in range(3):
            assert len(set(one.teams.above[one.teams.directorate == area])) == 1
    assert (led.teams.above > usual.teams.above + 0.05).all()


def test_a_refusal_takes_the_levers_that_need_money_every_year_for_a_year() -> None:
    """The year of the launch is funded; then policies, with-not-to and succession stay, the others are 0."""
    plan = Scenario.from_dict(
        {
            "setting": SETTING,
            "levers": {"circles": 1, "power_sharing": 1, "succession": 1, "policy_integration": {"hr": 1}},
        },
        name="refused",
    )
    doubts = {"commitment_at_launch": 0.02, "director_attention": 0.5}
    one = model(plan, 1, **doubts).run_for(52)
    assert one.levers.circles.all()
    one.run_for(16)
    assert one.sponsor.refused[0]
    for lever in ("power_sharing", "succession", "hr_policy"):
        assert one.levers[lever].all()
    assert not one.levers.circles.any()
    for _ in range(30):
        one.run_for(1)
        assert one.sponsor.refused[0]


def test_a_director_who_measures_goes_on_and_one_who_does_not_tires() -> None:
    """With the same plan otherwise, commitment rises where safety and trust are measured, and fades elsewhere."""
    commitment = {}
    for measured in (0.0, 1.0):
        plan = only(
            leadership_modelling=1, circles=1, restorative_supervision=1, measurement_and_feedback=measured
        )
        runs = [model(plan, seed, director_leaves=0.0).run_for(156) for seed in (1, 2, 3)]
        commitment[measured] = np.mean([one.sponsor.commitment[0] for one in runs])
    assert commitment[1.0] > 0.9 > commitment[0.0]


def test_a_new_director_is_won_only_with_succession_planning() -> None:
    """A successor without it stands behind the programme with .4 on average; with it as the one before did."""
    after = {}
    for planned in (0.0, 1.0):
        plan = only(circles=1, succession=planned, measurement_and_feedback=1)
        runs = [
            model(plan, seed, director_leaves=1.0, director_attention=0.5).run_for(54)
            for seed in range(1, 13)
        ]
        after[planned] = np.mean([one.sponsor.commitment[0] for one in runs])
    assert after[0.0] == pytest.approx(0.4, abs=0.15)
    assert after[1.0] > 0.8
