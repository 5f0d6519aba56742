"""Step 13: encounters with patients and families, dissatisfaction, complaints, and cases that go on (eq. 12, 2.8)."""

import numpy as np

from culture_sim.engine.compile import compiled
from culture_sim.engine.event_log import Response as CoreResponse
from culture_sim.engine.event_log import log_event
from culture_sim.engine.rng import draw_blocks, poisson, to_normal, to_uniform, uniform, uniforms
from culture_sim.engine.steps.team_means import WEEKS_A_YEAR, clip01, is_eligible
from culture_sim.engine.steps.trust import settled_trust
from culture_sim.engine.tables import NEVER
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
def step_complaints(staff, teams, levers, patients, sponsor, tally, log, pars, seed, week):
    """Encounters, then dissatisfaction, then the cases that are still open."""
    at_work = np.empty((teams.end_post - teams.first_post).max(), np.int64)
    luck = draw_blocks(seed, week, CareStream.STAY, 0, teams.end_place[-1])
    for team in range(teams.size):
        exposure = 0.0
        for post in range(teams.first_post[team], teams.end_post[team]):
            if staff.filled[post]:
                exposure += staff.exposure[post]
        step_dissatisfaction(teams, levers, patients, sponsor, tally, log, team, exposure, pars, seed, week)
        step_encounters(staff, teams, levers, patients, sponsor, team, at_work, luck, pars)
    step_cases(teams, patients, tally, log, pars, seed, week)


@compiled
def step_dissatisfaction(teams, levers, patients, sponsor, tally, log, team, exposure, pars, seed, week):
    """Some have cause to complain; some say so; some of that is put right at once."""
    expected = dissatisfaction_expected(
        exposure,
        teams.burnout[team],
        teams.workload[team],
        teams.practice[team],
        teams.relationship[team],
        teams.patient_trust[team],
        pars,
    )
    power, policy = levers.power_sharing[team], levers.complaints_policy[team]
    resolved = chance_resolved_early(teams.practice[team], teams.complaints_policy[team], pars)
    tally.chance_of_complaint[week] += expected * chance_voiced(power, policy, 1.0, pars) * (1.0 - resolved)
    for which in range(poisson(seed, week, CareStream.DISSATISFACTION_COUNT, team, expected)):
        where, speaking, settling, _ = uniforms(seed, week, CareStream.DISSATISFACTION, team, which)
        case = open_case(
            patients, teams, sponsor, team, Stage.SEEKING_ANSWERS, pars.dissatisfaction_distress, where,
            pars, seed, week, 2 * which + 1,
        )  # fmt: skip
        tally.dissatisfied[week] += 1
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
            tally.complaints[week] += 1
            log_event(log, week, Event.COMPLAINT, CoreResponse.NONE, team, -1, person, -1, 0.0, 0.0, 0.0)
            log_dissatisfaction(log, week, CoreResponse.UNRESOLVED, team, person)


@compiled
def log_dissatisfaction(log, week, answer, team, person):
    """Write down that somebody had cause to complain, and what came of it."""
    log_event(log, week, Event.DISSATISFIED, answer, team, -1, person, -1, 0.0, 0.0, 0.0)


@compiled
def step_encounters(staff, teams, levers, patients, sponsor, team, at_work, luck, pars):
    """Everyone in care meets somebody of the team; what they feel becomes the team's name (model 2.8, eq. 12)."""
    first, end = teams.first_place[team], teams.end_place[team]
    if first == end:
        return
    people = 0
    for post in range(teams.first_post[team], teams.end_post[team]):
        if is_eligible(staff, post, True, True, -1):
            at_work[people] = post
            people += 1
    total = 0.0
    for place in range(first, end):
        leaving, who, ready = (
            to_uniform(luck[0, place]),
            to_uniform(luck[1, place]),
            to_uniform(luck[2, place]),
        )
        if leaving * pars.weeks_in_care < 1.0:
            admit(patients, sponsor, place, teams.patient_trust[team], ready, pars)
        practice, burnout = teams.practice[team], teams.burnout[team]
        if people > 0:
            post = at_work[min(int(who * people), people - 1)]
            practice, burnout = staff.practice[post], staff.burnout[post]
        signal = encounter_signal(
            practice,
            burnout,
            teams.relationship[team],
            levers.power_sharing[team],
            levers.multi_agency_alignment[team],
            pars,
        ) + pars.fairness_noise * to_normal(luck[3, place])
        trust = settled_trust(
            patients.trust[place], signal, 1.0, pars.patient_trust_gain_rate, pars.loss_aversion
        )
        patients.trust[place] = clip01(trust)
        patients.weeks[place] += 1
        total += patients.trust[place]
    teams.patient_trust[team] = total / (end - first)


@compiled
def step_cases(teams, patients, tally, log, pars, seed, week):
    """Distress fades, faster where needs are met; complaints escalate, claims arrive, cases close (model 2.8)."""
    for case in range(teams.end_place[-1], patients.size):
        stage = patients.stage[case]
        if stage == Stage.NOBODY:
            continue
        team, person, need_met = patients.team[case], patients.person[case], patients.need_met[case]
        if stage == Stage.CLAIMED:
            patients.stage[case] = Stage.NOBODY
            continue
        patients.weeks[case] += 1
        if stage == Stage.COMPLAINED:
            unmet = patients.distress[case] * (1.0 - need_met) * (1.0 - patients.trust[case])
            which = 2 * patients.which[case] + (1 if patients.harmed[case] else 0) + 64 * patients.weeks[case]
            if uniform(seed, week, CareStream.ESCALATION, team, which) < pars.ombudsman_rate * unmet:
                patients.stage[case] = Stage.OMBUDSMAN
                tally.ombudsman[week] += 1
                post = patients.post[case]
                log_event(
                    log, week, Event.OMBUDSMAN, CoreResponse.NONE, team, post, person, -1, 0.0, 0.0, 0.0
                )
        if stage == Stage.IN_PROCESS and patients.weeks[case] >= pars.process_weeks:
            patients.stage[case] = Stage.SETTLED
        patients.distress[case] *= 1.0 - clip01(pars.distress_fading + pars.distress_relief * need_met)
        if week >= patients.claim_due[case]:
            patients.stage[case] = Stage.CLAIMED
            tally.claims[week] += 1
            log_event(
                log,
                week,
                Event.CLAIM,
                CoreResponse.NONE,
                team,
                patients.post[case],
                person,
                -1,
                0.0,
                0.0,
                0.0,
            )
        elif (
            patients.distress[case] < pars.closing_distress
            and patients.claim_due[case] == NEVER
            and patients.promise_due[case] == NEVER
        ):
            patients.stage[case] = Stage.NOBODY
