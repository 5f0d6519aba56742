"""Everyday life: absence and workload (3, 4), use of skill (5, 6), encounters (7), voice and its answers (8-10)."""

from __future__ import annotations

import numpy as np

from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.event_log import Event, Response, log_event
from culture_sim.engine.rng import draw_blocks, normal, to_uniform, uniform, uniforms
from culture_sim.engine.rules import (
    above,
    as_act,
    change_burnout,
    convey,
    count_of,
    find_mate,
    has_case,
    is_present,
    leader_of,
    learn_safety,
    learn_trust,
    most_burnout,
    pick,
    practice_in_answer,
    relieve,
    see,
    sigma,
    strain,
    value_ignored,
    wound,
)
from culture_sim.engine.streams import Draw
from culture_sim.engine.tables import Cause

HOURS_A_WEEK = 37.5
WEEKS_A_YEAR = 52.0
FATE, DAY, ACTS, SERVICE, MATES = range(5)
"""Blocks of a team's words, drawn for all its posts at once: several times faster than for each by itself."""
MATES_AT_ONCE = 4
"""Encounters of a person that are drawn so, each a block from MATES on; more are rare."""
LEARNING, LEARNING_TOO, SESSION, SUPERVISION = range(MATES, MATES + MATES_AT_ONCE)
"""Blocks of the second half of the week, in the same room."""
BLOCKS = MATES + MATES_AT_ONCE
IGNORED, TAKEN_UP, BLAMED = int(Response.IGNORED), int(Response.TAKEN_UP), int(Response.BLAMED)


@compiled
def step_draws(teams, words, seed, week, team):
    """The words of the week for everybody in the team."""
    first = teams.first_post[team]
    number = teams.end_post[team] - first
    draw_blocks(words[FATE], seed, week, Draw.FATE, first, number)
    draw_blocks(words[DAY], seed, week, Draw.DAY, first, number)
    draw_blocks(words[ACTS], seed, week, Draw.ACTS, first, number)
    for k in range(MATES_AT_ONCE):
        draw_blocks(words[MATES + k], seed, week, Draw.MATE, first, number, k)


@compiled
def step_draws_on(teams, words, seed, week, team):
    """The same for the second half of the week."""
    first = teams.first_post[team]
    draw_blocks(words[SERVICE], seed, week, Draw.SERVICE, first, teams.end_post[team] - first)


@compiled
def drawn(words, block, place):
    """The four draws of a block for the person at a place in the team."""
    return (
        to_uniform(words[block, 0, place]),
        to_uniform(words[block, 1, place]),
        to_uniform(words[block, 2, place]),
        to_uniform(words[block, 3, place]),
    )


@compiled
def be_absent(staff, row, u, likeliest, pars):
    """Off for stress (2), for other sickness (1), or at work (0): one draw a week (4).

    Nobody's chance is above `likeliest`, so that most need no exponential; so with all rare events below.
    """
    if u >= likeliest:
        staff.absent[row] = False
        return 0
    stress = pars.stress_sickness * np.exp(
        pars.stress_sickness_slope * (staff.burnout[row] - pars.burnout_reference)
        + pars.sick_hurt * staff.hurt[row]
        + pars.sick_case * has_case(staff, row)
    )
    staff.absent[row] = u < stress + pars.physical_sickness
    return 2 if u < stress else int(staff.absent[row])


@compiled
def step_workload(staff, teams, executive, levers, tally, words, pars, seed, week, team):
    """Who is off, and what is left to do for those at work (3, 4)."""
    capacity = 0.0
    first, end = teams.first_post[team], teams.end_post[team]
    likeliest = pars.physical_sickness + pars.stress_sickness * np.exp(
        pars.stress_sickness_slope * most_burnout(pars) + pars.sick_hurt + pars.sick_case
    )
    for post in range(first, end):
        if not staff.filled[post]:
            capacity += pars.vacancy_cover
            continue
        kind = be_absent(staff, post, to_uniform(words[FATE, 0, post - first]), likeliest, pars)
        staff.busy_weeks[post] = max(0, staff.busy_weeks[post] - 1)
        if kind == 0:
            able = 1.0 - pars.productivity_lost_per_burnout * (staff.burnout[post] - pars.burnout_reference)
            able *= pars.newcomer_capacity if staff.tenure[post] < pars.newcomer_weeks else 1.0
            if staff.investigation_weeks[post] > 0:
                able *= 1.0 - pars.suspended
                tally.suspended[team] += pars.suspended
            capacity += able
        else:
            tally.sick[team] += 1.0
            tally.absent_for_stress[team] += 1.0 if kind == 2 else 0.0
    leader = leader_of(teams, staff, team)
    be_absent(staff, leader, uniform(seed, week, Draw.LEADER, team, 0), likeliest, pars)
    bought_back = teams.programme_hours[team] * levers.backfill[team]
    hours = teams.process_hours[team] + teams.programme_hours[team] - bought_back
    tally.backfilled_hours[team] += bought_back
    teams.process_hours[team] = 0.0
    teams.programme_hours[team] = 0.0
    posts = float(end - first)
    capacity = max(pars.least_capacity * posts, capacity - hours / HOURS_A_WEEK)
    noise = normal(seed, week, Draw.TEAM, team, 0)
    kept = pars.demand_persistence_week
    new = pars.demand_spread_week * np.sqrt(1.0 - kept * kept) * noise
    teams.demand[team] = kept * teams.demand[team] + new
    demand = np.exp(teams.demand[team] + executive.demand[0])
    teams.workload[team] = demand * pars.workload_scale * posts / capacity
    share_workload(staff, teams, team)


