"""Step 9: incidents, whether they harm, and whether anybody says so (model eq. 8)."""

import numpy as np

from culture_sim.chance import Decision, poisson, uniforms
from culture_sim.compiled import compiled
from culture_sim.state import Stage
from culture_sim.week.cases import open_case
from culture_sim.week.stock import WEEKS_A_YEAR, bounded, logistic, someone


@compiled
def incidents_expected(exposure_present, workload, burnout, lessons, relationship, rules):
    """Mean number of incidents in a team this week.

    The rate is per member of staff a year at the usual sickness absence (model eq. 8), so that those present
    carry the contact of those who are not.
    """
    a_week = rules.incidents_per_staff_year / WEEKS_A_YEAR / (1.0 - rules.sickness_share)
    return (
        a_week
        * exposure_present
        * np.exp(
            rules.workload_hazard * (workload - 1.0)
            + rules.burnout_hazard * (burnout - rules.burnout_reference)
            - rules.learning_hazard * (lessons - 1.0)
            - rules.relationship_hazard * relationship
        )
    )


@compiled
def chance_of_harm(safety, rules):
    """Share of incidents that harm; somebody speaking up in time prevents some (model eq. 8)."""
    return bounded(rules.harm_share * (1.0 - rules.safety_interception * (safety - rules.safety_reference)))


@compiled
def voice(safety, lessons, rules):
    """Log-odds that an incident is reported: safe to say, and worth saying (model eq. 8)."""
    return (
        rules.reporting_intercept
        + rules.safety_reporting * (safety - rules.safety_reference)
        + rules.learning_reporting * (lessons - 1.0)
    )


@compiled
def live_incidents(staff, teams, patients, sponsor, tally, rules, seed, week):
    """Things go wrong; some harm, some are spoken of."""
    for team in range(teams.size):
        teams.reports[team] = 0.0
        exposure = 0.0
        for post in range(teams.first_post[team], teams.end_post[team]):
            if staff.filled[post] and staff.sick[post] == 0:
                exposure += staff.exposure[post]
        safety, lessons = teams.safety[team], teams.lessons[team]
        expected = incidents_expected(
            exposure, teams.workload[team], teams.burnout[team], lessons, teams.relationship[team], rules
        )
        harm_share = chance_of_harm(safety, rules)
        log_odds = voice(safety, lessons, rules)
        spoken, noticed = logistic(log_odds), logistic(log_odds + rules.harm_visibility)
        tally.chance_of_report[week] += expected * ((1.0 - harm_share) * spoken + harm_share * noticed)
        for which in range(poisson(seed, week, Decision.INCIDENT_COUNT, team, expected)):
            tally.incidents[week] += 1
            harming, speaking, who, _ = uniforms(seed, week, Decision.INCIDENT, team, which)
            if harming < harm_share:
                known = speaking < noticed
                tally.harms[week] += 1
                luck, _, _, _ = uniforms(seed, week, Decision.INCIDENT_PATIENT, team, which)
                case = open_case(
                    patients, teams, sponsor, team, Stage.HARMED, 1.0, luck, rules, seed, week, 2 * which
                )
                patients.harmed[case] = True
                patients.known[case] = known
                post = someone(staff, teams, team, who, True, True, -1)
                if post >= 0:
                    patients.post[case] = post
                    patients.staff_person[case] = staff.person[post]
            else:
                known = speaking < spoken
            if known:
                tally.reported_incidents[week] += 1
                teams.reports[team] += 1.0
