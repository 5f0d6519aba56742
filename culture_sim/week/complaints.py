"""Step 13: encounters with patients and families, dissatisfaction, complaints, and cases that go on (eq. 12, 2.8)."""

import numpy as np

from culture_sim.chance import Decision, hands, poisson, quantile, share, uniform, uniforms
from culture_sim.compiled import compiled
from culture_sim.state import NEVER, Stage
from culture_sim.week.cases import admit, open_case
from culture_sim.week.log import Answer, Event, note
from culture_sim.week.stock import WEEKS_A_YEAR, bounded, fits
from culture_sim.week.trust import settled_trust


@compiled
def encounter_signal(practice, burnout, relationship, power_sharing, agencies, rules):
    """How a patient or family is met by one member of staff (model eq. 12)."""
    return (
        rules.encounter_offset
        + rules.practice_encounter * (practice - rules.practice_reference)
        + rules.relationship_encounter * relationship
        + rules.power_encounter * power_sharing
        + rules.agencies_encounter * agencies
        - rules.burnout_encounter * (burnout - rules.burnout_reference)
    )


@compiled
def dissatisfaction_expected(exposure, burnout, workload, practice, relationship, trust, rules):
    """Mean number of patients or families with cause to complain this week (model eq. 12)."""
    return (
        rules.dissatisfaction_per_staff_year
        / WEEKS_A_YEAR
        * exposure
        * np.exp(
            rules.burnout_dissatisfaction * (burnout - rules.burnout_reference)
            + rules.workload_dissatisfaction * (workload - 1.0)
            - rules.practice_dissatisfaction * (practice - rules.practice_reference)
            - rules.relationship_dissatisfaction * relationship
            - rules.trust_dissatisfaction * (trust - rules.patient_trust_reference)
        )
    )


@compiled
def chance_voiced(power_sharing, complaints_policy, readiness, rules):
    """Share of dissatisfaction that is voiced: more where challenge is invited (model eq. 12, 2.8)."""
    share = (
        rules.voiced_share + rules.power_voice * power_sharing + rules.open_policy_voice * complaints_policy
    )
    return bounded(share * readiness)


@compiled
def chance_resolved_early(practice, complaints_policy_enacted, rules):
    """Share of what is voiced that is put right before it is written down (model eq. 12)."""
    return bounded(
        rules.early_resolution
        + rules.practice_early_resolution * (practice - rules.practice_reference)
        + rules.policy_early_resolution * complaints_policy_enacted
    )


@compiled
def live_complaints(staff, teams, levers, patients, sponsor, tally, log, rules, seed, week):
    """Encounters, then dissatisfaction, then the cases that are still open."""
    at_work = np.empty((teams.end_post - teams.first_post).max(), np.int64)
    luck = hands(seed, week, Decision.STAY, 0, teams.end_place[-1])
    for team in range(teams.size):
        exposure = 0.0
        for post in range(teams.first_post[team], teams.end_post[team]):
            if staff.filled[post]:
                exposure += staff.exposure[post]
        live_dissatisfaction(teams, levers, patients, sponsor, tally, log, team, exposure, rules, seed, week)
        live_encounters(staff, teams, levers, patients, sponsor, team, at_work, luck, rules)
    live_cases(teams, patients, tally, log, rules, seed, week)


@compiled
def live_dissatisfaction(teams, levers, patients, sponsor, tally, log, team, exposure, rules, seed, week):
    """Some have cause to complain; some say so; some of that is put right at once."""
    expected = dissatisfaction_expected(
        exposure,
        teams.burnout[team],
        teams.workload[team],
        teams.practice[team],
        teams.relationship[team],
        teams.patient_trust[team],
        rules,
    )
    power, policy = levers.power_sharing[team], levers.complaints_policy[team]
    resolved = chance_resolved_early(teams.practice[team], teams.complaints_policy[team], rules)
    tally.chance_of_complaint[week] += expected * chance_voiced(power, policy, 1.0, rules) * (1.0 - resolved)
    for which in range(poisson(seed, week, Decision.DISSATISFACTION_COUNT, team, expected)):
        where, speaking, settling, _ = uniforms(seed, week, Decision.DISSATISFACTION, team, which)
        case = open_case(
            patients, teams, sponsor, team, Stage.SEEKING_ANSWERS, rules.dissatisfaction_distress, where,
            rules, seed, week, 2 * which + 1,
        )  # fmt: skip
        tally.dissatisfied[week] += 1
        person = patients.person[case]
        if speaking >= chance_voiced(power, policy, patients.voice[case], rules):
            patients.need_met[case] = rules.need_met_hidden
            answer = Answer.NOT_VOICED
        elif settling < resolved:
            patients.need_met[case] = bounded(rules.need_met_defensive + rules.need_met_restorative)
            patients.stage[case] = Stage.SETTLED
            answer = Answer.RESOLVED_EARLY
        else:
            patients.need_met[case] = rules.need_met_defensive
            patients.stage[case] = Stage.COMPLAINED
            tally.complaints[week] += 1
            answer = Answer.UNRESOLVED
            note(log, week, Event.COMPLAINT, Answer.NONE, team, -1, person, -1, 0.0, 0.0, 0.0)
        note(log, week, Event.DISSATISFIED, answer, team, -1, person, -1, 0.0, 0.0, 0.0)


@compiled
def live_encounters(staff, teams, levers, patients, sponsor, team, at_work, luck, rules):
    """Everyone in care meets somebody of the team; what they feel becomes the team's name (model 2.8, eq. 12)."""
    first, end = teams.first_place[team], teams.end_place[team]
    if first == end:
        return
    people = 0
    for post in range(teams.first_post[team], teams.end_post[team]):
        if fits(staff, post, True, True, -1):
            at_work[people] = post
            people += 1
    total = 0.0
    for place in range(first, end):
        leaving, who, ready = share(luck[0, place]), share(luck[1, place]), share(luck[2, place])
        if leaving * rules.weeks_in_care < 1.0:
            admit(patients, sponsor, place, teams.patient_trust[team], ready, rules)
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
            rules,
        ) + rules.fairness_noise * quantile(luck[3, place])
        trust = settled_trust(
            patients.trust[place], signal, 1.0, rules.patient_trust_gain_rate, rules.loss_aversion
        )
        patients.trust[place] = bounded(trust)
        patients.weeks[place] += 1
        total += patients.trust[place]
    teams.patient_trust[team] = total / (end - first)


@compiled
def live_cases(teams, patients, tally, log, rules, seed, week):
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
            if uniform(seed, week, Decision.ESCALATION, team, which) < rules.ombudsman_rate * unmet:
                patients.stage[case] = Stage.OMBUDSMAN
                tally.ombudsman[week] += 1
                post = patients.post[case]
                note(log, week, Event.OMBUDSMAN, Answer.NONE, team, post, person, -1, 0.0, 0.0, 0.0)
        if stage == Stage.IN_PROCESS and patients.weeks[case] >= rules.process_weeks:
            patients.stage[case] = Stage.SETTLED
        patients.distress[case] *= 1.0 - bounded(rules.distress_fading + rules.distress_relief * need_met)
        if week >= patients.claim_due[case]:
            patients.stage[case] = Stage.CLAIMED
            tally.claims[week] += 1
            note(log, week, Event.CLAIM, Answer.NONE, team, patients.post[case], person, -1, 0.0, 0.0, 0.0)
        elif (
            patients.distress[case] < rules.closing_distress
            and patients.claim_due[case] == NEVER
            and patients.promise_due[case] == NEVER
        ):
            patients.stage[case] = Stage.NOBODY