@compiled
def share_workload(staff, teams, team):
    """The workload of a team is that of everybody in it."""
    for post in range(teams.first_post[team], teams.end_post[team]):
        staff.workload[post] = teams.workload[team]
    staff.workload[leader_of(teams, staff, team)] = teams.workload[team]


@compiled
def use_skill(staff, row, pars):
    """How often somebody uses what they can do (5). No lever stands here."""
    odds = (
        pars.use_intercept
        + pars.use_norm * staff.norm[row]
        + pars.use_safety * (staff.psychological_safety[row] - pars.safety_reference)
        - pars.use_workload * (staff.workload[row] - 1.0)
        - pars.use_burnout * (staff.burnout[row] - pars.burnout_reference)
        + (pars.leader_use_extra if staff.leads[row] else 0.0)
        + pars.use_reciprocated * (staff.treated[row] - staff.norm[row])
    )
    staff.use[row] = sigma(odds)
    staff.practice[row] = staff.restorative_skill[row] * staff.use[row]


@compiled
def step_use(staff, teams, levers, tally, pars, seed, week, team):
    """Practice of everybody (5), and who can hold a session (6)."""
    leader = leader_of(teams, staff, team)
    if teams.led[team]:
        use_skill(staff, leader, pars)
    else:
        staff.use[leader], staff.practice[leader] = 0.0, 0.0
    best = staff.practice[leader]
    present = 0
    for post in range(teams.first_post[team], teams.end_post[team]):
        if staff.filled[post]:
            use_skill(staff, post, pars)
            if not staff.absent[post]:
                present += 1
                if staff.champion[post]:
                    best = max(best, staff.practice[post])
    teams.held[team] = chance_of_holding(teams, levers, best, pars, team)
    teams.quality[team] = pars.held_by_structure + (1.0 - pars.held_by_structure) * best
    rounds = levers.power_sharing[team] * teams.held[team]
    teams.invited[team] = rounds > 0.0 and uniform(seed, week, Draw.TEAM, team, 1) < rounds
    if teams.invited[team]:
        programme_time(teams, tally, pars.juniors_first_hours * present, 0.0, team)
        tally.juniors_first_places[team] += present


@compiled_apart
def chance_of_holding(teams, levers, best, pars, team):
    """H: overload cancels sessions first (6)."""
    able = pars.enact_floor + (1.0 - pars.enact_floor) * min(1.0, pars.hold_practice * best)
    pressed = (
        pars.cancel_workload * pars.taken_up_workload * (1.0 - pars.cancel_backfill * levers.backfill[team])
    )
    return able * np.exp(-pressed * above(teams.workload[team] - pars.cancel_above))


@compiled_apart
def programme_time(teams, tally, hours, fees, team):
    """Hours of a team that the programme takes: they cost, and lower its capacity next week."""
    teams.programme_hours[team] += hours
    tally.hours[team] += hours
    tally.fees[team] += fees


@compiled_apart
def enactment(staff, teams, central, pars, team):
    """f, how likely a policy is enacted: by those who decide a `central` share of cases, else by the leader (12)."""
    practice = staff.practice[leader_of(teams, staff, team)]
    practice += central * (pars.central_practice - practice)
    return pars.enact_floor + (1.0 - pars.enact_floor) * practice


@compiled
def in_conflict(staff, one, other):
    """Whether two people are in an open conflict."""
    return staff.conflict_with[one] == other or staff.conflict_with[other] == one


