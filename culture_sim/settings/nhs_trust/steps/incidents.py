"""Step 9: incidents, whether they harm, and whether anybody says so (model eq. 8)."""

import numpy as np

from culture_sim.engine.compile import compiled
from culture_sim.engine.rng import poisson, uniforms
from culture_sim.engine.steps.team_means import WEEKS_A_YEAR, clip01, logistic, sample_person
from culture_sim.settings.nhs_trust.steps.cases import open_case
from culture_sim.settings.nhs_trust.streams import CareStream
from culture_sim.settings.nhs_trust.tables import Stage


@compiled
def incidents_expected(exposure_present, workload, burnout, lessons, relationship, pars):
    """Mean number of incidents in a team this week.

    The rate is per member of staff a year at the usual sickness absence (model eq. 8), so that those present
    carry the contact of those who are not.
    """
    a_week = pars.incidents_per_staff_year / WEEKS_A_YEAR / (1.0 - pars.sickness_share)
    return (
        a_week
        * exposure_present
        * np.exp(
            pars.workload_hazard * (workload - 1.0)
            + pars.burnout_hazard * (burnout - pars.burnout_reference)
            - pars.learning_hazard * (lessons - 1.0)
            - pars.relationship_hazard * relationship
        )
    )


@compiled
def chance_of_harm(safety, pars):
    """Share of incidents that harm; somebody speaking up in time prevents some (model eq. 8)."""
    return clip01(pars.harm_share * (1.0 - pars.safety_interception * (safety - pars.safety_reference)))


@compiled
def voice(safety, lessons, pars):
    """Log-odds that an incident is reported: safe to say, and worth saying (model eq. 8)."""
    return (
        pars.reporting_intercept
        + pars.safety_reporting * (safety - pars.safety_reference)
        + pars.learning_reporting * (lessons - 1.0)
    )


@compiled
def chances_of_report(teams, team, pars):
    """Chances that an incident without harm and one with harm are reported (model eq. 8)."""
    log_odds = voice(teams.safety[team], teams.lessons[team], pars)
    return logistic(log_odds), logistic(log_odds + pars.harm_visibility)


@compiled
def step_incidents(staff, teams, tally, pars, seed, week, team):
    """Things go wrong; some harm, some are spoken of."""
    exposure = 0.0
    for post in range(teams.first_post[team], teams.end_post[team]):
        if staff.filled[post] and staff.sick[post] == 0:
            exposure += staff.exposure[post]
    expected = incidents_expected(
        exposure,
        teams.workload[team],
        teams.burnout[team],
        teams.lessons[team],
        teams.relationship[team],
        pars,
    )
    harm_share = chance_of_harm(teams.safety[team], pars)
    spoken, noticed = chances_of_report(teams, team, pars)
    tally.chance_of_report[team] = expected * ((1.0 - harm_share) * spoken + harm_share * noticed)
    incidents = poisson(seed, week, CareStream.INCIDENT_COUNT, team, expected)
    harms = reports = 0
    for which in range(incidents):
        harming, speaking, _, _ = uniforms(seed, week, CareStream.INCIDENT, team, which)
        harmed = harming < harm_share
        if harmed:
            harms += 1
        if speaking < (noticed if harmed else spoken):
            reports += 1
    teams.reports[team] = reports
    tally.incidents[team] = incidents
    tally.harms[team] = harms
    tally.reported_incidents[team] = reports


@compiled
def step_harm(staff, teams, patients, sponsor, tally, pars, seed, week, team):
    """Whoever came to harm in a team becomes a case."""
    if tally.harms[team] == 0:
        return
    harm_share = chance_of_harm(teams.safety[team], pars)
    _, noticed = chances_of_report(teams, team, pars)
    for which in range(tally.incidents[team]):
        harming, speaking, who, _ = uniforms(seed, week, CareStream.INCIDENT, team, which)
        if harming >= harm_share:
            continue
        where, _, _, _ = uniforms(seed, week, CareStream.INCIDENT_PATIENT, team, which)
        case = open_case(
            patients, teams, sponsor, team, Stage.HARMED, 1.0, where, pars, seed, week, 2 * which
        )
        patients.harmed[case] = True
        patients.known[case] = speaking < noticed
        post = sample_person(staff, teams, team, who, True, True, -1)
        if post >= 0:
            patients.post[case] = post
            patients.staff_person[case] = staff.person[post]
