"""The workforce's week in children's social work, plainly: absence, workload (1), who comes and goes (14), money (15).

What the core makes of everybody's day is held to a reference of its own (tests/reference); here stands what this
setting puts in place of the core's rules.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from culture_sim.settings.childrens_social_work.streams import OwnDraw
from culture_sim.settings.childrens_social_work.tables import SUPPORT_WORKERS
from tests.reference.numbers import Draw, Draws, clip


def exp_of_troubles(p: Any, person: Any) -> float:
    """Log of what hurt and an open case add to the hazard of an absence."""
    case = person.investigation_weeks > 0 or person.conflict_with >= 0
    return float(p.sick_hurt * person.hurt + p.sick_case * case)


def away_until(p: Any, draws: Draws, row: int, person: Any) -> int:
    """The week in which somebody is back, if they fall ill now; as it was if they do not (14)."""
    if person.away_until > draws.week:
        return int(person.away_until)
    begins, lasts, spell, _ = draws.four(OwnDraw.ABSENCE, row)
    worn = person.burnout - p.worker_burnout_reference
    pressed = clip(person.workload - 1, -p.absence_least_pressure, p.absence_most_pressure)
    log = p.absence_burnout * worn + p.absence_workload * pressed + exp_of_troubles(p, person)
    if begins >= p.absence_begins * math.exp(log):
        return int(person.away_until)
    if lasts < p.absence_long * person.burnout / p.worker_burnout_reference:
        weeks = p.absence_long_least - p.absence_long_mean * math.log(spell)
    else:
        weeks = 1 - p.absence_short_mean * math.log(spell)
    return draws.week + int(weeks + draws.one(OwnDraw.ABSENCE, row, 1))


def hours(p: Any, person: Any) -> float:
    """Hours a week for cases (1)."""
    worn = p.productivity_lost_per_burnout * (person.burnout - p.worker_burnout_reference)
    had = p.hours_for_cases * (1 - worn)
    had *= p.novice_hours if person.tenure < p.novice_weeks else 1
    had *= 1 - p.suspended if person.investigation_weeks > 0 else 1
    return float(max(p.hours_least, had))


def workloads(
    p: Any, people: Sequence[Any], absent: Sequence[bool], team: Any, relief: float, backfill: float
) -> tuple[float, list[float]]:
    """Of a team and of each of its posts: what its families take against the hours there are (1).

    Args:
        p: parameters.
        people: the posts of the team, without the manager.
        absent: who is off this week.
        team: case hours, and hours that the programme and its meetings took last week.
        relief: posts of relief for each that holds cases.
        backfill: share of the programme's hours that is bought back.
    """
    holders = [one.exposure > 0 for one in people]
    there = [
        holds and (one.filled or one.agency) and not off
        for one, holds, off in zip(people, holders, absent, strict=True)
    ]
    loads = [one.case_hours / hours(p, one) for one, here in zip(people, there, strict=True) if here]
    mean = sum(loads) / max(1, len(loads))
    had = sum(hours(p, one) for one, here in zip(people, there, strict=True) if here)
    had += p.hours_for_cases * sum(holders) * relief
    had += p.hours_of_support * sum(
        one.profession == SUPPORT_WORKERS and one.filled and not off
        for one, off in zip(people, absent, strict=True)
    )
    had -= team.process_hours + team.programme_hours * (1 - backfill)
    pressure = clip(team.case_hours * p.workload_scale / max(p.hours_least, had), p.least_load, p.most_load)
    each = []
    for one, holds, here in zip(people, holders, there, strict=True):
        ratio = (
            clip(one.case_hours / hours(p, one) / mean, p.least_load, p.most_load) if here and mean > 0 else 1
        )
        own = pressure * (p.load_of_team + (1 - p.load_of_team) * ratio)
        each.append(own if holds else (1 + pressure) / 2)
    return pressure, each


def leaves(p: Any, draws: Draws, row: int, person: Any, felt: float) -> bool:
    """Burnout, mistrust, fear, hurt, a first year and too much to do drive people out (14)."""
    log = p.leave_burnout * (person.burnout - p.worker_burnout_reference)
    log -= p.leave_trust * (person.trust - p.worker_trust_reference)
    log -= p.leave_safety * (person.psychological_safety - p.worker_safety_reference)
    log += p.leave_case * (person.investigation_weeks > 0 or person.conflict_with >= 0)
    log += p.leave_first_year * (person.tenure < 52) + p.leave_hurt * person.hurt
    log += p.leave_workload * (person.workload - 1)
    a_year = p.leave_other + p.leave_culture * math.exp(log + p.leave_spread * felt)
    return draws.one(OwnDraw.STAFFING, row) < a_year * person.leaving_multiplier / 52


def sooner(p: Any, people: Sequence[Any], manager: Any) -> float:
    """How much sooner posts are filled where it is safe (14)."""
    safe = [one.psychological_safety for one in people if one.filled]
    mean = float(np.mean(safe)) if safe else manager.psychological_safety
    return math.exp(p.fill_safety * (mean - p.worker_safety_reference))


def next_holder(p: Any, draws: Draws, row: int, person: Any, faster: float, felt: float) -> tuple[str, int]:
    """Who sits in a post after the week, "employed", "agency" or "nobody", and weeks left of a contract (14)."""
    if person.filled:
        return ("nobody" if leaves(p, draws, row, person, felt) else "employed"), int(person.contract_weeks)
    if draws.four(OwnDraw.STAFFING, row)[1] < faster / p.weeks_to_fill:
        return "employed", int(person.contract_weeks)
    if person.profession == SUPPORT_WORKERS:
        return "nobody", int(person.contract_weeks)
    comes, ends, longer, _ = draws.four(OwnDraw.AGENCY_WORKER, row)
    contract = int(p.contract_least + longer * (p.contract_most - p.contract_least))
    if person.agency:
        if person.contract_weeks > 1:
            return "agency", int(person.contract_weeks) - 1
        if ends < p.contract_renewed:
            return "agency", contract
        return ("employed" if ends < p.contract_renewed + p.contract_converted else "nobody"), 0
    first = Draws(draws.seed)
    meant = first.one(OwnDraw.AGENCY_MEANT, int(person.person)) < p.agency_cover
    if comes < (1 if meant else p.agency_beyond_cover) / p.agency_weeks:
        return "agency", contract
    return "nobody", int(person.contract_weeks)


def manager_stays(p: Any, draws: Draws, team: int, manager: Any, faster: float) -> bool:
    """Whether a team has a manager after the week: who is there leaves or not, a vacant post is filled or not (14)."""
    if manager.filled:
        rate = p.leader_leaves / 52 * math.exp(manager.burnout - p.burnout_reference)
        return draws.one(Draw.NEW_LEADER, team) >= rate
    return draws.one(OwnDraw.MANAGER, team) < faster / (p.manager_vacant * p.weeks_to_fill)


def head(p: Any, draws: Draws, area: int, conduct: float, style: float, levers: Any) -> float:
    """Conduct of an area's head of service: their own way, leadership modelling, or somebody new (26)."""
    conduct += p.executive_drift * (p.executive_base + style - conduct)
    conduct += p.executive_learns * max(levers.leadership_modelling) * (p.executive_best - conduct)
    if draws.one(OwnDraw.HEAD, area) < p.executive_leaves / 52:
        planned = max(levers.succession)
        conduct = planned * conduct + (1 - planned) * (p.executive_base + style)
    return clip(conduct, 0.02, 0.95)