@compiled
def step_encounters(staff, teams, ties, shown, levers, executive, diary, words, pars, seed, week, team):
    """Colleagues, ties and the leader are met; only those present meet (7)."""
    first = teams.first_post[team]
    size = teams.end_post[team] - first
    leader = leader_of(teams, staff, team)
    agencies = levers.multi_agency_alignment[team] > 0.0
    nobody = np.exp(-pars.team_encounters)
    for post in range(first, teams.end_post[team]):
        if not is_present(staff, post):
            continue
        tie = to_uniform(words[DAY, 1, post - first])
        leads = to_uniform(words[DAY, 2, post - first])
        met = to_uniform(words[DAY, 0, post - first])
        for k in range(count_of(pars.team_encounters, nobody, met)):
            if k < MATES_AT_ONCE:
                a, act, b, c = drawn(words, MATES + k, post - first)
            else:
                a, act, b, c = uniforms(seed, week, Draw.MATE, post, k)
            mate = pick(staff, first, size, post, a)
            if mate < 0:
                mate = pick(staff, first, size, post, b)
            if mate < 0:
                mate = pick(staff, first, size, post, c)
            if mate < 0:
                mate = find_mate(staff, teams, team, post, 10 + k, 3, seed, week)
            if mate < 0:
                continue
            restorative = act < staff.practice[mate] and not in_conflict(staff, post, mate)
            see(staff, post, as_act(restorative), 1.0, 1.0, True, Cause.COLLEAGUES, diary, pars)
            convey(staff, post, staff.psychological_safety[mate], Cause.COLLEAGUES, diary, pars)
            change = pars.burnout_contagion * (staff.burnout[mate] - staff.burnout[post])
            change_burnout(staff, post, change, Cause.COLLEAGUES, diary)
        tied = ties.start[post + 1] - ties.start[post]
        if tie < pars.cross_team_encounters and tied > 0:
            other = ties.to[ties.start[post] + int(tie / pars.cross_team_encounters * tied)]
            if shown[other, 0] >= 0.0:
                act = as_act(to_uniform(words[ACTS, 2, post - first]) < shown[other, 0])
                see(staff, post, act, 1.0, 1.0, True, Cause.COLLEAGUES, diary, pars)
                convey(staff, post, shown[other, 1], Cause.COLLEAGUES, diary, pars)
        if leads < pars.leader_encounters and not staff.absent[leader]:
            leader_act = to_uniform(words[ACTS, 0, post - first])
            act = as_act(leader_act < staff.practice[leader] and not in_conflict(staff, post, leader))
            weight = pars.leader_weight
            see(staff, post, act, weight, weight, True, Cause.LEADER, diary, pars)
            act = as_act(to_uniform(words[ACTS, 1, post - first]) < staff.practice[post])
            see(
                staff,
                leader,
                act,
                pars.weight_on_leader,
                pars.weight_on_leader,
                False,
                Cause.COLLEAGUES,
                diary,
                pars,
            )
        if agencies and uniform(seed, week, Draw.ACTS, post, 1) < pars.agency_encounters:
            act = as_act(to_uniform(words[ACTS, 3, post - first]) < executive.partners[0])
            see(staff, post, act, 1.0, pars.agency_trust_weight, True, Cause.AGENCIES, diary, pars)


@compiled
def leaders_meet(staff, teams, diary, pars, seed, week):
    """Leaders meet a fellow leader every other week and those above them monthly, and speak there (7)."""
    first = staff.size - teams.size
    for team in range(teams.size):
        leader = first + team
        if staff.absent[leader]:
            continue
        fellow, who, act, above_them = uniforms(seed, week, Draw.LEADER_MEETING, team, 0)
        other = first + int(who * teams.size)
        if fellow < pars.fellow_leader_encounters and other != leader and not staff.absent[other]:
            restorative = as_act(act < staff.practice[other])
            see(staff, leader, restorative, 1.0, 1.0, False, Cause.COLLEAGUES, diary, pars)
            convey(staff, leader, staff.psychological_safety[other], Cause.COLLEAGUES, diary, pars)
        if above_them < pars.executive_encounters:
            conduct, says, outcome, _ = uniforms(seed, week, Draw.EXECUTIVE_MEETING, team, 0)
            quality = teams.above[team]
            restorative = as_act(conduct < quality)
            weight = pars.leader_weight
            see(staff, leader, restorative, weight, weight, False, Cause.EXECUTIVE, diary, pars)
            log_event(
                diary, staff, leader, Event.MET_EXECUTIVE, Cause.EXECUTIVE, Response.NONE, -1, restorative
            )
            if says < sigma(
                pars.say_worry
                + pars.say_safety * (staff.psychological_safety[leader] - pars.safety_reference)
            ):
                kind = answer(
                    staff, teams, leader, quality, outcome, 1.0, True, Cause.EXECUTIVE, diary, pars, team
                )
                log_event(diary, staff, leader, Event.CONCERN, Cause.EXECUTIVE, kind, -1, quality)
                post = teams.first_post[team]
                witness(staff, teams, post, kind, 900, Cause.WITNESSED, diary, pars, seed, week, team)


