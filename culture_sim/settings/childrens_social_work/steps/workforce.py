"""Absence, hours and workload of everybody (1), and who comes and goes: leaving, hiring, agency workers (14).

Agency workers sit in vacant posts for a contract. They hold cases as others do, but belong to no team: nothing of the
core happens to them, and they are counted in no survey.
"""

from __future__ import annotations

import numpy as np

from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.event_log import log_event
from culture_sim.engine.rng import normals, uniform, uniforms
from culture_sim.engine.rules import clip, has_case, is_present, leader_of
from culture_sim.engine.steps.daily import WEEKS_A_YEAR, use_skill
from culture_sim.engine.steps.staffing import hire, leave, spread_of_vulnerability
from culture_sim.engine.streams import Draw
from culture_sim.engine.tables import Cause
from culture_sim.settings.childrens_social_work.steps.families import at_work, holds_cases, project_workers
from culture_sim.settings.childrens_social_work.streams import OwnDraw
from culture_sim.settings.childrens_social_work.tables import SUPPORT_WORKERS, Event

# Absence (14) ---------------------------------------------------------------------------------------


@compiled
def begin_absence(staff, row, workload, pars, seed, week):
    """Burnout, pressure and hurt make people ill, some of them for long; returns whether that began now (14)."""
    begins, lasts, spell, _ = uniforms(seed, week, OwnDraw.ABSENCE, row, 0)
    pressed = clip(workload - 1.0, -pars.absence_least_pressure, pars.absence_most_pressure)
    hazard = pars.absence_begins * np.exp(
        pars.absence_burnout * (staff.burnout[row] - pars.worker_burnout_reference)
        + pars.absence_workload * pressed
        + pars.sick_hurt * staff.hurt[row]
        + pars.sick_case * has_case(staff, row)
    )
    if begins >= hazard:
        return False
    long = lasts < pars.absence_long * staff.burnout[row] / pars.worker_burnout_reference
    mean = pars.absence_long_mean if long else pars.absence_short_mean
    least = pars.absence_long_least if long else 1.0
    staff.away_until[row] = week + int(
        least - mean * np.log(spell) + uniform(seed, week, OwnDraw.ABSENCE, row, 1)
    )
    return long


@compiled
def step_absence(staff, teams, tally, diary, pars, seed, week, team):
    """Who is off this week, and who falls ill."""
    for post in range(teams.first_post[team], teams.end_post[team]):
        if not staff.filled[post]:
            continue
        staff.busy_weeks[post] = max(0, staff.busy_weeks[post] - 1)
        long = False
        if staff.away_until[post] <= week:
            long = begin_absence(staff, post, staff.workload[post], pars, seed, week)
        staff.absent[post] = staff.away_until[post] > week
        tally.sick[team] += staff.absent[post]
        tally.long_absences[team] += long
        if long:
            log_event(diary, staff, post, Event.LONG_ABSENCE, Cause.NOTHING, 0, -1, 0.0)
    leader = leader_of(teams, staff, team)
    if not staff.filled[leader]:
        teams.led[team] = False
        return
    if staff.away_until[leader] <= week:
        begin_absence(staff, leader, staff.workload[leader], pars, seed, week)
    staff.absent[leader] = staff.away_until[leader] > week
    teams.led[team] = not staff.absent[leader]


# Hours and workload (1) -----------------------------------------------------------------------------


@compiled
def hours_of_worker(staff, post, pars):
    """Hours a week that somebody has for cases (1)."""
    worn = pars.productivity_lost_per_burnout * (staff.burnout[post] - pars.worker_burnout_reference)
    hours = pars.hours_for_cases * (1.0 - worn)
    if staff.tenure[post] < pars.novice_weeks:
        hours *= pars.novice_hours
    if staff.investigation_weeks[post] > 0:
        hours *= 1.0 - pars.suspended
    return max(pars.hours_least, hours)


