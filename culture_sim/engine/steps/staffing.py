"""Burnout and decay (21-23), leaving and hiring (24), leaders (25), executive (26), sponsor (27)."""

from __future__ import annotations

import numpy as np

from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.event_log import Event, Response, log_event, log_pair, write_event
from culture_sim.engine.rng import normal, second_smallest, to_uniform, uniform, uniforms
from culture_sim.engine.rules import (
    as_act,
    change_burnout,
    change_ownership,
    change_skill,
    clip,
    furthest,
    has_case,
    is_present,
    keep_safety_in_range,
    leader_of,
    most_burnout,
)
from culture_sim.engine.steps.daily import SERVICE, WEEKS_A_YEAR, programme_time
from culture_sim.engine.steps.disputes import end_conflict
from culture_sim.engine.steps.programme import half_day, leaders_course
from culture_sim.engine.streams import EXECUTIVES_DUE, LEADERS_DUE, Draw
from culture_sim.engine.tables import FULL_CORE_TEAM, NO_CORE_TEAM, Cause

POSTS_OF_A_PRICE = 1000.0
"""The price of the team that runs a programme is said for so many."""


@compiled
def pressure_of(workload, pars):
    """How fast a workload builds burnout up (21)."""
    return pars.burnout_build_up * workload**pars.workload_power


@compiled
def wear(staff, diary, row, pressure, pars):
    """Burnout builds up and heals (21), unused skill decays (22), ownership drifts back (23)."""
    burnout = staff.burnout[row]
    troubled = max(staff.hurt[row], as_act(has_case(staff, row)))
    recovery = pars.burnout_recovery * (1.0 - pars.recovery_troubled * troubled)
    change = pressure * staff.vulnerability[row] * (1.0 - burnout) - recovery * burnout
    change_burnout(staff, row, clip(burnout + change, 0.01, 0.99) - burnout, Cause.WORK, diary)
    skill, use = staff.restorative_skill[row], staff.use[row]
    change = pars.learning_by_doing * use * staff.practice[row] * (pars.skill_by_practice - skill)
    change -= pars.skill_decay * (1.0 - pars.decay_saved_by_use * use) * (skill - staff.natural_skill[row])
    change_skill(staff, row, clip(skill + change, 0.02, 0.95) - skill, Cause.FADING, diary)
    drift = pars.ownership_drift * (pars.ownership_at_rest - staff.ownership[row])
    change_ownership(staff, row, drift, Cause.FADING, diary)
    keep_safety_in_range(staff, row, diary)
    staff.hurt[row] -= pars.hurt_fades * staff.hurt[row]
    staff.tenure[row] += 1


@compiled
def step_wear(staff, teams, diary, pars, team):
    """A week of work for everybody (21)-(23); what a team holds is forgotten (10)."""
    usual = pressure_of(teams.workload[team], pars)
    for post in range(teams.first_post[team], teams.end_post[team]):
        if staff.filled[post]:
            same = staff.workload[post] == teams.workload[team]
            wear(staff, diary, post, usual if same else pressure_of(staff.workload[post], pars), pars)
    leader = leader_of(teams, staff, team)
    if staff.filled[leader]:
        wear(staff, diary, leader, pressure_of(staff.workload[leader], pars), pars)
    teams.lessons[team] -= pars.lesson_loss * teams.lessons[team]


# Leaving and hiring (24) ----------------------------------------------------------------------------


@compiled
def step_staffing(staff, teams, levers, manner, tally, diary, words, pars, seed, week, team):
    """People leave for other reasons and for the culture's; vacant posts are filled in time (24)."""
    most = (
        pars.leave_burnout * most_burnout(pars)
        + pars.leave_trust * pars.trust_reference
        + pars.leave_case
        + pars.leave_first_year
        + pars.leave_hurt
    )
    spread = np.exp(pars.leave_spread * teams.leavers_felt[team])
    left = 0
    likeliest = (pars.leave_other + pars.leave_culture * np.exp(most) * spread) / WEEKS_A_YEAR
    for post in range(teams.first_post[team], teams.end_post[team]):
        if not staff.filled[post]:
            fills, inducted, _, _ = uniforms(seed, week, Draw.HIRING, post, 0)
            if fills < 1.0 / pars.weeks_to_fill:
                hire(staff, teams, levers, manner, tally, diary, post, inducted, pars, seed, week, team)
            continue
        leaves = to_uniform(words[SERVICE, 3, post - teams.first_post[team]])
        if leaves < likeliest * staff.leaving_multiplier[post] and leaves < chance_of_leaving(
            staff, post, spread, pars
        ):
            leave(staff, teams, tally, diary, post, team)
            left += 1
    teams.leavers_felt[team] += left / (teams.end_post[team] - teams.first_post[team])
    teams.leavers_felt[team] -= pars.leavers_forgotten * teams.leavers_felt[team]