# Voice and its answers (8), (9) ---------------------------------------------------------------------


@compiled_apart
def standing_heard(staff, teams, post, team):
    """z': in a week with a juniors-first round everybody's standing counts as the highest."""
    return 1.0 if teams.invited[team] else staff.standing[post]


@compiled
def chance_of_saying(staff, post, ease, standing, pars):
    """Safety and standing make people speak (8)."""
    odds = (
        ease
        + pars.say_safety * (staff.psychological_safety[post] - pars.safety_reference)
        + pars.say_standing * (standing - pars.standing_reference)
    )
    return sigma(odds)


@compiled_apart
def hear(staff, tally, diary, post, said, team):
    """Count a concern as said or kept silent."""
    if said:
        tally.said[team] += 1.0
    else:
        tally.kept[team] += 1.0
        log_event(diary, staff, post, Event.CONCERN, Cause.NOTHING, Response.UNSAID, -1, 0.0)


@compiled
def worries_a_week(pars):
    """Worries and ideas that somebody has in a week on average, and the chance of none."""
    mean = pars.worries_and_ideas / WEEKS_A_YEAR
    return mean, np.exp(-mean)


@compiled
def say_worries(staff, teams, tally, diary, words, mean, none, post, pars, seed, week, team):
    """Somebody's worries and ideas are said or kept silent, and answered (8)."""
    worries = to_uniform(words[FATE, 1, post - teams.first_post[team]])
    for k in range(count_of(mean, none, worries)):
        standing = standing_heard(staff, teams, post, team)
        says = uniform(seed, week, Draw.WORRY, post, k)
        said = says < chance_of_saying(staff, post, pars.say_worry, standing, pars)
        hear(staff, tally, diary, post, said, team)
        if said:
            be_answered(staff, teams, diary, post, 100 + k, standing, True, pars, seed, week, team)


@compiled
def step_worries(staff, teams, tally, diary, words, pars, seed, week, team):
    """The same for a team of a setting that has nothing else to tell of."""
    mean, none = worries_a_week(pars)
    for post in range(teams.first_post[team], teams.end_post[team]):
        if is_present(staff, post):
            say_worries(staff, teams, tally, diary, words, mean, none, post, pars, seed, week, team)


@compiled_apart
def be_answered(staff, teams, diary, post, key, standing, worry, pars, seed, week, team):
    """The leader or a team-mate answers a concern (9); returns how."""
    by, outcome, _, _ = uniforms(seed, week, Draw.ANSWER, post, key)
    quality = 0.0
    who = -1
    if teams.led[team] and by < pars.answer_by_leader:
        who = leader_of(teams, staff, team)
    else:
        who = find_mate(staff, teams, team, post, 1000 + 10 * key, 6, seed, week)
    if who >= 0:
        quality = practice_in_answer(staff, who, pars.voice_answers_change)
    kind = answer(staff, teams, post, quality, outcome, standing, worry, Cause.ANSWER, diary, pars, team)
    by_whom = staff.person[who] if who >= 0 else -1
    log_event(diary, staff, post, Event.CONCERN, Cause.ANSWER, kind, by_whom, quality)
    witness(staff, teams, post, kind, 1000 + 10 * key + 1, Cause.WITNESSED, diary, pars, seed, week, team)
    return kind


@compiled_apart
def spared(staff, teams, levers, pars, team):
    """What the HR policy, as enacted, leaves of the chance of an investigation (16)."""
    enacted = levers.hr_policy[team] * enactment(staff, teams, pars.central_triage, pars, team)
    return 1.0 - pars.spared_by_policy * enacted


@compiled_apart
def investigate(staff, tally, diary, post, pars, team):
    """Open an investigation, or begin it again (16)."""
    if staff.investigation_weeks[post] == 0:
        tally.disciplinaries[team] += 1.0
        wound(staff, post, pars.hurt_by_investigation)
        log_event(diary, staff, post, Event.INVESTIGATED, Cause.NOTHING, Response.NONE, -1, 0.0)
    staff.investigation_weeks[post] = int(pars.investigation_weeks)


