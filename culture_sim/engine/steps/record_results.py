"""Step 20: write down where everyone stands."""

from culture_sim.engine.compile import compiled
from culture_sim.engine.steps.team_means import logistic

SURVEY_EVERY_WEEKS = 13


@compiled
def is_survey_week(week):
    """Whether everyone is surveyed this week; between surveys the last answers stand."""
    return week % SURVEY_EVERY_WEEKS == 0


@compiled
def step_record(staff, teams, notes, tally, pars, week, team):
    """The sums over one team of which the organisation's means are made."""
    people = burnt_out = 0
    safety = trust = burnout = skill = use = practice = 0.0
    for post in range(teams.first_post[team], teams.end_post[team]):
        if staff.filled[post]:
            people += 1
            safety += staff.psychological_safety[post]
            trust += staff.trust[post]
            burnout += staff.burnout[post]
            skill += staff.restorative_skill[post]
            use += staff.use[post]
            practice += staff.practice[post]
            if staff.burnout[post] > pars.burnt_out_cut:
                burnt_out += 1
    notes.people[team] = people
    tally.psychological_safety[team] = safety
    tally.trust[team] = trust
    tally.burnout[team] = burnout
    tally.restorative_skill[team] = skill
    tally.use[team] = use
    tally.practice[team] = practice
    tally.burnt_out[team] = burnt_out
    tally.leadership_modelling[team] = teams.modelling[team]
    tally.enactment[team] = teams.enactment[team]
    tally.workload[team] = teams.workload[team]
    tally.lessons[team] = teams.lessons[team]
    if is_survey_week(week):
        survey(staff, teams, tally, pars, team)


@compiled
def survey(staff, teams, tally, pars, team):
    """The two survey answers of model 2.11.5, asked of everyone once a quarter."""
    fair = speaking = 0.0
    for post in range(teams.first_post[team], teams.end_post[team]):
        if staff.filled[post]:
            fair += logistic(pars.fair_slope * (staff.trust[post] - pars.fair_midpoint))
            speaking += logistic(
                pars.speak_up_slope * (staff.psychological_safety[post] - pars.speak_up_midpoint)
            )
    tally.treated_fairly[team] = fair
    tally.safe_to_speak_up[team] = speaking


@compiled
def add_up(counts, totals, week):
    """The organisation's tally of the week: the sum over teams, in their order.

    Args:
        counts: (teams, columns) of this week.
        totals: (weeks, columns); the row of this week is written.
        week: row.
    """
    total = totals[week]
    total[:] = 0.0
    for team in range(counts.shape[0]):
        for column in range(counts.shape[1]):
            total[column] += counts[team, column]


@compiled
def step_means(teams, sponsor, notes, tally, week):
    """The sums of the week's tally become means over staff and over teams."""
    people = max(notes.people.sum(), 1)
    tally.psychological_safety[week] /= people
    tally.trust[week] /= people
    tally.burnout[week] /= people
    tally.restorative_skill[week] /= people
    tally.use[week] /= people
    tally.practice[week] /= people
    tally.burnt_out[week] /= people
    if is_survey_week(week):
        tally.treated_fairly[week] /= people
        tally.safe_to_speak_up[week] /= people
    else:
        tally.treated_fairly[week] = tally.treated_fairly[week - 1]
        tally.safe_to_speak_up[week] = tally.safe_to_speak_up[week - 1]
    tally.programme_running[week] /= teams.size
    tally.leadership_modelling[week] /= teams.size
    tally.enactment[week] /= teams.size
    tally.workload[week] /= teams.size
    tally.lessons[week] /= teams.size
    tally.practice_spread[week] = teams.practice.std()
    tally.commitment[week] = sponsor.commitment[0]
