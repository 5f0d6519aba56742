"""Events of the programme (section 4): courses, sessions, supervision, roles, each held by somebody, at a price."""

from __future__ import annotations

import numpy as np

from culture_sim.engine.compile import compiled, compiled_apart, compiled_with_arrays
from culture_sim.engine.event_log import Event, Response, log_event
from culture_sim.engine.rng import draw_blocks, normal, uniform, uniforms
from culture_sim.engine.rules import (
    above,
    as_act,
    change_ownership,
    change_skill,
    find_mate,
    is_present,
    leader_of,
    learn_safety,
    learn_trust,
    own,
    relieve,
    see,
    strain,
    value_ignored,
    wound,
)
from culture_sim.engine.steps.daily import (
    IGNORED,
    LEARNING,
    LEARNING_TOO,
    SESSION,
    SUPERVISION,
    TAKEN_UP,
    WEEKS_A_YEAR,
    answer,
    chance_of_holding,
    chance_of_saying,
    drawn,
    hear,
    programme_time,
    standing_heard,
    witness,
)
from culture_sim.engine.steps.disputes import settle_with_help
from culture_sim.engine.streams import (
    NEXT_KIND,
    SPEAKS_IN_DESIGN,
    SPEAKS_IN_INTERVIEW,
    SPEAKS_IN_SESSION,
    SPEAKS_IN_SUPERVISION,
    Draw,
)
from culture_sim.engine.tables import Cause

CHECK_IN, CIRCLE = range(2)
LEAST_SPREAD = 1e-9
"""Teams that are all alike are ranked as they come."""


@compiled
def step_programme(staff, teams, levers, manner, tally, diary, words, pars, seed, week, since, team):
    """What the programme does in a team in a week, in the order of section 13."""
    if levers.diagnosis[team] > 0.0 and since < pars.diagnosis_weeks:
        interview(staff, teams, manner, tally, diary, pars, seed, week, since, team)
        teams.silent[team] += tally.kept[team]
        teams.noticed[team] += tally.said[team] + tally.kept[team]
    if levers.leadership_modelling[team] > 0.0 and teams.covered[team]:
        step_leadership(staff, teams, levers, manner, tally, diary, pars, seed, week, team)
    step_learning(staff, teams, levers, manner, tally, diary, words, pars, seed, week, since, team)
    if levers.champions[team] > 0.0:
        coach(staff, teams, levers, tally, diary, pars, seed, week, team)
    if teams.covered[team]:
        gather(
            staff,
            teams,
            manner,
            tally,
            diary,
            words,
            levers.everyday_conversations[team],
            pars.check_in_weight,
            pars.check_in_asked,
            pars.check_in_hours,
            CHECK_IN,
            pars,
            seed,
            week,
            team,
        )
        gather(
            staff,
            teams,
            manner,
            tally,
            diary,
            words,
            levers.circles[team] / pars.circle_weeks,
            pars.circle_weight,
            pars.circle_asked,
            pars.circle_hours,
            CIRCLE,
            pars,
            seed,
            week,
            team,
        )
    period = int(pars.pulse_weeks)
    if levers.measurement_and_feedback[team] > 0.0 and (since + team) % period == period - 1:
        take_pulse(staff, teams, levers, tally, diary, pars, seed, week, team)


@compiled
def keenness(staff, row, pars):
    """Share of what they are offered that somebody takes part in: all of it if the programme is their own."""
    return pars.keen_without_ownership + (1.0 - pars.keen_without_ownership) * staff.ownership[row]


@compiled
def is_forced(manner, pars):
    """Whether people are made to come and to speak."""
    return manner.voluntary < pars.voluntary_from


@compiled
def leaders_time(teams, tally, hours, fees, pars, team):
    """Hours of a leader: all of them cost, the team has to do without a share of them."""
    programme_time(teams, tally, pars.leader_hours_on_team * hours, fees, team)
    tally.hours[team] += (1.0 - pars.leader_hours_on_team) * hours