@compiled_apart
def answer(staff, teams, row, quality, outcome, standing, worry, cause, diary, pars, team):
    """Blamed, taken up or ignored: the speaker learns whether speaking is safe (9)."""
    blamed = pars.blamed_base * (1.0 - quality) * (pars.blamed_worry if worry else 1.0)
    taken_up = (
        (pars.taken_up_base + pars.taken_up_practice * quality)
        * np.exp(-pars.taken_up_workload * above(teams.workload[team] - 1.0))
        * (1.0 - pars.taken_up_standing * (1.0 - standing))
    )
    kind = IGNORED
    if outcome < blamed:
        kind = BLAMED
    elif outcome < blamed + taken_up:
        kind = TAKEN_UP
    value = value_of(staff, row, kind, pars)
    learn_safety(staff, row, value, pars.learn_own_answer, cause, diary, pars)
    learn_trust(staff, row, value, pars.trust_gain_rate * pars.leader_weight, cause, diary, pars)
    if kind == BLAMED:
        strain(staff, row, pars.burnout_blamed, cause, diary)
        wound(staff, row, pars.hurt_by_blame)
    elif kind == TAKEN_UP:
        relieve(staff, row, pars.burnout_heard, cause, diary)
        gain_lessons(teams, 1.0, pars, team)
    return kind


@compiled
def value_of(staff, row, kind, pars):
    """What an answer teaches about speaking."""
    if kind == BLAMED:
        return 0.0
    return 1.0 if kind == TAKEN_UP else value_ignored(staff, row, pars)


@compiled_apart
def witness(staff, teams, post, kind, key, cause, diary, pars, seed, week, team):
    """Team-mates who hear an answer learn a share of it (9)."""
    weight = pars.learn_own_answer * pars.learn_witness
    for k in range(int(pars.witnesses)):
        mate = find_mate(staff, teams, team, post, key + k, 6, seed, week)
        if mate >= 0:
            value = value_of(staff, mate, kind, pars)
            learn_safety(staff, mate, value, weight, cause, diary, pars)
            log_event(diary, staff, mate, Event.WITNESSED, cause, kind, staff.person[post], 0.0)


@compiled_apart
def gain_lessons(teams, times, pars, team):
    """What was taken up is learned; the more is held, the less is new (9)."""
    room = 1.0 + pars.lessons_room - teams.lessons[team]
    teams.lessons[team] += min(1.0, times * pars.lesson_gain / pars.lessons_room) * room


@compiled
def step_investigations(staff, teams, levers, tally, diary, words, pars, seed, week, team):
    """They go on for half a year, and half of them end in no case (16)."""
    for post in range(teams.first_post[team], teams.end_post[team]):
        if not staff.filled[post]:
            continue
        if staff.investigation_weeks[post] > 0:
            strain(staff, post, pars.under_investigation_burnout, Cause.INVESTIGATION, diary)
            weight = pars.process_weight * pars.trust_gain_rate
            learn_trust(staff, post, pars.process_trust, weight, Cause.INVESTIGATION, diary, pars)
            teams.process_hours[team] += pars.investigation_hours
            staff.investigation_weeks[post] -= 1
            if staff.investigation_weeks[post] > 0:
                continue
            no_case = uniform(seed, week, Draw.INVESTIGATION, post, 0) < pars.no_case
            if no_case:
                weight = pars.process_end_trust_weight * pars.trust_gain_rate * pars.trust_event_weight
                learn_trust(staff, post, pars.no_case_trust, weight, Cause.INVESTIGATION, diary, pars)
                weight = pars.process_end_safety_weight * pars.learn_own_answer
                learn_safety(staff, post, pars.no_case_safety, weight, Cause.INVESTIGATION, diary, pars)
            found = Response.NO_CASE if no_case else Response.CASE_FOUND
            log_event(diary, staff, post, Event.INVESTIGATION_ENDED, Cause.INVESTIGATION, found, -1, 0.0)
            continue
        arises = to_uniform(words[FATE, 2, post - teams.first_post[team]])
        if arises < pars.investigated_other / WEEKS_A_YEAR:
            policy = levers.hr_policy[team] * enactment(staff, teams, pars.central_triage, pars, team)
            if uniform(seed, week, Draw.INVESTIGATION, post, 0) < pars.spared_by_policy * policy:
                weight = pars.spared_weight * pars.trust_gain_rate
                learn_trust(staff, post, pars.spared_trust, weight, Cause.INVESTIGATION, diary, pars)
                log_event(diary, staff, post, Event.SPARED, Cause.INVESTIGATION, Response.NONE, -1, 0.0)
            else:
                investigate(staff, tally, diary, post, pars, team)
