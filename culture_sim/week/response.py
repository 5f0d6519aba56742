"""Step 10: how harm is answered, and what the answer does (model eq. 9, 10, 2.11.2, 2.11.3)."""

import numpy as np

from culture_sim.chance import Decision, uniforms
from culture_sim.compiled import compiled
from culture_sim.state import NEVER, Stage
from culture_sim.week.log import Answer, Event, note
from culture_sim.week.stock import bounded
from culture_sim.week.trust import settled_trust, shaken

ERROR, AT_RISK, RECKLESS = 0, 1, 2


@compiled
def restorative_route(safety_policy, modelling, rules):
    """Share of known harms for which a restorative answer is sought: by policy, or by a leader without one (eq. 9)."""
    return safety_policy + (1.0 - safety_policy) * rules.leader_discretion * modelling


@compiled
def facilitators_available(formal, rules):
    """Share of times a facilitator can be had (model eq. 9)."""
    return formal + (1.0 - formal) * rules.facilitators_without_provision


@compiled
def best_skill(staff, teams, team, rules):
    """Mean skill of the team's most skilled few, who carry what no facilitator does (model eq. 9)."""
    few = max(int(rules.best_colleagues), 1)
    best = np.zeros(few)
    people = 0
    for post in range(teams.first_post[team], teams.end_post[team]):
        if not staff.filled[post]:
            continue
        people += 1
        skill = staff.restorative_skill[post]
        weakest = np.argmin(best)
        if skill > best[weakest]:
            best[weakest] = skill
    return best.sum() / min(few, people) if people > 0 else 0.0


@compiled
def need_met_by_repair(quality, power_sharing, co_production, rules):
    """Share of a family's needs that a restorative process meets (model eq. 10, 2.11.8)."""
    power = rules.repair_without_power + (1.0 - rules.repair_without_power) * power_sharing
    partners = rules.co_production_need * co_production * power_sharing
    return bounded(rules.need_met_defensive + rules.need_met_restorative * quality * power + partners)


@compiled
def chance_of_claim(need_met, known, patient_trust, rules):
    """Chance that a harm becomes a claim (model eq. 10)."""
    chance = rules.claim_share * (1.0 - rules.claim_reduction * need_met)
    if not known:
        chance *= rules.hidden_claim_factor
    return bounded(chance * np.exp(-rules.trust_claims * (patient_trust - rules.patient_trust_reference)))


@compiled
def conduct(luck, rules):
    """What lay behind the harm (model 2.11.2)."""
    if luck < rules.reckless_share:
        return RECKLESS
    return AT_RISK if luck < rules.reckless_share + rules.at_risk_share else ERROR


@compiled
def investigate(staff, tally, log, post, team, rules, week):
    """Open a formal disciplinary investigation."""
    staff.investigation_weeks[post] = int(rules.investigation_weeks)
    tally.disciplinaries[week] += 1
    note(log, week, Event.INVESTIGATED, Answer.NONE, team, post, staff.person[post], -1, 0.0, 0.0, 0.0)


@compiled
def witness(staff, teams, log, team, besides, signal, safety_factor, safety_gain, rules, week, answer):
    """Everyone else in the team saw it: trust moves, and safety by a share of itself or by a step."""
    for post in range(teams.first_post[team], teams.end_post[team]):
        if staff.filled[post] and post != besides:
            moved = shaken(staff, post, signal, rules.event_weight_witness, rules)
            safety = staff.psychological_safety[post]
            staff.psychological_safety[post] = bounded(safety * safety_factor + safety_gain)
            change = staff.psychological_safety[post] - safety
            note(
                log,
                week,
                Event.WITNESSED,
                answer,
                team,
                post,
                staff.person[post],
                besides,
                moved,
                change,
                0.0,
            )


