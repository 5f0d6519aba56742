"""The workforce of children's services: hours, workload, absence, leaving, agency workers."""

from typing import Any

import numpy as np
import pytest

from culture_sim.settings.childrens_social_work.tables import SUPPORT_WORKERS
from tests.settings.test_social_work import mean_of, model, only


def test_posts_are_conserved_and_agency_workers_sit_in_vacant_ones() -> None:
    """In every week each post is filled or vacant, and no agency worker is in a filled one or a support worker's."""
    one = model("embedded", 4)
    for _ in range(60):
        one.run_for(1)
        week, staff = one.tally[-1], one.staff
        assert week.headcount + week.vacant == one.organisation.staff
        assert not (staff.agency & staff.filled).any()
        assert not staff.agency[staff.profession == SUPPORT_WORKERS].any()
        assert staff.agency.sum() == week.agency
        assert (staff.contract_weeks[staff.agency] > 0).all()
        assert (staff.absent == (staff.filled & (staff.away_until > one._clock - 1)))[staff.filled].all()


def test_the_end_of_a_contract_is_a_handover() -> None:
    """The family of an agency worker who went is with somebody else the week after, or waits."""
    one = model(seed=2)
    ended = 0
    for _ in range(30):
        held = one.families.worker.copy(), one.families.worker_person.copy(), one.families.person.copy()
        agency = {int(one.staff.person[post]) for post in np.flatnonzero(one.staff.agency)}
        one.run_for(2)
        there = {int(person) for person in one.staff.person[one.staff.agency | one.staff.filled]}
        for row in np.flatnonzero(held[0] >= 0):
            gone = int(held[1][row]) in agency and int(held[1][row]) not in there
            if gone and one.families.person[row] == held[2][row] and one.families.worker[row] >= 0:
                ended += one.families.worker_person[row] != held[1][row]
    assert ended > 0


def test_more_cases_are_more_workload() -> None:
    """Of those at work in a team, who has more hours of cases for those they have has the higher workload."""
    one = model(seed=6).run_for(20)
    first, end = int(one.teams.first_post[0]), int(one.teams.end_post[0])
    rows = [post for post in range(first, end) if one.staff.exposure[post] > 0 and one.staff.filled[post]]
    assert len({round(float(one.staff.workload[post]), 6) for post in rows}) > 1
    others = one.staff.workload[first:end][one.staff.exposure[first:end] == 0]
    assert others == pytest.approx((1 + one.teams.workload[0]) / 2)


def test_nobody_leaves_or_falls_ill_without_a_hazard() -> None:
    one = model(leave_other=0.0, leave_culture=0.0, absence_begins=0.0).run_for(104)
    weeks = one.tally[one.warm_up_weeks :]
    assert weeks.leavers.sum() == 0
    assert weeks.sick.sum() == 0
    assert one.tally.vacant[-1] < one.tally.vacant[0]


def test_leaving_reaches_families_as_other_workers() -> None:
    """Where four in ten more leave, children have more workers in a year."""
    usual = mean_of("child_workers", "blame_culture", "open_children")
    more = mean_of("child_workers", "blame_culture", "open_children", leave_other=0.3)
    assert more > usual + 0.02


def test_pressure_drives_out_and_makes_ill_within_the_year() -> None:
    """More capacity lowers turnover and absence; without the effects of workload it lowers them less."""
    relief = only(caseload_relief=0.3)
    kinds: dict[str, dict[str, Any]] = {
        "at once": {},
        "by burnout alone": {"leave_workload": 0.0, "absence_workload": 0.0},
    }
    gain: dict[str, float] = {}
    for name, values in kinds.items():
        before = mean_of("sick", "blame_culture", "headcount", runs=8, **values)
        gain[name] = before - mean_of("sick", relief, "headcount", runs=8, **values)
    assert gain["at once"] > gain["by burnout alone"] > 0


def test_a_director_who_doubts_refuses_the_money_and_one_who_sees_renews_it() -> None:
    """Where nothing is measured commitment falls, and some years go without; funded levers are then 0."""
    refused = 0
    for seed in range(1, 9):
        one = model(
            only(circles=1), seed, director_fades=0.15, director_attention=1.5, commitment_at_launch=0.5
        )
        for _ in range(5):
            one.run_for(52)
            refused += bool(one.sponsor.refused[0])
            if one.sponsor.refused[0]:
                assert not one.levers.circles.any()
    assert refused > 0
    seen = model("embedded", 2).run_for(260)
    assert seen.sponsor.commitment[0] > 0.5
