"""Who becomes a champion, a facilitator or a peer facilitator, and the course that a role begins with."""

from __future__ import annotations

from culture_sim.engine.compile import compiled
from culture_sim.engine.event_log import Event, Response, log_event
from culture_sim.engine.rng import uniform
from culture_sim.engine.rules import above, change_skill, furthest, is_present, leader_of, own, see
from culture_sim.engine.steps.daily import programme_time
from culture_sim.engine.steps.disputes import team_of
from culture_sim.engine.steps.programme import carried_over, keenness
from culture_sim.engine.steps.roles import CHAMPION, FACILITATOR, PEER, give_role, holds
from culture_sim.engine.streams import Draw
from culture_sim.engine.tables import Cause


@compiled
def appoint(state, manner, diary, pars, seed, week):
    """Roles are filled from those who would be good at them; they end with their lever (section 13)."""
    levers = state.levers
    hours, fee = pars.champion_course_hours, pars.champion_course_fee
    appoint_role(state, manner, diary, CHAMPION, levers.champions, 1.0, hours, fee, pars, seed, week)
    share, pool = pars.facilitators_wanted, levers.formal_processes
    hours, fee = pars.facilitator_course_hours, pars.facilitator_course_fee
    appoint_role(state, manner, diary, FACILITATOR, pool, share, hours, fee, pars, seed, week)
    hours, fee = pars.peer_course_hours, pars.peer_course_fee
    appoint_role(state, manner, diary, PEER, levers.peer_facilitators, 1.0, hours, fee, pars, seed, week)


@compiled
def posts_reached(teams, lever):
    """Posts of the teams in which a lever is in force."""
    posts = 0
    for team in range(teams.size):
        if lever[team] > 0.0:
            posts += teams.end_post[team] - teams.first_post[team]
    return posts


@compiled
def appoint_role(state, manner, diary, role, lever, share, hours, fee, pars, seed, week):
    """A part of what is wanted, and one more, in a week: the best of some drawn for each place.

    `share` of the lever's strength is the share of posts that is wanted, in the teams that the plan has reached.
    """
    staff, posts = state.staff, state.shown.shape[0]
    wanted = share * furthest(lever)
    if wanted <= 0.0:
        if state.roles[role] > 0:
            for post in range(posts):
                if holds(staff, post, role):
                    log_event(diary, staff, post, Event.ROLE_ENDED, Cause.NOTHING, Response.NONE, -1, 0.0)
                give_role(staff, post, role, False)
            state.roles[role] = 0
        return
    want = wanted * posts_reached(state.teams, lever)
    places = min(int(want / pars.appointment_weeks) + 1, int(want) - state.roles[role])
    candidates = int(pars.role_candidates)
    for place in range(places):
        best = -1
        score = 0.0
        for k in range(candidates):
            post = int(uniform(seed, week, Draw.ROLE, role, candidates * place + k) * posts)
            if not is_present(staff, post) or staff.tenure[post] <= pars.role_tenure:
                continue
            if staff.champion[post] or staff.facilitator[post] or staff.peer_facilitator[post]:
                continue
            if lever[team_of(state.teams, post)] <= 0.0:
                continue
            value = staff.natural_skill[post] + pars.role_by_ownership * staff.ownership[post]
            if role == CHAMPION:
                value -= pars.role_by_champions * state.teams.champions[team_of(state.teams, post)]
            if best < 0 or value > score:
                best, score = post, value
        if best >= 0:
            teach_role(state, manner, diary, best, role, hours, fee, pars)


@compiled
def teach_role(state, manner, diary, post, role, hours, fee, pars):
    """The course that a role begins with."""
    staff, teams = state.staff, state.teams
    team = team_of(teams, post)
    give_role(staff, post, role, True)
    state.roles[role] += 1
    if role == CHAMPION:
        teams.champions[team] += 1
    modelling = staff.practice[leader_of(teams, staff, team)]
    transfer = pars.role_transfer_under_leader + pars.role_transfer_by_modelling * modelling
    part = keenness(staff, post, pars) * manner.course_quality * min(pars.transfer_most, transfer)
    reached = carried_over(staff, teams, state.levers, post, pars.three_day_skill, pars, team)
    change_skill(staff, post, part * above(reached - staff.restorative_skill[post]), Cause.COURSE, diary)
    staff.trained[post] = True
    own(staff, post, pars.ownership_gain, Cause.COURSE, diary)
    for _ in range(int(pars.role_course_acts)):
        see(staff, post, 1.0, pars.role_course_weight, 1.0, False, Cause.COURSE, diary, pars)
    programme_time(teams, state.tally, hours, fee, team)
    became = Event.BECAME_CHAMPION
    if role == CHAMPION:
        state.tally.champion_courses[team] += 1.0
    elif role == FACILITATOR:
        became = Event.BECAME_FACILITATOR
        state.tally.facilitator_courses[team] += 1.0
    else:
        became = Event.BECAME_PEER_FACILITATOR
        state.tally.peer_courses[team] += 1.0
    log_event(diary, staff, post, became, Cause.COURSE, Response.NONE, -1, manner.course_quality)
