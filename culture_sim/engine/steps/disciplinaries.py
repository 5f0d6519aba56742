"""Step 11: other disciplinaries, and investigations that end (model 2.4, 2.11.2)."""

from culture_sim.engine.compile import compiled
from culture_sim.engine.event_log import Event, Response, log_event
from culture_sim.engine.rng import Stream, poisson, uniform
from culture_sim.engine.steps.responses import investigate
from culture_sim.engine.steps.team_means import WEEKS_A_YEAR, sample_person


@compiled
def other_disciplinaries_expected(people, hr_policy, pars):
    """Mean number of disciplinaries in a team this week that have nothing to do with harm."""
    diverted = 1.0 - pars.discipline_diversion * hr_policy
    return pars.other_disciplinaries_per_year / WEEKS_A_YEAR * people * diverted


@compiled
def step_disciplinaries(staff, teams, tally, log, pars, seed, week, team):
    """Investigations go on or end without giving back the trust they cost; others begin."""
    for post in range(teams.first_post[team], teams.end_post[team]):
        if staff.filled[post] and staff.investigation_weeks[post] > 0:
            staff.investigation_weeks[post] -= 1
            if staff.investigation_weeks[post] == 0:
                cleared = uniform(seed, week, Stream.NO_CASE, post) < pars.no_case_share
                answer = Response.NO_CASE if cleared else Response.CASE_FOUND
                log_event(
                    log, week, Event.INVESTIGATION_ENDED, answer, team, post, staff.person[post], -1,
                    0.0, 0.0, 0.0,
                )  # fmt: skip
    expected = other_disciplinaries_expected(teams.headcount[team], teams.hr_policy[team], pars)
    tally.chance_of_disciplinary[team] += expected
    for which in range(poisson(seed, week, Stream.OTHER_DISCIPLINARY_COUNT, team, expected)):
        draw = uniform(seed, week, Stream.OTHER_DISCIPLINARY, team, which)
        post = sample_person(staff, teams, team, draw, False, False, -1)
        if post >= 0:
            investigate(staff, tally, log, post, team, pars, week)