@compiled_apart
def carried_over(staff, teams, levers, row, target, pars, team):
    """Skill that a course leads to: what it teaches is carried over to work as leader and time give it a place (21)."""
    modelling = staff.practice[leader_of(teams, staff, team)]
    place = chance_of_holding(teams, levers, modelling, pars, team)
    return target - pars.course_needs_place * (1.0 - place) * (target - staff.natural_skill[row])


@compiled_apart
def half_day(staff, teams, levers, manner, diary, row, target, pars, team):
    """A half-day course: some of the distance to what it teaches (21)."""
    part = pars.transfer_floor + (1.0 - pars.transfer_floor) * staff.ownership[row]
    modelling = staff.practice[leader_of(teams, staff, team)]
    transfer = pars.transfer_under_leader + pars.transfer_by_modelling * modelling
    part *= manner.course_quality * min(pars.transfer_most, transfer)
    reached = carried_over(staff, teams, levers, row, target, pars, team)
    change_skill(staff, row, part * above(reached - staff.restorative_skill[row]), Cause.COURSE, diary)
    staff.trained[row] = True


@compiled
def step_leadership(staff, teams, levers, manner, tally, diary, pars, seed, week, team):
    """A course of three days once, then, for who had it, coaching once a month."""
    strength = levers.leadership_modelling[team]
    leader = leader_of(teams, staff, team)
    if not staff.filled[leader]:
        return
    course, coached, _, _ = uniforms(seed, week, Draw.LEADER_COURSE, team, 0)
    if not staff.on_course[leader] and course < strength / pars.leaders_course_weeks:
        leaders_course(staff, manner, diary, leader, pars)
        leaders_time(teams, tally, pars.leaders_course_hours, pars.leaders_course_fee, pars, team)
        tally.leaders_courses[team] += 1.0
    coaching = staff.on_course[leader] and coached < strength / pars.leader_coaching_weeks
    if coaching and not staff.absent[leader]:
        gain = pars.coaching_step * above(pars.three_day_skill - staff.restorative_skill[leader])
        change_skill(staff, leader, gain, Cause.COACHING, diary)
        see(staff, leader, 1.0, pars.leader_weight, 1.0, False, Cause.COACHING, diary, pars)
        relieve(staff, leader, pars.leader_coaching_relief, Cause.COACHING, diary)
        leaders_time(teams, tally, pars.leader_coaching_hours, pars.leader_coaching_fee, pars, team)
        tally.leader_coachings[team] += 1.0
        log_event(diary, staff, leader, Event.LEADER_COACHED, Cause.COACHING, Response.NONE, -1, 1.0)


@compiled
def leaders_course(staff, manner, diary, leader, pars):
    """Three days (21)."""
    part = pars.leaders_course_transfer * manner.course_quality
    gain = part * above(pars.three_day_skill - staff.restorative_skill[leader])
    change_skill(staff, leader, gain, Cause.COURSE, diary)
    staff.on_course[leader] = True
    quality = manner.course_quality
    log_event(diary, staff, leader, Event.LEADERS_COURSE, Cause.COURSE, Response.NONE, -1, quality)


@compiled_apart
def step_learning(staff, teams, levers, manner, tally, diary, words, pars, seed, week, since, team):
    """Engagement, shared language, introduction and refreshers for everybody present."""
    if not (
        levers.staff_engagement[team] > 0.0
        or levers.shared_language[team] > 0.0
        or levers.introduction[team] > 0.0
        or levers.refreshers[team] > 0.0
        or levers.hr_policy[team] > 0.0
    ):
        return
    first = teams.first_post[team]
    draw_blocks(words[LEARNING], seed, week, Draw.LEARNING, first, teams.end_post[team] - first)
    draw_blocks(words[LEARNING_TOO], seed, week, Draw.LEARNING_TOO, first, teams.end_post[team] - first)
    for post in range(first, teams.end_post[team]):
        if is_present(staff, post):
            learn_by_post(
                staff, teams, levers, manner, tally, diary, words, post, pars, seed, week, since, team
            )


