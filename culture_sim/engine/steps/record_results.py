"""Step 17: write down where everyone stands."""

from culture_sim.engine.compile import compiled
from culture_sim.engine.steps.team_means import logistic, mean_of_teams

_SURVEY_EVERY = 13


@compiled
def step_record(staff, teams, sponsor, tally, pars, week):
    """Means over staff, over teams, and now and then what a survey of everyone would say."""
    people = 0
    safety = trust = burnout = skill = use = practice = 0.0
    burnt_out = 0
    for post in range(staff.size):
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
    if people > 0:
        tally.psychological_safety[week] = safety / people
        tally.trust[week] = trust / people
        tally.burnout[week] = burnout / people
        tally.restorative_skill[week] = skill / people
        tally.use[week] = use / people
        tally.practice[week] = practice / people
        tally.burnt_out[week] = burnt_out / people
    record_survey(staff, tally, pars, week)
    tally.practice_spread[week] = teams.practice.std()
    tally.leadership_modelling[week] = mean_of_teams(teams.modelling)
    tally.enactment[week] = mean_of_teams(teams.enactment)
    tally.workload[week] = mean_of_teams(teams.workload)
    tally.lessons[week] = mean_of_teams(teams.lessons)
    tally.commitment[week] = sponsor.commitment[0]


@compiled
def record_survey(staff, tally, pars, week):
    """The two survey answers of model 2.11.5, asked of everyone once a quarter and carried on between."""
    if week % _SURVEY_EVERY != 0 and week > 0:
        tally.treated_fairly[week] = tally.treated_fairly[week - 1]
        tally.safe_to_speak_up[week] = tally.safe_to_speak_up[week - 1]
        return
    people = 0
    fair = speaking = 0.0
    for post in range(staff.size):
        if staff.filled[post]:
            people += 1
            fair += logistic(pars.fair_slope * (staff.trust[post] - pars.fair_midpoint))
            speaking += logistic(
                pars.speak_up_slope * (staff.psychological_safety[post] - pars.speak_up_midpoint)
            )
    if people > 0:
        tally.treated_fairly[week] = fair / people
        tally.safe_to_speak_up[week] = speaking / people