@compiled
def step_caseload(staff, teams, levers, tally, pars, team):
    """Hours that the team's families take against the hours of those at work, less what the programme takes (1)."""
    had, relief, project, held, workers = 0.0, 0.0, 0.0, 0.0, 0.0
    for post in range(teams.first_post[team], teams.end_post[team]):
        project += project_workers(staff, post, pars)
        if holds_cases(staff, post):
            relief += levers.caseload_relief[team]
            if at_work(staff, post):
                hours = hours_of_worker(staff, post, pars)
                had += hours
                held += staff.case_hours[post] / hours
                workers += 1.0
        elif is_present(staff, post) and staff.profession[post] == SUPPORT_WORKERS:
            had += pars.hours_of_support
        if staff.investigation_weeks[post] > 0:
            tally.suspended[team] += pars.suspended
    bought_back = teams.programme_hours[team] * levers.backfill[team]
    taken = teams.process_hours[team] + teams.programme_hours[team] - bought_back
    tally.backfilled_hours[team] += bought_back
    teams.process_hours[team], teams.programme_hours[team] = 0.0, 0.0
    tally.relief_years[team] += relief / WEEKS_A_YEAR
    tally.fees[team] += relief / WEEKS_A_YEAR * pars.relief_cost
    had += (relief + project) * pars.hours_for_cases
    had = max(pars.hours_least, had - taken)
    load = clip(teams.case_hours[team] * pars.workload_scale / had, pars.least_load, pars.most_load)
    teams.workload[team] = load
    share_load(staff, teams, held / max(1.0, workers), pars, team)


@compiled
def share_load(staff, teams, mean, pars, team):
    """Who has more cases than others has more to do; who holds none has part of the team's pressure (1)."""
    load = teams.workload[team]
    for post in range(teams.first_post[team], teams.end_post[team]):
        if not holds_cases(staff, post):
            staff.workload[post] = (1.0 + load) / 2.0
            continue
        ratio = 1.0
        if at_work(staff, post) and mean > 0.0:
            own = staff.case_hours[post] / hours_of_worker(staff, post, pars)
            ratio = clip(own / mean, pars.least_load, pars.most_load)
        staff.workload[post] = load * (pars.load_of_team + (1.0 - pars.load_of_team) * ratio)
        if staff.agency[post]:
            use_skill(staff, post, pars)
    staff.workload[leader_of(teams, staff, team)] = (1.0 + load) / 2.0


# Leaving, hiring, agency workers (14) ---------------------------------------------------------------


@compiled
def chance_of_leaving(staff, post, spread, pars):
    """A week's chance: burnout, mistrust, fear, hurt and what there is to do drive people out (14)."""
    culture = np.exp(
        pars.leave_burnout * (staff.burnout[post] - pars.worker_burnout_reference)
        - pars.leave_trust * (staff.trust[post] - pars.worker_trust_reference)
        - pars.leave_safety * (staff.psychological_safety[post] - pars.worker_safety_reference)
        + pars.leave_case * has_case(staff, post)
        + pars.leave_first_year * (staff.tenure[post] < WEEKS_A_YEAR)
        + pars.leave_hurt * staff.hurt[post]
        + pars.leave_workload * (staff.workload[post] - 1.0)
    )
    a_year = pars.leave_other + pars.leave_culture * culture * spread
    return a_year * staff.leaving_multiplier[post] / WEEKS_A_YEAR


@compiled
def step_staffing(staff, teams, levers, manner, tally, diary, pars, seed, week, team):
    """Some leave; vacant posts are filled in time, sooner where it is safe, and meanwhile by agency workers (14)."""
    spread = np.exp(pars.leave_spread * teams.leavers_felt[team])
    left = 0
    safe = safety_of(staff, teams, team) - pars.worker_safety_reference
    sooner = np.exp(pars.fill_safety * safe)
    for post in range(teams.first_post[team], teams.end_post[team]):
        leaves, fills, inducted, _ = uniforms(seed, week, OwnDraw.STAFFING, post, 0)
        if staff.filled[post]:
            if leaves < chance_of_leaving(staff, post, spread, pars):
                leave(staff, teams, tally, diary, post, team)
                staff.away_until[post] = 0
                left += 1
            continue
        if fills < sooner / pars.weeks_to_fill:
            staff.agency[post] = False
            hire(staff, teams, levers, manner, tally, diary, post, inducted, pars, seed, week, team)
            staff.away_until[post], staff.reflection[post] = 0, 0.0
        elif staff.profession[post] != SUPPORT_WORKERS:
            step_agency(staff, tally, diary, post, pars, seed, week, team)
    teams.leavers_felt[team] += left / (teams.end_post[team] - teams.first_post[team])
    teams.leavers_felt[team] -= pars.leavers_forgotten * teams.leavers_felt[team]