@compiled
def learn_by_post(staff, teams, levers, manner, tally, diary, words, post, pars, seed, week, since, team):
    """What one person takes part in."""
    engaged = levers.staff_engagement[team] * staff.engaged[post]
    leaves_out = engaged < pars.left_out_below and (
        levers.introduction[team] > 0.0 or levers.hr_policy[team] > 0.0
    )
    place = post - teams.first_post[team]
    in_design, in_language, on_course, refreshed = drawn(words, LEARNING, place)
    left_out, act_seen, act_taught, _ = drawn(words, LEARNING_TOO, place)
    wait = pars.engagement_weeks_at_first if since < WEEKS_A_YEAR else pars.engagement_weeks_later
    if engaged > 0.0 and in_design < engaged / wait:
        own(staff, post, pars.ownership_gain, Cause.ENGAGEMENT, diary)
        act = pars.engagement_conduct
        see(staff, post, act, pars.workshop_weight, 1.0, False, Cause.ENGAGEMENT, diary, pars)
        programme_time(teams, tally, pars.engagement_hours, pars.engagement_fee, team)
        tally.design_places[team] += 1.0
        log_event(diary, staff, post, Event.CO_CREATION, Cause.ENGAGEMENT, Response.NONE, -1, act)
        quality = pars.engagement_answer_strength * engaged + pars.engagement_answer_base
        speak(
            staff, teams, manner, tally, diary, post, quality,
            standing_heard(staff, teams, post, team), False, False, Cause.ENGAGEMENT, SPEAKS_IN_DESIGN,
            pars, seed, week, team,
        )  # fmt: skip
    if leaves_out and left_out < pars.left_out_felt:
        loss = pars.left_out_ownership * staff.ownership[post]
        change_ownership(staff, post, -loss, Cause.LEFT_OUT, diary)
        weight = pars.left_out_weight * pars.trust_gain_rate
        learn_trust(staff, post, pars.left_out_value, weight, Cause.LEFT_OUT, diary, pars)
        log_event(diary, staff, post, Event.LEFT_OUT, Cause.LEFT_OUT, Response.NONE, -1, 0.0)
    if in_language < teams.held[team] * levers.shared_language[team] / pars.language_weeks:
        own(staff, post, pars.language_ownership * pars.ownership_gain, Cause.LANGUAGE, diary)
        act = as_act(act_seen < teams.quality[team])
        see(staff, post, act, pars.workshop_weight, 1.0, False, Cause.LANGUAGE, diary, pars)
        programme_time(teams, tally, pars.language_hours, 0.0, team)
        tally.language_places[team] += 1.0
        quality = teams.quality[team]
        log_event(diary, staff, post, Event.SHARED_LANGUAGE, Cause.LANGUAGE, Response.NONE, -1, quality)
    keen = keenness(staff, post, pars)
    target = -1.0
    course = Event.REFRESHER
    if not staff.trained[post]:
        if on_course < levers.introduction[team] * keen / pars.introduction_weeks:
            target = pars.half_day_skill
            course = Event.INTRODUCTION
            tally.introductions[team] += 1.0
    elif refreshed < levers.refreshers[team] * keen / WEEKS_A_YEAR:
        has_role = staff.champion[post] or staff.facilitator[post] or staff.peer_facilitator[post]
        target = pars.three_day_skill if has_role else pars.half_day_skill + pars.refresher_extra
        tally.refreshers[team] += 1.0
    if target >= 0.0:
        half_day(staff, teams, levers, manner, diary, post, target, pars, team)
        act = as_act(act_taught < manner.course_quality)
        see(staff, post, act, 1.0, 1.0, False, Cause.COURSE, diary, pars)
        log_event(diary, staff, post, course, Cause.COURSE, Response.NONE, -1, manner.course_quality)
        programme_time(teams, tally, pars.half_day_hours, pars.half_day_fee, team)