@compiled
def chance_of_leaving(staff, post, spread, pars):
    """A week's chance (24); `spread`: how much likelier others' leaving makes it."""
    culture = np.exp(
        pars.leave_burnout * (staff.burnout[post] - pars.burnout_reference)
        - pars.leave_trust * (staff.trust[post] - pars.trust_reference)
        + pars.leave_case * has_case(staff, post)
        + pars.leave_first_year * (staff.tenure[post] < WEEKS_A_YEAR)
        + pars.leave_hurt * staff.hurt[post]
    )
    a_year = pars.leave_other + pars.leave_culture * culture * spread
    return a_year * staff.leaving_multiplier[post] / WEEKS_A_YEAR


@compiled_apart
def leave(staff, teams, tally, diary, post, team):
    """A post falls vacant; what its holder was in the middle of lapses."""
    other = staff.conflict_with[post]
    if other >= 0:
        log_pair(diary, staff, post, other, Event.CONFLICT_LAPSED, Cause.NOTHING, Response.NONE, 0.0)
        end_conflict(staff, teams, tally, post if staff.opened[post] else other, team)
    log_event(diary, staff, post, Event.LEFT, Cause.NOTHING, Response.NONE, -1, 0.0)
    staff.filled[post] = False
    staff.absent[post] = False
    staff.champion[post] = False
    staff.facilitator[post] = False
    staff.peer_facilitator[post] = False
    staff.trained[post] = False
    staff.investigation_weeks[post] = 0
    staff.busy_weeks[post] = 0
    tally.leavers[team] += 1.0


@compiled
def spread_of_vulnerability(z, pars):
    """A vulnerability of mean 1 from a standard normal draw."""
    return np.exp(pars.vulnerability_spread * z - pars.vulnerability_spread**2 / 2.0)


@compiled_apart
def hire(staff, teams, levers, manner, tally, diary, post, inducted, pars, seed, week, team):
    """A newcomer brings hope from elsewhere, and no practice (24)."""
    natural = pars.natural_skill + pars.natural_skill_spread * normal(seed, week, Draw.NEWCOMER, post, 0)
    staff.person[post] = week * np.int64(staff.size) + post + staff.size
    staff.natural_skill[post] = clip(natural, 0.05, 0.9)
    staff.restorative_skill[post] = staff.natural_skill[post]
    safety = pars.newcomer_safety + pars.newcomer_safety_spread * normal(seed, week, Draw.NEWCOMER, post, 1)
    staff.psychological_safety[post] = clip(safety, 0.02, 0.98)
    trust = pars.newcomer_trust + pars.newcomer_trust_spread * normal(seed, week, Draw.NEWCOMER, post, 2)
    staff.trust[post] = clip(trust, 0.02, 0.98)
    spread = pars.newcomer_burnout_spread
    burnout = pars.newcomer_burnout + spread * normal(seed, week, Draw.NEWCOMER, post, 3)
    staff.burnout[post] = clip(burnout, 0.02, 0.95)
    staff.vulnerability[post] = spread_of_vulnerability(normal(seed, week, Draw.NEWCOMER, post, 4), pars)
    staff.expectation[post] = normal(seed, week, Draw.NEWCOMER, post, 5)
    staff.hurt[post] = 0.0
    staff.sessions[post] = 0
    staff.norm[post] = pars.newcomer_norm
    staff.treated[post] = staff.norm[post]
    staff.ownership[post] = pars.ownership_at_rest
    staff.use[post] = 0.0
    staff.practice[post] = 0.0
    staff.tenure[post] = 0
    staff.hurt_by_colleague_weeks[post] = 0
    staff.hurt_by_leader_weeks[post] = 0
    staff.filled[post] = True
    staff.absent[post] = False
    tally.hires[team] += 1.0
    log_event(diary, staff, post, Event.JOINED, Cause.NOTHING, Response.NONE, -1, 0.0)
    if inducted < levers.induction[team]:
        half_day(staff, teams, levers, manner, diary, post, pars.half_day_skill, pars, team)
        staff.ownership[post] = pars.induction_ownership
        programme_time(teams, tally, pars.half_day_hours, pars.half_day_fee, team)
        tally.inductions[team] += 1.0
        log_event(diary, staff, post, Event.INDUCTION, Cause.COURSE, Response.NONE, -1, manner.course_quality)


# Leaders (25) ---------------------------------------------------------------------------------------