@compiled
def safety_of(staff, teams, team):
    """Mean psychological safety of a team; the reference's own where nobody is in post."""
    total, people = 0.0, 0.0
    for post in range(teams.first_post[team], teams.end_post[team]):
        if staff.filled[post]:
            total += staff.psychological_safety[post]
            people += 1.0
    leader = leader_of(teams, staff, team)
    return total / people if people > 0.0 else staff.psychological_safety[leader]


@compiled_apart
def step_agency(staff, tally, diary, post, pars, seed, week, team):
    """An agency worker comes into a vacant post, stays on, is taken on for good, or goes (14)."""
    comes, ends, longer, _ = uniforms(seed, week, OwnDraw.AGENCY_WORKER, post, 0)
    contract = int(pars.contract_least + longer * (pars.contract_most - pars.contract_least))
    if staff.agency[post]:
        staff.tenure[post] += 1
        staff.contract_weeks[post] -= 1
        if staff.contract_weeks[post] > 0:
            return
        if ends < pars.contract_renewed:
            staff.contract_weeks[post] = contract
            return
        staff.agency[post] = False
        if ends < pars.contract_renewed + pars.contract_converted:
            staff.filled[post], staff.tenure[post] = True, 0
            tally.hires[team] += 1.0
            log_event(diary, staff, post, Event.AGENCY_WORKER_STAYED, Cause.NOTHING, 0, -1, 0.0)
        else:
            log_event(diary, staff, post, Event.AGENCY_WORKER_WENT, Cause.NOTHING, 0, -1, 0.0)
        return
    meant = uniform(seed, 0, OwnDraw.AGENCY_MEANT, staff.person[post], 0) < pars.agency_cover
    hazard = 1.0 / pars.agency_weeks
    if comes < (hazard if meant else hazard * pars.agency_beyond_cover):
        staff.agency[post], staff.contract_weeks[post] = True, contract
        staff.person[post] = week * np.int64(staff.size) + post + staff.size
        draw_agency_worker(staff, post, pars, seed, week)
        log_event(diary, staff, post, Event.AGENCY_WORKER_CAME, Cause.NOTHING, 0, -1, 0.0)


@compiled
def draw_agency_worker(staff, post, pars, seed, week):
    """Somebody from outside, who trusts less and brings no practice."""
    skill, safety = normals(seed, week, Draw.NEWCOMER, post, 0)
    trust, burnout = normals(seed, week, Draw.NEWCOMER, post, 1)
    worn, expects = normals(seed, week, Draw.NEWCOMER, post, 2)
    natural = clip(pars.natural_skill + pars.natural_skill_spread * skill, 0.05, 0.9)
    staff.natural_skill[post], staff.restorative_skill[post] = natural, natural
    value = pars.newcomer_safety + pars.newcomer_safety_spread * safety
    staff.psychological_safety[post] = clip(value, 0.02, 0.98)
    staff.trust[post] = clip(pars.agency_trust + pars.newcomer_trust_spread * trust, 0.02, 0.98)
    staff.burnout[post] = clip(pars.newcomer_burnout + pars.newcomer_burnout_spread * burnout, 0.02, 0.95)
    staff.vulnerability[post] = spread_of_vulnerability(worn, pars)
    staff.expectation[post] = expects
    staff.norm[post], staff.ownership[post] = pars.newcomer_norm, pars.ownership_at_rest
    staff.hurt[post], staff.reflection[post] = 0.0, 0.0
    staff.tenure[post], staff.sessions[post], staff.away_until[post] = 0, 0, 0
    staff.hurt_by_colleague_weeks[post], staff.hurt_by_leader_weeks[post] = 0, 0


@compiled
def record_workforce(staff, teams, tally, pars, team):
    """Social workers in post, and agency workers, with what they cost more; project teams hold cases as well."""
    for post in range(teams.first_post[team], teams.end_post[team]):
        if staff.profession[post] == SUPPORT_WORKERS:
            continue
        project = project_workers(staff, post, pars)
        tally.social_workers[team] += project + (staff.filled[post] or staff.agency[post])
        tally.agency[team] += project + staff.agency[post]
        tally.agency_premium[team] += (project + staff.agency[post]) * pars.cost_per_agency_week
        tally.project_years[team] += project / WEEKS_A_YEAR
    tally.led[team] = teams.led[team]
    tally.years[team] += 1.0 / (WEEKS_A_YEAR * teams.size)