@compiled
def blame(staff, teams, tally, log, post, team, rules, week):
    """Someone is blamed, and everyone watches (model eq. 10)."""
    if post >= 0:
        moved = shaken(staff, post, rules.blame_signal, rules.event_weight_self, rules)
        safety, burnout = staff.psychological_safety[post], staff.burnout[post]
        staff.psychological_safety[post] = bounded(safety * (1.0 - rules.blame_safety_loss))
        staff.burnout[post] = bounded(burnout + rules.blame_burnout * (1.0 - burnout))
        note(
            log, week, Event.HARM, Answer.BLAME, team, post, staff.person[post], -1, moved,
            staff.psychological_safety[post] - safety, staff.burnout[post] - burnout,
        )  # fmt: skip
    witness(
        staff, teams, log, team, post, rules.witness_blame_signal, 1.0 - rules.witness_safety_loss, 0.0, rules, week,
        Answer.BLAME,
    )  # fmt: skip
    tally.blame_responses[week] += 1


@compiled
def restore(staff, teams, tally, log, post, team, quality, rules, week):
    """Those affected talk about what happened and what is needed; done badly it can hurt (model eq. 10)."""
    signal = rules.restorative_signal + rules.restorative_signal_gain * quality
    above = quality - rules.quality_threshold
    if post >= 0:
        moved = shaken(staff, post, signal, rules.event_weight_self, rules)
        safety, burnout = staff.psychological_safety[post], staff.burnout[post]
        staff.psychological_safety[post] = bounded(safety + rules.restorative_safety * above)
        staff.burnout[post] = bounded(burnout - rules.restorative_relief * quality * burnout)
        note(
            log, week, Event.HARM, Answer.RESTORATIVE, team, post, staff.person[post], -1, moved,
            staff.psychological_safety[post] - safety, staff.burnout[post] - burnout,
        )  # fmt: skip
    witness(
        staff, teams, log, team, post, signal, 1.0, rules.restorative_team_safety * above, rules, week,
        Answer.RESTORATIVE,
    )  # fmt: skip
    teams.lessons[team] += rules.restorative_lessons * quality
    tally.restorative_processes[week] += 1


@compiled
def live_response(staff, teams, levers, patients, sponsor, tally, log, rules, seed, week):
    """Every harm of this week is hidden, blamed or repaired; agreed actions of old are kept or broken."""
    for case in range(teams.end_place[-1], patients.size):
        if patients.promise_due[case] == week and patients.stage[case] != Stage.NOBODY:
            keep_promise(staff, patients, levers, sponsor, tally, log, case, rules, seed, week)
        if patients.stage[case] == Stage.HARMED:
            answer_harm(staff, teams, levers, patients, tally, log, case, rules, seed, week)


