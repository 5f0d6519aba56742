"""Step 8: training, coaching by champions, rehearsal and decay of skill (model eq. 7)."""

import numpy as np

from culture_sim.engine.compile import compiled
from culture_sim.engine.event_log import Event, Response, log_event
from culture_sim.engine.rng import Stream, uniform
from culture_sim.engine.steps.team_means import WEEKS_A_YEAR, clip01

WORKING_DAYS = 5.0


@compiled
def reach(engagement, pars):
    """Share of a staff group that an introduction reaches: 60 % without engagement, all with it (model 2.3)."""
    return pars.reach_without_engagement + (1.0 - pars.reach_without_engagement) * engagement


@compiled
def transfer(engagement, pars):
    """Share of what was taught that is taken back to work (model 2.3)."""
    return pars.transfer_without_engagement + (1.0 - pars.transfer_without_engagement) * engagement


@compiled
def taught(skill, target, transferred):
    """Skill after a course: nobody loses by it (model eq. 7)."""
    return skill + transferred * max(target - skill, 0.0)


@compiled
def coached(champions, people, champions_use, champions_skill, enactment, use, skill, pars):
    """Skill gained this week from champions in the team (model eq. 7)."""
    if champions == 0:
        return 0.0
    density = min(1.0, champions / people / pars.coaching_saturation_share)
    pace = pars.coaching_rate * density * champions_use * enactment * use
    return pace * max(pars.coaching_fidelity * champions_skill - skill, 0.0)


@compiled
def rehearsed(skill, use, practice, pars):
    """Skill gained this week by doing (model eq. 7)."""
    return pars.learning_by_doing * use * practice * (pars.skill_ceiling - skill)


@compiled
def forgotten(skill, natural_skill, use, pars):
    """Skill lost this week: unused skill decays towards natural skill (model eq. 7)."""
    decay = np.log(2.0) / pars.skill_half_life_weeks
    return decay * (1.0 - pars.use_protection * use) * (skill - natural_skill)


@compiled
def is_meant(turn, strength, engagement, pars):
    """Whether an introduction is meant for somebody: a share of those within reach, the same people every week."""
    return turn < strength * reach(engagement, pars)


@compiled
def has_a_place(draw, pars):
    """Whether a rolling programme has a place this week for somebody who waits for one."""
    return draw * pars.introduction_weeks < 1.0


@compiled
def attend(staff, teams, tally, log, team, post, days, backfill, event, week):
    """A course costs time: what is not backfilled is missing from next week's capacity."""
    staff.trained[post] = True
    teams.training_weeks[team] += days / WORKING_DAYS * (1.0 - backfill)
    tally.training_days[team] += days
    tally.backfilled_training_days[team] += days * backfill
    log_event(log, week, event, Response.NONE, team, post, staff.person[post], -1, 0.0, 0.0, 0.0)


@compiled
def step_training(staff, teams, levers, engagement, sponsor, tally, log, pars, seed, week, team):
    """Introductions, champions and peer facilitators for free places, refreshers."""
    teams.training_weeks[team] = 0.0
    if (
        levers.introduction[team]
        + levers.champions[team]
        + levers.peer_facilitators[team]
        + levers.refreshers[team]
        == 0.0
    ):
        return
    backfill = levers.backfill[team]
    for post in range(teams.first_post[team], teams.end_post[team]):
        if not staff.filled[post]:
            continue
        engaged = engagement[team, staff.profession[post]]
        transferred = transfer(engaged, pars)
        if (
            not staff.trained[post]
            and has_a_place(staff.training_draw[post], pars)
            and is_meant(
                uniform(seed, 0, Stream.TRAINING_SLOT, post), levers.introduction[team], engaged, pars
            )
        ):
            skill = staff.restorative_skill[post]
            staff.restorative_skill[post] = taught(skill, pars.introduction_skill, transferred)
            tally.introductions[team] += 1
            days = pars.introduction_days
            attend(staff, teams, tally, log, team, post, days, backfill, Event.TRAINED, week)
        if not staff.champion[post] and staff.champion_priority[post] < levers.champions[team]:
            staff.champion[post] = True
            skill = staff.restorative_skill[post]
            staff.restorative_skill[post] = taught(skill, pars.deep_training_skill, transferred)
            tally.deep_trainings[team] += 1
            days = pars.deep_training_days
            attend(staff, teams, tally, log, team, post, days, backfill, Event.BECAME_CHAMPION, week)
        if (
            not staff.peer_facilitator[post]
            and staff.facilitator_priority[post] < levers.peer_facilitators[team]
        ):
            staff.peer_facilitator[post] = True
            skill = staff.restorative_skill[post]
            staff.restorative_skill[post] = taught(skill, pars.deep_training_skill, transferred)
            tally.facilitator_trainings[team] += 1
            days = pars.deep_training_days
            attend(
                staff,
                teams,
                tally,
                log,
                team,
                post,
                days,
                backfill,
                Event.BECAME_FACILITATOR,
                week,
            )
        if levers.refreshers[team] > 0.0 and staff.trained[post]:
            invited = levers.refreshers[team] / WEEKS_A_YEAR * sponsor.commitment[0]
            if 1.0 - staff.training_draw[post] < invited * reach(engaged, pars):
                target = pars.deep_training_skill
                if not staff.champion[post]:
                    target = pars.introduction_skill + pars.refresher_extra_skill
                staff.restorative_skill[post] = taught(staff.restorative_skill[post], target, transferred)
                tally.refreshers[team] += 1
                days = pars.refresher_days
                attend(staff, teams, tally, log, team, post, days, backfill, Event.REFRESHED, week)


@compiled
def step_skill(staff, teams, pars, team):
    """Champions coach, use rehearses, time erodes."""
    first, end = teams.first_post[team], teams.end_post[team]
    champions = 0
    champions_use = champions_skill = 0.0
    for post in range(first, end):
        if staff.filled[post] and staff.champion[post]:
            champions += 1
            champions_use += staff.use[post]
            champions_skill += staff.restorative_skill[post]
    if champions > 0:
        champions_use /= champions
        champions_skill /= champions
    people = max(teams.headcount[team], 1)
    for post in range(first, end):
        if not staff.filled[post]:
            continue
        skill, use = staff.restorative_skill[post], staff.use[post]
        change = coached(
            champions, people, champions_use, champions_skill, teams.enactment[team], use, skill, pars
        )
        change += rehearsed(skill, use, staff.practice[post], pars)
        change -= forgotten(skill, staff.natural_skill[post], use, pars)
        staff.restorative_skill[post] = clip01(skill + change)
        staff.practice[post] = staff.restorative_skill[post] * use
