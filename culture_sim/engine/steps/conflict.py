"""Step 12: conflicts between colleagues, and grievances (model eq. 11, 2.11.7)."""

import numpy as np

from culture_sim.engine.compile import compiled
from culture_sim.engine.event_log import Event, Response, log_event
from culture_sim.engine.rng import Stream, uniforms
from culture_sim.engine.steps.team_means import WEEKS_A_YEAR, clip01, sample_person


@compiled
def chance_of_conflict(burnout, workload, team_practice, pars):
    """Chance that somebody falls out with a colleague this week (model eq. 11)."""
    strained = np.exp(burnout - pars.burnout_reference + pars.workload_conflict * (workload - 1.0))
    prevented = 1.0 - pars.practice_conflict * (team_practice - pars.practice_reference)
    return pars.conflicts_per_staff_year / WEEKS_A_YEAR * strained * prevented


@compiled
def chance_unresolved(practice, others_practice, pars):
    """Chance that the two do not settle it between them (model eq. 11)."""
    return (1.0 - pars.informal_resolution) * np.exp(-pars.practice_resolution * (practice + others_practice))


@compiled
def chance_of_grievance(hr_policy, trust, pars):
    """Chance that an unresolved conflict becomes a formal grievance; trust helps people to use the process (eq. 11)."""
    diverted = 1.0 - pars.grievance_diversion * hr_policy
    return clip01(pars.grievance_share * diverted * np.exp(pars.trust_voice * (trust - pars.trust_reference)))


@compiled
def chance_facilitated(share, safety, near, pars):
    """Chance that a peer facilitator hears of it in time (model 2.11.7)."""
    closeness = 1.0 + pars.facilitator_tie_bonus if near else 1.0
    return 1.0 - np.exp(-pars.facilitator_reach * share * safety * closeness)


@compiled
def count_facilitators(staff, teams, levers, notes, facilitates, team):
    """Who can be asked for help with a conflict this week, how many of them are at it, and their skill."""
    active = levers.peer_facilitators[team] > 0.0
    helping = 0
    skill = 0.0
    for post in range(teams.first_post[team], teams.end_post[team]):
        facilitates[post] = staff.filled[post] and staff.peer_facilitator[post]
        if active and facilitates[post]:
            helping += 1
            skill += staff.restorative_skill[post]
    notes.facilitators[team] = helping
    notes.facilitator_skill[team] = skill


@compiled
def facilitation(teams, notes):
    """Share of all staff who facilitate now, and their mean skill."""
    people = teams.headcount.sum()
    helping = notes.facilitators.sum()
    if helping == 0:
        return 0.0, 0.0
    return helping / people, notes.facilitator_skill.sum() / helping


@compiled
def facilitator_near(teams, ties, facilitates, post, team):
    """Whether the team or a professional tie has a peer facilitator."""
    for other in range(teams.first_post[team], teams.end_post[team]):
        if facilitates[other] and other != post:
            return True
    near = False
    for tie in range(ties.start[post], ties.start[post + 1]):
        near = near or facilitates[ties.to[tie]]
    return near


@compiled
def hurt_by_conflict(staff, post, pars):
    """An unresolved conflict costs a little safety and peace (model eq. 11)."""
    safety, burnout = staff.psychological_safety[post], staff.burnout[post]
    staff.psychological_safety[post] = clip01(safety * (1.0 - pars.conflict_safety_loss))
    staff.burnout[post] = clip01(burnout + pars.conflict_burnout * (1.0 - burnout))


@compiled
def step_conflict(
    staff, teams, ties, facilitates, helping, helpers_skill, tally, log, pars, seed, week, team
):
    """Colleagues fall out; most make up, some with help, a few go formal."""
    at_most = chance_of_conflict(1.0, teams.workload[team], teams.practice[team], pars)
    for post in range(teams.first_post[team], teams.end_post[team]):
        if not staff.filled[post]:
            continue
        arising = staff.conflict_draw[post]
        if arising >= at_most:
            continue
        chance = chance_of_conflict(staff.burnout[post], teams.workload[team], teams.practice[team], pars)
        if arising >= chance:
            continue
        who, settling, going_formal, _ = uniforms(seed, week, Stream.CONFLICT, post)
        other = sample_person(staff, teams, team, who, False, False, post)
        if other < 0:
            continue
        tally.conflicts[team] += 1
        person, other_person = staff.person[post], staff.person[other]
        if settling >= chance_unresolved(staff.practice[post], staff.practice[other], pars):
            log_event(
                log, week, Event.CONFLICT, Response.SETTLED_BETWEEN_THEM, team, post, person, other_person,
                0.0, 0.0, 0.0,
            )  # fmt: skip
            continue
        if helping > 0.0:
            reached, resolved, _, _ = uniforms(seed, week, Stream.FACILITATION, post)
            near = facilitator_near(teams, ties, facilitates, post, team)
            if (
                reached < chance_facilitated(helping, staff.psychological_safety[post], near, pars)
                and resolved < pars.facilitated_resolution * helpers_skill
            ):
                log_event(
                    log, week, Event.CONFLICT, Response.FACILITATED, team, post, person, other_person,
                    0.0, 0.0, 0.0,
                )  # fmt: skip
                continue
        tally.unresolved_conflicts[team] += 1
        safety, burnout = staff.psychological_safety[post], staff.burnout[post]
        hurt_by_conflict(staff, post, pars)
        hurt_by_conflict(staff, other, pars)
        log_event(
            log, week, Event.CONFLICT, Response.UNRESOLVED, team, post, person, other_person, 0.0,
            staff.psychological_safety[post] - safety, staff.burnout[post] - burnout,
        )  # fmt: skip
        formal = chance_of_grievance(teams.hr_policy[team], staff.trust[post], pars)
        tally.chance_of_grievance[team] += formal
        if going_formal < formal:
            tally.grievances[team] += 1
            log_event(
                log, week, Event.GRIEVANCE, Response.NONE, team, post, person, other_person, 0.0, 0.0, 0.0
            )