@compiled_apart
def speak(
    staff, teams, manner, tally, diary, post, quality, standing, always, counted, cause, key, pars, seed, week, team
):  # fmt: skip
    """Somebody is asked in turn, speaks or not, and is answered (8), (9)."""
    says, outcome, dropped, _ = uniforms(seed, week, Draw.SPEAK, post, key)
    ease = pars.say_worry + pars.say_invited
    said = always or says < chance_of_saying(staff, post, ease, standing, pars)
    if counted:
        hear(staff, tally, diary, post, said, team)
    if not said or pars.session_answers_teach <= 0.0:
        return
    kind = answer(staff, teams, post, quality, outcome, standing, not always, cause, diary, pars, team)
    log_event(diary, staff, post, Event.CONCERN, cause, kind, -1, quality)
    witness(staff, teams, post, kind, 50000 + 10 * key, cause, diary, pars, seed, week, team)
    if cause == Cause.SESSION and kind == TAKEN_UP and dropped >= manner.follow_through:
        weight = pars.dropped_safety_weight * pars.learn_own_answer
        learn_safety(staff, post, pars.dropped_value, weight, cause, diary, pars)
        weight = pars.dropped_trust_weight * pars.trust_gain_rate * pars.leader_weight
        learn_trust(staff, post, 0.0, weight, cause, diary, pars)
        wound(staff, post, pars.hurt_by_broken_word)
        log_event(diary, staff, post, Event.CONCERN_DROPPED, cause, Response.DROPPED, -1, 0.0)
        for k in range(int(pars.dropped_witnesses)):
            mate = find_mate(staff, teams, team, post, 50000 + 10 * key + 5 + k, 6, seed, week)
            if mate >= 0:
                weight = pars.dropped_safety_weight * pars.learn_own_answer * pars.learn_witness
                learn_safety(staff, mate, pars.dropped_value, weight, cause, diary, pars)
                weight = pars.trust_gain_rate * pars.leader_weight
                learn_trust(staff, mate, 0.0, weight, cause, diary, pars)
                speaker = staff.person[post]
                log_event(diary, staff, mate, Event.WITNESSED, cause, Response.DROPPED, speaker, 0.0)


@compiled_apart
def gather(
    staff, teams, manner, tally, diary, words, rate, norm_weight, asked, hours, which, pars, seed, week, team
):
    """A weekly check-in or a monthly circle, if it is held."""
    if rate <= 0.0 or uniform(seed, week, Draw.TEAM_SESSIONS, team, which) >= rate * teams.held[team]:
        return
    tally.sessions[team] += 1.0
    forced = is_forced(manner, pars)
    quality = min(teams.quality[team], pars.forced_quality) if forced else teams.quality[team]
    first = teams.first_post[team]
    draw_blocks(words[SESSION], seed, week, Draw.SESSION, first, teams.end_post[team] - first, which)
    for post in range(first, teams.end_post[team]):
        if not is_present(staff, post):
            continue
        comes, speaks, act, _ = drawn(words, SESSION, post - first)
        if not forced and comes >= keenness(staff, post, pars):
            continue
        restorative = as_act(act < quality)
        trust_weight = pars.session_trust_weight * norm_weight
        see(staff, post, restorative, norm_weight, trust_weight, True, Cause.SESSION, diary, pars)
        staff.sessions[post] += 1
        programme_time(teams, tally, hours, 0.0, team)
        what = Event.CHECK_IN if which == CHECK_IN else Event.CIRCLE
        if which == CHECK_IN:
            tally.check_in_places[team] += 1.0
        else:
            tally.circle_places[team] += 1.0
            relieve(staff, post, pars.circle_relief * quality, Cause.SESSION, diary)
        log_event(diary, staff, post, what, Cause.SESSION, Response.NONE, -1, quality)
        if speaks < asked * (pars.forced_asking if forced else 1.0):
            standing = standing_heard(staff, teams, post, team)
            speak(
                staff, teams, manner, tally, diary, post, quality, standing, forced, True,
                Cause.SESSION, SPEAKS_IN_SESSION + NEXT_KIND * which, pars, seed, week, team,
            )  # fmt: skip