@compiled
def step_leader(staff, teams, executive, levers, manner, tally, diary, pars, seed, week, team):
    """Leaders leave, and have a successor at once (25)."""
    leader = leader_of(teams, staff, team)
    if leader_leaves(staff, executive, leader, pars, seed, week, team):
        log_event(diary, staff, leader, Event.LEFT, Cause.NOTHING, Response.NONE, -1, 0.0)
        tally.leaders_left[team] += 1.0
        succeed(staff, teams, executive, levers, manner, tally, diary, leader, pars, seed, week, team)


@compiled
def leader_leaves(staff, executive, leader, pars, seed, week, team):
    """Whether a leader leaves this week; burnt-out ones are likelier to (25)."""
    leaves = uniform(seed, week, Draw.NEW_LEADER, team, 0)
    rate = pars.leader_leaves / WEEKS_A_YEAR * np.exp(staff.burnout[leader] - pars.burnout_reference)
    return leaves < rate or is_due(executive.leaders_due[0], seed, week, LEADERS_DUE, team)


@compiled
def is_due(share, seed, week, which, who):
    """Whether somebody is among the share of those who leave this week because the scenario says so."""
    return share > 0.0 and uniform(seed, week, Draw.DEPARTURE, who, which) < share


@compiled_apart
def succeed(staff, teams, executive, levers, manner, tally, diary, leader, pars, seed, week, team):
    """Half of successors come from inside, with what they learned there (25)."""
    _, inside, better, course = uniforms(seed, week, Draw.NEW_LEADER, team, 0)
    succession = levers.succession[team]
    mean = pars.natural_skill_leader + executive.style[0]
    spread = pars.natural_skill_leader_spread
    natural = clip(mean + spread * normal(seed, week, Draw.NEW_LEADER_STATES, team, 0), 0.05, 0.9)
    other = clip(mean + spread * normal(seed, week, Draw.NEW_LEADER_STATES, team, 1), 0.05, 0.9)
    chosen = -1
    if inside < pars.leaders_from_inside:
        chosen = choose_insider(staff, teams, succession, pars, seed, week, team)
    if chosen < 0 and better < succession:
        natural = max(natural, other)
    staff.natural_skill[leader] = natural
    staff.restorative_skill[leader] = natural
    staff.psychological_safety[leader] = pars.new_leader_safety
    staff.trust[leader] = pars.new_leader_trust
    staff.expectation[leader] = normal(seed, week, Draw.NEW_LEADER_STATES, team, 3)
    staff.hurt[leader] = 0.0
    staff.norm[leader] = pars.new_leader_norm
    staff.ownership[leader] = pars.ownership_at_rest
    if chosen >= 0:
        staff.restorative_skill[leader] += max(
            0.0, staff.restorative_skill[chosen] - staff.natural_skill[chosen]
        )
        staff.psychological_safety[leader] = staff.psychological_safety[chosen]
        staff.trust[leader] = staff.trust[chosen]
        staff.norm[leader] = staff.norm[chosen]
        staff.expectation[leader] = staff.expectation[chosen]
        staff.ownership[leader] = staff.ownership[chosen]
    staff.treated[leader] = staff.norm[leader]
    staff.person[leader] = week * np.int64(staff.size) + leader + staff.size
    staff.burnout[leader] = pars.new_leader_burnout
    z = normal(seed, week, Draw.NEW_LEADER_STATES, team, 2)
    staff.vulnerability[leader] = spread_of_vulnerability(z, pars)
    staff.practice[leader] = staff.restorative_skill[leader] * staff.use[leader]
    staff.tenure[leader] = 0
    staff.on_course[leader] = False
    staff.absent[leader] = False
    came = Response.INSIDE if chosen >= 0 else Response.OUTSIDE
    log_event(diary, staff, leader, Event.NEW_LEADER, Cause.NOTHING, came, -1, natural)
    if levers.leadership_modelling[team] > 0.0 and course < succession:
        leaders_course(staff, manner, diary, leader, pars)
        tally.fees[team] += pars.leaders_course_fee
        tally.hours[team] += pars.leaders_course_hours
        tally.leaders_courses[team] += 1.0


@compiled_apart
def choose_insider(staff, teams, succession, pars, seed, week, team):
    """The best of some draws; succession planning looks at practice (25)."""
    first = teams.first_post[team]
    size = teams.end_post[team] - first
    best = -1
    score = -1.0
    for k in range(int(pars.leader_candidates)):
        who, chance, _, _ = uniforms(seed, week, Draw.INSIDER, team, k)
        post = first + int(who * size)
        if is_present(staff, post):
            value = chance + pars.succession_by_practice * succession * staff.practice[post]
            if value > score:
                best, score = post, value
    return best


# Executive (26), sponsor (27) -----------------------------------------------------------------------