def director(p: Any, draws: Draws, before: Any, weeks: Any, levers: Any, since: int) -> tuple[float, bool]:
    """The director's commitment after a week of the programme, and whether the year's money is refused (15)."""
    week, commitment, refused = draws.week, float(before.commitment), bool(before.refused)
    trust = weeks.family_trust[week] / max(1, weeks.open_families[week])
    gained = weeks.psychological_safety[week] - before.safety_before + trust - before.trust_before
    recorded = before.recorded_now
    recorded += (weeks.complaints[week] / weeks.headcount[week] - recorded) / p.sponsor_smoothing
    plans = before.plans_now + (weeks.children_on_plans[week] - before.plans_now) / p.sponsor_smoothing
    more = recorded / before.recorded_before - 1 if before.recorded_before > 0 else 0
    more += plans / before.plans_before - 1 if before.plans_before > 0 else 0
    counted = clip(more / 2, -p.director_naive, p.director_naive)
    measured = max(levers.measurement_and_feedback)
    seen = measured * p.director_sees * gained - (1 - measured) * (counted + p.director_fades)
    commitment += p.director_attention / 52 * commitment * (1 - commitment) * seen
    leaving, _, a, b = draws.four(OwnDraw.DIRECTOR, 0)
    if since > 0 and since % 52 == 0 and leaving < p.director_leaves:
        planned = max(levers.succession)
        c, d, _, _ = draws.four(OwnDraw.DIRECTOR, 0, 1)
        commitment = planned * commitment + (1 - planned) * sorted((a, b, c, d))[1]
    commitment = clip(commitment, 0.02, 0.98)
    if since >= 52 and since % 52 == int(p.renewal_week):
        refused = draws.one(OwnDraw.RENEWAL, 0) < (1 - commitment) ** 2
    return commitment, refused