@compiled_apart
def take_pulse(staff, teams, levers, tally, diary, pars, seed, week, team):
    """A short survey twice a year, and what is done with it."""
    chance = pars.pulse_held * levers.measurement_and_feedback[team] * teams.held[team]
    if uniform(seed, week, Draw.TEAM_SESSIONS, team, 2) >= chance:
        return
    for post in range(teams.first_post[team], teams.end_post[team]):
        if not is_present(staff, post):
            continue
        comes, outcome, _, _ = uniforms(seed, week, Draw.PULSE, post, 0)
        if comes < pars.pulse_answered:
            weight = pars.learn_own_answer * pars.session_answers_teach
            heard = outcome < pars.taken_up_base + pars.taken_up_practice * teams.quality[team]
            value = 1.0 if heard else value_ignored(staff, post, pars)
            learn_safety(staff, post, value, weight, Cause.PULSE, diary, pars)
            programme_time(teams, tally, pars.pulse_hours, 0.0, team)
            tally.pulse_places[team] += 1.0
            kind = TAKEN_UP if heard else IGNORED
            log_event(diary, staff, post, Event.PULSE, Cause.PULSE, kind, -1, teams.quality[team])


@compiled
def step_supervision(staff, teams, levers, manner, tally, diary, words, pars, seed, week, team):
    """Supervision, where the programme brings it."""
    if levers.restorative_supervision[team] > 0.0:
        supervise(staff, teams, levers, manner, tally, diary, words, pars, seed, week, team)


@compiled_apart
def supervise(staff, teams, levers, manner, tally, diary, words, pars, seed, week, team):
    """One to one, every six weeks: it relieves, listens, and repairs."""
    quality = teams.quality[team]
    chance = levers.restorative_supervision[team] * teams.held[team] / pars.supervision_weeks
    first = teams.first_post[team]
    draw_blocks(words[SUPERVISION], seed, week, Draw.SUPERVISION, first, teams.end_post[team] - first)
    for post in range(first, teams.end_post[team]):
        if not is_present(staff, post):
            continue
        held, asked, act, repaired = drawn(words, SUPERVISION, post - first)
        if held >= chance:
            continue
        programme_time(teams, tally, pars.supervision_hours, 0.0, team)
        tally.supervisions[team] += 1.0
        supervise_person(
            staff, teams, manner, tally, diary, post, quality, asked, act, repaired, pars, seed, week, team
        )


@compiled_apart
def supervise_person(
    staff, teams, manner, tally, diary, post, quality, asked, act, repaired, pars, seed, week, team
):
    """One supervision that is reflective: somebody is relieved, heard, and helped with a colleague."""
    relieve(staff, post, pars.supervision_relief * quality, Cause.SUPERVISION, diary)
    weight = pars.supervision_weight
    see(staff, post, as_act(act < quality), weight, weight, False, Cause.SUPERVISION, diary, pars)
    staff.sessions[post] += 1
    log_event(diary, staff, post, Event.SUPERVISION, Cause.SUPERVISION, Response.NONE, -1, quality)
    if asked < pars.supervision_asked:
        speak(
            staff, teams, manner, tally, diary, post, quality, 1.0, False, True, Cause.SUPERVISION,
            SPEAKS_IN_SUPERVISION, pars, seed, week, team,
        )  # fmt: skip
    if repaired < pars.supervision_repair * quality:
        settle_with_help(staff, teams, tally, diary, post, quality, Response.SUPERVISOR, pars, team)


@compiled
def step_agencies(staff, teams, levers, tally, diary, pars, seed, week, team):
    """Sessions with partner agencies."""
    if levers.multi_agency_alignment[team] <= 0.0:
        return
    _, _, _, agency = uniforms(seed, week, Draw.TEAM_SESSIONS, team, 3)
    if agency < levers.multi_agency_alignment[team] / pars.multi_agency_weeks:
        programme_time(teams, tally, pars.multi_agency_hours, pars.multi_agency_fee, team)
        tally.agency_sessions[team] += 1.0
        leader = leader_of(teams, staff, team)
        log_event(diary, staff, leader, Event.AGENCY_SESSION, Cause.NOTHING, Response.NONE, -1, 0.0)


