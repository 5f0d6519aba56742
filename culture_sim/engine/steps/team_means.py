"""What a team is this week: its head count and the means of its people. No state is changed."""

import numpy as np

from culture_sim.engine.compile import compiled
from culture_sim.scenario.times import NEVER

WEEKS_A_YEAR = 52.0
LONGEST = float(NEVER // 2)


@compiled
def clip01(value):
    """A share stays between 0 and 1."""
    return min(max(value, 0.0), 1.0)


@compiled
def whole_weeks(weeks):
    """A length of time in whole weeks, as a column holds it: ten million years stand for anything longer."""
    return int(min(weeks, LONGEST))


@compiled
def logistic(log_odds):
    """The probability of log-odds."""
    return 1.0 / (1.0 + np.exp(-log_odds))


@compiled
def update_team_means(staff, teams, team):
    """Head count and means of one team. A team of nobody keeps its last means."""
    people = 0
    practice = burnout = safety = 0.0
    for post in range(teams.first_post[team], teams.end_post[team]):
        if staff.filled[post]:
            people += 1
            practice += staff.practice[post]
            burnout += staff.burnout[post]
            safety += staff.psychological_safety[post]
    teams.headcount[team] = people
    if people > 0:
        teams.practice[team] = practice / people
        teams.burnout[team] = burnout / people
        teams.safety[team] = safety / people


@compiled
def sample_person(staff, teams, team, draw, present, exposed, besides):
    """A person of the team drawn with equal chance, or -1 if nobody fits.

    `present`: only people at work; `exposed`: only those in contact with those served;
    `besides`: a post to leave out, or -1.
    """
    eligible = count_eligible(staff, teams, team, present, exposed, besides)
    return pick_eligible(staff, teams, team, draw, eligible, present, exposed, besides)


@compiled
def count_eligible(staff, teams, team, present, exposed, besides):
    """How many people of the team may be drawn."""
    eligible = 0
    for post in range(teams.first_post[team], teams.end_post[team]):
        if is_eligible(staff, post, present, exposed, besides):
            eligible += 1
    return eligible


@compiled
def pick_eligible(staff, teams, team, draw, eligible, present, exposed, besides):
    """The one of them whom a draw from (0, 1) falls on, or -1 if there is nobody."""
    if eligible == 0:
        return -1
    wanted = min(int(draw * eligible), eligible - 1)
    for post in range(teams.first_post[team], teams.end_post[team]):
        if is_eligible(staff, post, present, exposed, besides):
            if wanted == 0:
                return post
            wanted -= 1
    return -1


@compiled
def is_eligible(staff, post, present, exposed, besides):
    """Whether a post is filled by somebody who may be drawn."""
    return (
        staff.filled[post]
        and post != besides
        and (not present or staff.sick[post] == 0)
        and (not exposed or staff.exposure[post] > 0.0)
    )