@compiled
def answer_harm(staff, teams, levers, patients, tally, log, case, rules, seed, week):
    """One harm: the second victim, the route, its effects, a complaint, a claim (model eq. 9, 10)."""
    team, post, person = patients.team[case], patients.post[case], patients.person[case]
    which = patients.which[case]
    if post >= 0:
        burnout = staff.burnout[post]
        staff.burnout[post] = bounded(burnout + rules.harm_burnout * (1.0 - burnout))
    sought, found, disciplined, complaining = uniforms(seed, week, Decision.RESPONSE, team, which)
    behind, _, alongside, _ = uniforms(seed, week, Decision.CONDUCT, team, which)
    kind = conduct(behind, rules) if rules.accountability > 0.0 else AT_RISK
    hr_policy = teams.hr_policy[team]
    if not patients.known[case]:
        need_met = rules.need_met_hidden
        patients.stage[case] = Stage.SEEKING_ANSWERS
        if post >= 0:
            note(log, week, Event.HARM, Answer.HIDDEN, team, post, staff.person[post], person, 0.0, 0.0, 0.0)
    else:
        tally.known_harms[week] += 1
        formal = levers.formal_processes[team]
        route = restorative_route(teams.safety_policy[team], teams.leadership_modelling[team], rules)
        if sought < route and found < facilitators_available(formal, rules):
            quality = formal * rules.facilitator_skill + (1.0 - formal) * best_skill(
                staff, teams, team, rules
            )
            restore(staff, teams, tally, log, post, team, quality, rules, week)
            need_met = need_met_by_repair(
                quality, levers.power_sharing[team], levers.co_production[team], rules
            )
            patients.stage[case] = Stage.IN_PROCESS
            if rules.promises > 0.0:
                patients.promise_due[case] = week + int(rules.promise_weeks)
            if kind == RECKLESS:
                held = rules.formal_alongside + (1.0 - rules.formal_alongside) * hr_policy
                tally.chance_of_disciplinary[week] += held if post >= 0 else 0.0
                if alongside >= held:
                    witness(
                        staff, teams, log, team, post, rules.unaccountable_signal, 1.0, 0.0, rules, week,
                        Answer.RESTORATIVE,
                    )  # fmt: skip
                elif post >= 0:
                    investigate(staff, tally, log, post, team, rules, week)
        else:
            blame(staff, teams, tally, log, post, team, rules, week)
            need_met = rules.need_met_defensive
            patients.stage[case] = Stage.SEEKING_ANSWERS
            formally = rules.disciplinary_after_blame * (1.0 - rules.discipline_diversion * hr_policy)
            misjudged = rules.misjudged_share * (1.0 - hr_policy)
            if kind == RECKLESS:
                formally = 1.0
            elif kind == ERROR and rules.accountability > 0.0:
                formally = misjudged + (1.0 - misjudged) * formally
            if post >= 0:
                tally.chance_of_disciplinary[week] += formally
                if disciplined < formally:
                    investigate(staff, tally, log, post, team, rules, week)
    patients.need_met[case] = need_met
    complaint = rules.complaint_after_harm * (1.0 - need_met)
    tally.chance_of_complaint[week] += complaint
    if complaining < complaint:
        tally.complaints[week] += 1
        patients.stage[case] = Stage.COMPLAINED
        note(log, week, Event.COMPLAINT, Answer.NONE, team, post, person, -1, 0.0, 0.0, 0.0)
    claim = chance_of_claim(need_met, patients.known[case], patients.trust[case], rules)
    tally.chance_of_claim[week] += claim
    claiming, first, second, _ = uniforms(seed, week, Decision.CLAIM, team, which)
    if claiming < claim:
        delay = -0.5 * rules.claim_delay_weeks * (np.log(first) + np.log(second))
        patients.claim_due[case] = week + 1 + int(delay)
        tally.claims_started[week] += 1
    patients.trust[case] = bounded(
        settled_trust(
            patients.trust[case],
            need_met,
            rules.event_weight_self,
            rules.patient_trust_gain_rate,
            rules.loss_aversion,
        )
    )


@compiled
def keep_promise(staff, patients, levers, sponsor, tally, log, case, rules, seed, week):
    """An agreed action falls due; a broken one costs the trust that the process had won (model 2.11.3)."""
    team, post = patients.team[case], patients.post[case]
    kept = bounded(
        rules.promise_kept
        + rules.measurement_promise * levers.measurement_and_feedback[team]
        + rules.commitment_promise * sponsor.commitment[0]
    )
    patients.promise_due[case] = NEVER
    luck, _, _, _ = uniforms(seed, week, Decision.PROMISE, team, patients.which[case])
    if luck < kept:
        return
    tally.broken_promises[week] += 1
    patients.trust[case] = bounded(
        settled_trust(
            patients.trust[case],
            rules.broken_promise_signal,
            rules.event_weight_self,
            rules.patient_trust_gain_rate,
            rules.loss_aversion,
        )
    )
    if post >= 0 and staff.filled[post] and staff.person[post] == patients.staff_person[case]:
        moved = shaken(staff, post, rules.broken_promise_signal, rules.event_weight_self, rules)
        note(
            log, week, Event.BROKEN_PROMISE, Answer.NONE, team, post, staff.person[post], -1, moved, 0.0, 0.0
        )
