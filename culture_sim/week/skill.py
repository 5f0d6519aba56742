"""Step 8: training, coaching by champions, rehearsal and decay of skill (model eq. 7)."""

import numpy as np

from culture_sim.chance import Decision, uniform
from culture_sim.compiled import compiled
from culture_sim.week.log import Answer, Event, note
from culture_sim.week.stock import WEEKS_A_YEAR, bounded

WORKING_DAYS = 5.0


@compiled
def reach(engagement, rules):
    """Share of a staff group that an introduction reaches: 60 % without engagement, all with it (model 2.3)."""
    return rules.reach_without_engagement + (1.0 - rules.reach_without_engagement) * engagement


@compiled
def transfer(engagement, rules):
    """Share of what was taught that is taken back to work (model 2.3)."""
    return rules.transfer_without_engagement + (1.0 - rules.transfer_without_engagement) * engagement


@compiled
def taught(skill, target, transferred):
    """Skill after a course: nobody loses by it (model eq. 7)."""
    return skill + transferred * max(target - skill, 0.0)


@compiled
def coached(champions, people, champions_use, champions_skill, enactment, use, skill, rules):
    """Skill gained this week from champions in the team (model eq. 7)."""
    if champions == 0:
        return 0.0
    density = min(1.0, champions / people / rules.coaching_saturation_share)
    pace = rules.coaching_rate * density * champions_use * enactment * use
    return pace * max(rules.coaching_fidelity * champions_skill - skill, 0.0)


@compiled
def rehearsed(skill, use, practice, rules):
    """Skill gained this week by doing (model eq. 7)."""
    return rules.learning_by_doing * use * practice * (rules.skill_ceiling - skill)


@compiled
def forgotten(skill, natural_skill, use, rules):
    """Skill lost this week: unused skill decays towards natural skill (model eq. 7)."""
    decay = np.log(2.0) / rules.skill_half_life_weeks
    return decay * (1.0 - rules.use_protection * use) * (skill - natural_skill)


@compiled
def is_meant(turn, strength, engagement, rules):
    """Whether an introduction is meant for somebody: a share of those within reach, the same people every week."""
    return turn < strength * reach(engagement, rules)


@compiled
def has_a_place(luck, rules):
    """Whether a rolling programme has a place this week for somebody who waits for one."""
    return luck * rules.introduction_weeks < 1.0


@compiled
def attend(staff, teams, tally, log, team, post, days, backfill, event, week):
    """A course costs time: what is not backfilled is missing from next week's capacity."""
    staff.trained[post] = True
    teams.training_weeks[team] += days / WORKING_DAYS * (1.0 - backfill)
    tally.training_days[week] += days
    tally.backfilled_training_days[week] += days * backfill
    note(log, week, event, Answer.NONE, team, post, staff.person[post], -1, 0.0, 0.0, 0.0)


@compiled
def live_training(staff, teams, levers, engagement, sponsor, tally, log, rules, seed, week):
    """Introductions, champions and peer facilitators for free places, refreshers."""
    for team in range(teams.size):
        teams.training_weeks[team] = 0.0
        if (
            levers.introduction[team]
            + levers.champions[team]
            + levers.peer_facilitators[team]
            + levers.refreshers[team]
            == 0.0
        ):
            continue
        backfill = levers.backfill[team]
        for post in range(teams.first_post[team], teams.end_post[team]):
            if not staff.filled[post]:
                continue
            engaged = engagement[team, staff.profession[post]]
            transferred = transfer(engaged, rules)
            if (
                not staff.trained[post]
                and has_a_place(staff.luck_of_training[post], rules)
                and is_meant(
                    uniform(seed, 0, Decision.TRAINING_SLOT, post), levers.introduction[team], engaged, rules
                )
            ):
                skill = staff.restorative_skill[post]
                staff.restorative_skill[post] = taught(skill, rules.introduction_skill, transferred)
                tally.introductions[week] += 1
                days = rules.introduction_days
                attend(staff, teams, tally, log, team, post, days, backfill, Event.TRAINED, week)
            if not staff.champion[post] and staff.champion_priority[post] < levers.champions[team]:
                staff.champion[post] = True
                skill = staff.restorative_skill[post]
                staff.restorative_skill[post] = taught(skill, rules.deep_training_skill, transferred)
                tally.deep_trainings[week] += 1
                days = rules.deep_training_days
                attend(staff, teams, tally, log, team, post, days, backfill, Event.BECAME_CHAMPION, week)
            if (
                not staff.peer_facilitator[post]
                and staff.facilitator_priority[post] < levers.peer_facilitators[team]
            ):
                staff.peer_facilitator[post] = True
                skill = staff.restorative_skill[post]
                staff.restorative_skill[post] = taught(skill, rules.deep_training_skill, transferred)
                tally.facilitator_trainings[week] += 1
                days = rules.deep_training_days
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
                if 1.0 - staff.luck_of_training[post] < invited * reach(engaged, rules):
                    target = rules.deep_training_skill
                    if not staff.champion[post]:
                        target = rules.introduction_skill + rules.refresher_extra_skill
                    staff.restorative_skill[post] = taught(staff.restorative_skill[post], target, transferred)
                    tally.refreshers[week] += 1
                    days = rules.refresher_days
                    attend(staff, teams, tally, log, team, post, days, backfill, Event.REFRESHED, week)


@compiled
def live_skill(staff, teams, rules):
    """Champions coach, use rehearses, time erodes."""
    for team in range(teams.size):
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
                champions, people, champions_use, champions_skill, teams.enactment[team], use, skill, rules
            )
            change += rehearsed(skill, use, staff.practice[post], rules)
            change -= forgotten(skill, staff.natural_skill[post], use, rules)
            staff.restorative_skill[post] = bounded(skill + change)
            staff.practice[post] = staff.restorative_skill[post] * use