@compiled_apart
def interview(staff, teams, manner, tally, diary, pars, seed, week, since, team):
    """Twelve weeks of listening, an interview every other week in a team: one is asked and heard."""
    first = teams.first_post[team]
    size = teams.end_post[team] - first
    post = first + int(uniform(seed, week, Draw.DIAGNOSIS, team, 0) * size)
    if (since + team) % int(pars.interview_weeks) == 0 and is_present(staff, post):
        quality = pars.interview_quality
        log_event(diary, staff, post, Event.INTERVIEW, Cause.NOTHING, Response.NONE, -1, quality)
        speak(
            staff, teams, manner, tally, diary, post, quality,
            standing_heard(staff, teams, post, team), False, False, Cause.ENGAGEMENT, SPEAKS_IN_INTERVIEW,
            pars, seed, week, team,
        )  # fmt: skip
        programme_time(teams, tally, pars.interview_hours, pars.interview_fee, team)
        tally.interviews[team] += 1.0


@compiled_apart
def coach(staff, teams, levers, tally, diary, pars, seed, week, team):
    """Each week a champion coaches a colleague, if the leader lets them."""
    modelling = staff.practice[leader_of(teams, staff, team)]
    held = chance_of_holding(teams, levers, modelling, pars, team)
    for post in range(teams.first_post[team], teams.end_post[team]):
        if not (staff.champion[post] and is_present(staff, post)):
            continue
        happens, act, _, _ = uniforms(seed, week, Draw.COACHING, post, 0)
        mate = find_mate(staff, teams, team, post, 600, 6, seed, week)
        if happens >= held or mate < 0:
            continue
        step = pars.coaching_step * keenness(staff, mate, pars)
        taught = pars.champion_teaches * staff.restorative_skill[post]
        gain = step * above(taught - staff.restorative_skill[mate])
        change_skill(staff, mate, gain, Cause.COACHING, diary)
        seen = as_act(act < staff.practice[post])
        see(staff, mate, seen, 1.0, 1.0, False, Cause.COACHING, diary, pars)
        strain(staff, post, pars.champion_strain * (1.0 - levers.backfill[team]), Cause.COACHING, diary)
        practised = pars.learning_by_doing * (pars.skill_by_practice - staff.restorative_skill[post])
        change_skill(staff, post, practised, Cause.COACHING, diary)
        programme_time(teams, tally, pars.champion_coaching_hours, 0.0, team)
        tally.champion_coachings[team] += 1.0
        one, two = staff.person[post], staff.person[mate]
        log_event(diary, staff, mate, Event.COACHED, Cause.COACHING, Response.NONE, one, taught)
        log_event(diary, staff, post, Event.COACHED_A_COLLEAGUE, Cause.COACHING, Response.NONE, two, taught)


@compiled_with_arrays
def choose_teams(staff, teams, manner, pars, seed, week):
    """After weeks of listening, teams in need come first, as far as they were listened to (section 13)."""
    number = teams.size
    heard, watched = np.zeros(number), np.zeros(number)
    for team in range(number):
        found = 0
        for post in range(teams.first_post[team], teams.end_post[team]):
            if is_present(staff, post) and found < pars.ranking_people:
                heard[team] += staff.psychological_safety[post] + staff.trust[post]
                found += 1
        heard[team] /= max(1, found)
        modelling = staff.practice[leader_of(teams, staff, team)]
        times = int(pars.ranking_observations)
        for k in range(times):
            watched[team] += (uniform(seed, week, Draw.COVER, team, 1 + k) < modelling) / times
    need = -(heard - heard.mean()) / max(heard.std(), LEAST_SPREAD) - (watched - watched.mean()) / max(
        watched.std(), LEAST_SPREAD
    )
    if pars.ranking_by_silence > 0.0:
        silent = teams.silent / np.maximum(1.0, teams.noticed)
        need += pars.ranking_by_silence * (silent - silent.mean()) / max(silent.std(), LEAST_SPREAD)
    for team in range(number):
        need[team] *= manner.targeting
        need[team] += (1.0 - manner.targeting) * normal(seed, week, Draw.COVER, team, 0)
    order = np.argsort(-need)
    chosen = int(2.0 * manner.cover * number + 1.0) // 2  # to the nearest, a half upwards
    for place in range(number):
        teams.covered[order[place]] = place < chosen
