"""Step 11: other disciplinaries, and investigations that end (model 2.4, 2.11.2)."""

from culture_sim.chance import Decision, poisson, uniform
from culture_sim.compiled import compiled
from culture_sim.week.log import Answer, Event, note
from culture_sim.week.response import investigate
from culture_sim.week.stock import WEEKS_A_YEAR, someone


@compiled
def other_disciplinaries_expected(people, hr_policy, rules):
    """Mean number of disciplinaries in a team this week that have nothing to do with harm."""
    diverted = 1.0 - rules.discipline_diversion * hr_policy
    return rules.other_disciplinaries_per_year / WEEKS_A_YEAR * people * diverted


@compiled
def live_disciplinaries(staff, teams, tally, log, rules, seed, week):
    """Investigations go on or end without giving back the trust they cost; others begin."""
    for post in range(staff.size):
        if staff.filled[post] and staff.investigation_weeks[post] > 0:
            staff.investigation_weeks[post] -= 1
            if staff.investigation_weeks[post] == 0:
                cleared = uniform(seed, week, Decision.NO_CASE, post) < rules.no_case_share
                answer = Answer.NO_CASE if cleared else Answer.CASE_FOUND
                note(
                    log, week, Event.INVESTIGATION_ENDED, answer, staff.team[post], post, staff.person[post], -1,
                    0.0, 0.0, 0.0,
                )  # fmt: skip
    for team in range(teams.size):
        expected = other_disciplinaries_expected(teams.headcount[team], teams.hr_policy[team], rules)
        tally.chance_of_disciplinary[week] += expected
        for which in range(poisson(seed, week, Decision.OTHER_DISCIPLINARY_COUNT, team, expected)):
            luck = uniform(seed, week, Decision.OTHER_DISCIPLINARY, team, which)
            post = someone(staff, teams, team, luck, False, False, -1)
            if post >= 0:
                investigate(staff, tally, log, post, team, rules, week)