@compiled
def step_executive(executive, levers, diary, pars, seed, week, launched):
    """The executive's conduct, and their leaving (26). A lever counts as it stands where it is furthest."""
    succession = furthest(levers.succession)
    practice = learn_above(executive.practice[0], executive.style[0], levers, pars)
    leaves, a, b, c = uniforms(seed, week, Draw.EXECUTIVE, 0, 0)
    due = is_due(executive.executives_due[0], seed, week, EXECUTIVES_DUE, 0)
    if leaves < pars.executive_leaves / WEEKS_A_YEAR or due:
        style = pars.executive_style_new * pars.executive_style_spread
        style *= normal(seed, week, Draw.EXECUTIVE_STYLE, 0, 0)
        executive.style[0] = pars.executive_style_kept * executive.style[0] + style
        own_way = pars.executive_base + executive.style[0]
        practice = succession * practice + (1.0 - succession) * own_way
        write_event(
            diary, week, -1, -1, Event.NEW_EXECUTIVE, Cause.NOTHING, Response.NONE, -1,
            clip(practice, 0.02, 0.95),
        )  # fmt: skip
        if launched:
            d = uniform(seed, week, Draw.EXECUTIVE_STYLE, 0, 1)
            won = succession * pars.commitment_at_launch
            executive.commitment[0] = won + (1.0 - succession) * second_smallest(a, b, c, d)
    executive.practice[0] = clip(practice, 0.02, 0.95)


@compiled
def learn_above(practice, style, levers, pars):
    """A week of conduct of somebody above the leaders: back to their own way, and on with leadership modelling (26)."""
    lead = furthest(levers.leadership_modelling)
    practice += pars.executive_drift * (pars.executive_base + style - practice)
    if lead > 0.0:
        practice += pars.executive_learns * lead * (pars.executive_best - practice)
    return practice


@compiled
def step_sponsor(executive, levers, weeks, counts, pars, week, launch):
    """The sponsor believes what is measured; naive counting of what goes wrong, `counts` by week, tires them (27).

    A week in which nobody is in post counts for nothing.
    """
    if week < launch:
        look_back(executive, weeks, counts, pars, week)
        executive.commitment[0] = pars.commitment_at_launch
        return
    count_recorded(executive, weeks, counts, pars, week)
    if not programme_runs(executive):
        return
    measured = furthest(levers.measurement_and_feedback)
    gain = weeks.psychological_safety[week] - executive.safety_before[0]
    sees = measured * pars.sponsor_by_safety * gain
    more = 0.0
    if executive.recorded_before[0] > 0.0:  # else there is nothing to compare with
        more = executive.recorded_now[0] / executive.recorded_before[0] - 1.0
    commitment = executive.commitment[0]
    tires = (1.0 - measured) * pars.sponsor_by_counts * more
    commitment += pars.sponsor_speed * commitment * (1.0 - commitment) * (sees - tires)
    executive.commitment[0] = clip(commitment, 0.02, 0.98)


@compiled
def look_back(executive, weeks, counts, pars, week):
    """What a sponsor compares with, as of a week: a launch may be decided upon at any time."""
    end = week + 1
    first = max(0, end - int(pars.sponsor_safety_weeks))
    executive.safety_before[0] = weeks.psychological_safety[first:end].mean()
    total = 0.0
    known = 0
    for past in range(max(0, end - int(pars.sponsor_recorded_weeks)), end):
        if weeks.headcount[past] > 0.0:
            total += counts[past] / weeks.headcount[past]
            known += 1
    executive.recorded_before[0] = total / max(known, 1)
    executive.recorded_now[0] = executive.recorded_before[0]


@compiled
def count_recorded(executive, weeks, counts, pars, week):
    """What goes wrong, a head, as a sponsor remembers it of the last weeks."""
    if weeks.headcount[week] > 0.0:
        recorded = counts[week] / weeks.headcount[week]
        executive.recorded_now[0] += (recorded - executive.recorded_now[0]) / pars.sponsor_smoothing


@compiled
def programme_runs(executive):
    """Whether any lever is in force that needs a team to run it."""
    return executive.core_team[0] != NO_CORE_TEAM


@compiled
def charge_core_team(executive, weeks, pars, week, posts):
    """The team that runs the programme; its price is said for an organisation of a thousand posts."""
    if not programme_runs(executive):
        return
    share = posts / POSTS_OF_A_PRICE / WEEKS_A_YEAR
    if executive.core_team[0] == FULL_CORE_TEAM:
        weeks.core_team_years[week] += share
        weeks.fees[week] += share * pars.core_team_per_year
    else:
        weeks.small_core_team_years[week] += share
        weeks.fees[week] += share * pars.small_core_team_per_year
