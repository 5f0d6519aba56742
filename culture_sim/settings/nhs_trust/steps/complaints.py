"""Steps 10 and 15: dissatisfaction and complaints; encounters with patients and families (model eq. 12, 2.8)."""

import numpy as np

from culture_sim.engine.compile import compiled
from culture_sim.engine.event_log import Response as CoreResponse
from culture_sim.engine.event_log import log_event
from culture_sim.engine.interim import next_identity
from culture_sim.engine.rng import philox_words, poisson, to_normal, to_uniform, uniforms
from culture_sim.engine.steps.team_means import WEEKS_A_YEAR, clip01, count_eligible, pick_eligible
from culture_sim.engine.steps.trust import settled_trust
from culture_sim.settings.nhs_trust.steps.cases import admit, open_case
from culture_sim.settings.nhs_trust.streams import CareStream
from culture_sim.settings.nhs_trust.tables import Event, Response, Stage


@compiled
def encounter_signal(practice, burnout, relationship, power_sharing, agencies, pars):
    """How a patient or family is met by one member of staff (model eq. 12)."""
    return (
        pars.encounter_offset
        + pars.practice_encounter * (practice - pars.practice_reference)
        + pars.relationship_encounter * relationship
        + pars.power_encounter * power_sharing
        + pars.agencies_encounter * agencies
        - pars.burnout_encounter * (burnout - pars.burnout_reference)
    )


@compiled
def dissatisfaction_expected(exposure, burnout, workload, practice, relationship, trust, pars):
    """Mean number of patients or families with cause to complain this week (model eq. 12)."""
    return (
        pars.dissatisfaction_per_staff_year
        / WEEKS_A_YEAR
        * exposure
        * np.exp(
            pars.burnout_dissatisfaction * (burnout - pars.burnout_reference)
            + pars.workload_dissatisfaction * (workload - 1.0)
            - pars.practice_dissatisfaction * (practice - pars.practice_reference)
            - pars.relationship_dissatisfaction * relationship
            - pars.trust_dissatisfaction * (trust - pars.patient_trust_reference)
        )
    )


@compiled
def chance_voiced(power_sharing, complaints_policy, readiness, pars):
    """Share of dissatisfaction that is voiced: more where challenge is invited (model eq. 12, 2.8)."""
    share = pars.voiced_share + pars.power_voice * power_sharing + pars.open_policy_voice * complaints_policy
    return clip01(share * readiness)


@compiled
def chance_resolved_early(practice, complaints_policy_enacted, pars):
    """Share of what is voiced that is put right before it is written down (model eq. 12)."""
    return clip01(
        pars.early_resolution
        + pars.practice_early_resolution * (practice - pars.practice_reference)
        + pars.policy_early_resolution * complaints_policy_enacted
    )


@compiled
def step_dissatisfaction(staff, teams, levers, tally, pars, seed, week, team):
    """How many of those whom the team meets have cause to complain."""
    exposure = 0.0
    for post in range(teams.first_post[team], teams.end_post[team]):
        if staff.filled[post]:
            exposure += staff.exposure[post]
    expected = dissatisfaction_expected(
        exposure,
        teams.burnout[team],
        teams.workload[team],
        teams.practice[team],
        teams.relationship[team],
        teams.patient_trust[team],
        pars,
    )
    resolved = chance_resolved_early(teams.practice[team], teams.complaints_policy[team], pars)
    voiced = chance_voiced(levers.power_sharing[team], levers.complaints_policy[team], 1.0, pars)
    tally.chance_of_complaint[team] = expected * voiced * (1.0 - resolved)
    tally.dissatisfied[team] = poisson(seed, week, CareStream.DISSATISFACTION_COUNT, team, expected)


@compiled
def step_complaints(teams, levers, patients, sponsor, tally, log, pars, seed, week, team):
    """Of the dissatisfied some say so; some of that is put right at once, the rest becomes a written complaint."""
    resolved = chance_resolved_early(teams.practice[team], teams.complaints_policy[team], pars)
    power, policy = levers.power_sharing[team], levers.complaints_policy[team]
    for which in range(tally.dissatisfied[team]):
        where, speaking, settling, _ = uniforms(seed, week, CareStream.DISSATISFACTION, team, which)
        case = open_case(
            patients, teams, sponsor, team, Stage.SEEKING_ANSWERS, pars.dissatisfaction_distress, where,
            pars, seed, week, 2 * which + 1,
        )  # fmt: skip
        person = patients.person[case]
        if speaking >= chance_voiced(power, policy, patients.voice[case], pars):
            patients.need_met[case] = pars.need_met_hidden
            log_dissatisfaction(log, week, Response.NOT_VOICED, team, person)
        elif settling < resolved:
            patients.need_met[case] = clip01(pars.need_met_defensive + pars.need_met_restorative)
            patients.stage[case] = Stage.SETTLED
            log_dissatisfaction(log, week, Response.RESOLVED_EARLY, team, person)
        else:
            patients.need_met[case] = pars.need_met_defensive
            patients.stage[case] = Stage.COMPLAINED
            tally.complaints[team] += 1
            log_event(log, week, Event.COMPLAINT, CoreResponse.NONE, team, -1, person, -1, 0.0, 0.0, 0.0)
            log_dissatisfaction(log, week, CoreResponse.UNRESOLVED, team, person)


@compiled
def log_dissatisfaction(log, week, answer, team, person):
    """Write down that somebody had cause to complain, and what came of it."""
    log_event(log, week, Event.DISSATISFIED, answer, team, -1, person, -1, 0.0, 0.0, 0.0)


@compiled
def leaves_care(draw, pars):
    """Whether a stay ends this week."""
    return draw * pars.weeks_in_care < 1.0


@compiled
def count_arrivals(teams, notes, pars, seed, week, team):
    """How many will come into the team's care this week, so that their identities can be set aside."""
    arrivals = 0
    for place in range(teams.first_place[team], teams.end_place[team]):
        leaving, _, _, _ = uniforms(seed, week, CareStream.STAY, place)
        if leaves_care(leaving, pars):
            arrivals += 1
    notes.arrivals[team] = arrivals


@compiled
def step_encounters(staff, teams, levers, patients, notes, pars, seed, week, team):
    """Everyone in care meets somebody of the team; what they feel becomes the team's name (model 2.8, eq. 12)."""
    first, end = teams.first_place[team], teams.end_place[team]
    if first == end:
        return
    at_work = count_eligible(staff, teams, team, True, True, -1)
    total = 0.0
    for place in range(first, end):
        stay, meeting, readiness, impression = philox_words(seed, week, CareStream.STAY, place, 0)
        if leaves_care(to_uniform(stay), pars):
            person = next_identity(notes.next_arrival, team)
            admit(patients, person, place, teams.patient_trust[team], to_uniform(readiness), pars)
        practice, burnout = teams.practice[team], teams.burnout[team]
        post = pick_eligible(staff, teams, team, to_uniform(meeting), at_work, True, True, -1)
        if post >= 0:
            practice, burnout = staff.practice[post], staff.burnout[post]
        signal = encounter_signal(
            practice,
            burnout,
            teams.relationship[team],
            levers.power_sharing[team],
            levers.multi_agency_alignment[team],
            pars,
        ) + pars.fairness_noise * to_normal(impression)
        trust = settled_trust(
            patients.trust[place], signal, 1.0, pars.patient_trust_gain_rate, pars.loss_aversion
        )
        patients.trust[place] = clip01(trust)
        patients.weeks[place] += 1
        total += patients.trust[place]
    teams.patient_trust[team] = total / (end - first)
