"""Step 10: how harm is answered, and what the answer does (model eq. 9, 10, 2.11.2, 2.11.3)."""

import numpy as np

from culture_sim.engine.compile import compiled
from culture_sim.engine.event_log import Response as CoreResponse
from culture_sim.engine.event_log import log_event
from culture_sim.engine.rng import uniforms
from culture_sim.engine.steps.responses import (
    best_skill,
    blame,
    facilitators_available,
    investigate,
    restorative_route,
    restore,
    witness,
)
from culture_sim.engine.steps.team_means import clip01, whole_weeks
from culture_sim.engine.steps.trust import apply_trust_event, settled_trust
from culture_sim.scenario.times import NEVER
from culture_sim.settings.nhs_trust.streams import CareStream
from culture_sim.settings.nhs_trust.tables import Event, Response, Stage

ERROR, AT_RISK, RECKLESS = 0, 1, 2


@compiled
def need_met_by_repair(quality, power_sharing, co_production, pars):
    """Share of a family's needs that a restorative process meets (model eq. 10, 2.11.8)."""
    power = pars.repair_without_power + (1.0 - pars.repair_without_power) * power_sharing
    partners = pars.co_production_need * co_production * power_sharing
    return clip01(pars.need_met_defensive + pars.need_met_restorative * quality * power + partners)


@compiled
def chance_of_claim(need_met, known, patient_trust, pars):
    """Chance that a harm becomes a claim (model eq. 10)."""
    chance = pars.claim_share * (1.0 - pars.claim_reduction * need_met)
    if not known:
        chance *= pars.hidden_claim_factor
    return clip01(chance * np.exp(-pars.trust_claims * (patient_trust - pars.patient_trust_reference)))


@compiled
def conduct(draw, pars):
    """What lay behind the harm (model 2.11.2)."""
    if draw < pars.reckless_share:
        return RECKLESS
    return AT_RISK if draw < pars.reckless_share + pars.at_risk_share else ERROR


@compiled
def answer_harm(staff, teams, levers, patients, tally, log, case, pars, seed, week):
    """One harm: the second victim, the route, its effects, a complaint, a claim (model eq. 9, 10)."""
    team, post, person = patients.team[case], patients.post[case], patients.person[case]
    which = patients.which[case]
    if post >= 0:
        burnout = staff.burnout[post]
        staff.burnout[post] = clip01(burnout + pars.harm_burnout * (1.0 - burnout))
    sought, found, disciplined, complaining = uniforms(seed, week, CareStream.RESPONSE, team, which)
    behind, _, alongside, _ = uniforms(seed, week, CareStream.CONDUCT, team, which)
    kind = conduct(behind, pars) if pars.accountability > 0.0 else AT_RISK
    hr_policy = teams.hr_policy[team]
    if not patients.known[case]:
        need_met = pars.need_met_hidden
        patients.stage[case] = Stage.SEEKING_ANSWERS
        if post >= 0:
            log_event(
                log, week, Event.HARM, Response.HIDDEN, team, post, staff.person[post], person, 0.0, 0.0, 0.0
            )
    else:
        tally.known_harms[team] += 1
        formal = levers.formal_processes[team]
        route = restorative_route(teams.safety_policy[team], teams.modelling[team], pars)
        if sought < route and found < facilitators_available(formal, pars):
            quality = formal * pars.facilitator_skill + (1.0 - formal) * best_skill(staff, teams, team, pars)
            restore(staff, teams, tally, log, Event.HARM, post, team, quality, pars, week)
            need_met = need_met_by_repair(
                quality, levers.power_sharing[team], levers.co_production[team], pars
            )
            patients.stage[case] = Stage.IN_PROCESS
            if pars.promises > 0.0:
                patients.promise_due[case] = week + whole_weeks(pars.promise_weeks)
            if kind == RECKLESS:
                held = pars.formal_alongside + (1.0 - pars.formal_alongside) * hr_policy
                tally.chance_of_disciplinary[team] += held if post >= 0 else 0.0
                if alongside >= held:
                    witness(
                        staff, teams, log, team, post, pars.unaccountable_signal, 1.0, 0.0, pars, week,
                        CoreResponse.RESTORATIVE,
                    )  # fmt: skip
                elif post >= 0:
                    investigate(staff, tally, log, post, team, pars, week)
        else:
            blame(staff, teams, tally, log, Event.HARM, post, team, pars, week)
            need_met = pars.need_met_defensive
            patients.stage[case] = Stage.SEEKING_ANSWERS
            formally = pars.disciplinary_after_blame * (1.0 - pars.discipline_diversion * hr_policy)
            misjudged = pars.misjudged_share * (1.0 - hr_policy)
            if kind == RECKLESS:
                formally = 1.0
            elif kind == ERROR and pars.accountability > 0.0:
                formally = misjudged + (1.0 - misjudged) * formally
            if post >= 0:
                tally.chance_of_disciplinary[team] += formally
                if disciplined < formally:
                    investigate(staff, tally, log, post, team, pars, week)
    patients.need_met[case] = need_met
    complaint = pars.complaint_after_harm * (1.0 - need_met)
    tally.chance_of_complaint[team] += complaint
    if complaining < complaint:
        tally.complaints[team] += 1
        patients.stage[case] = Stage.COMPLAINED
        log_event(log, week, Event.COMPLAINT, CoreResponse.NONE, team, post, person, -1, 0.0, 0.0, 0.0)
    claim = chance_of_claim(need_met, patients.known[case], patients.trust[case], pars)
    tally.chance_of_claim[team] += claim
    claiming, first, second, _ = uniforms(seed, week, CareStream.CLAIM, team, which)
    if claiming < claim:
        delay = -0.5 * pars.claim_delay_weeks * (np.log(first) + np.log(second))
        patients.claim_due[case] = week + 1 + whole_weeks(delay)
        tally.claims_started[team] += 1
    patients.trust[case] = clip01(
        settled_trust(
            patients.trust[case],
            need_met,
            pars.event_weight_self,
            pars.patient_trust_gain_rate,
            pars.loss_aversion,
        )
    )


@compiled
def keep_promise(staff, patients, levers, sponsor, tally, log, case, pars, seed, week):
    """An agreed action falls due; a broken one costs the trust that the process had won (model 2.11.3)."""
    team, post = patients.team[case], patients.post[case]
    chance = clip01(
        pars.promise_kept
        + pars.measurement_promise * levers.measurement_and_feedback[team]
        + pars.commitment_promise * sponsor.commitment[0]
    )
    patients.promise_due[case] = NEVER
    draw, _, _, _ = uniforms(seed, week, CareStream.PROMISE, team, patients.which[case])
    if draw < chance:
        return
    tally.broken_promises[team] += 1
    patients.trust[case] = clip01(
        settled_trust(
            patients.trust[case],
            pars.broken_promise_signal,
            pars.event_weight_self,
            pars.patient_trust_gain_rate,
            pars.loss_aversion,
        )
    )
    if post >= 0 and staff.filled[post] and staff.person[post] == patients.staff_person[case]:
        moved = apply_trust_event(staff, post, pars.broken_promise_signal, pars.event_weight_self, pars)
        log_event(
            log,
            week,
            Event.BROKEN_PROMISE,
            CoreResponse.NONE,
            team,
            post,
            staff.person[post],
            -1,
            moved,
            0.0,
            0.0,
        )
