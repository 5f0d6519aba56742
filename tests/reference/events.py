"""Steps 9 to 12 of the week, agent by agent: incidents, the answer to harm, disciplinaries, conflict (2.4, 2.5)."""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

from culture_sim.engine.rng import Stream
from culture_sim.scenario.times import NEVER
from culture_sim.settings.nhs_trust.streams import CareStream
from culture_sim.settings.nhs_trust.tables import Stage
from tests.reference.agents import Family, StaffMember, Team, clip01, mean
from tests.reference.care import open_case
from tests.reference.people import feel, moved

if TYPE_CHECKING:
    from tests.reference.twin import Twin


def logistic(log_odds: float) -> float:
    """sigma in the model document."""
    return 1 / (1 + exp(-log_odds))


def things_go_wrong(model: Twin) -> None:
    """Step 9, eq. 8: incidents, harm, and whether anybody says so."""
    p = model.p
    for team in model.teams:
        team.reports = 0.0
        contact = sum(person.post.exposure for person in team.people if person.at_work)
        expected = p.incidents_per_staff_year / 52 / (1 - p.sickness_share) * contact
        expected *= exp(
            p.workload_hazard * (team.workload - 1)
            + p.burnout_hazard * (team.burnout - p.burnout_reference)
            - p.learning_hazard * (team.lessons - 1)
            - p.relationship_hazard * team.relationship
        )
        above = team.safety - p.safety_reference
        harm = clip01(p.harm_share * (1 - p.safety_interception * above))
        voice = p.reporting_intercept + p.safety_reporting * above + p.learning_reporting * (team.lessons - 1)
        reported, noticed = logistic(voice), logistic(voice + p.harm_visibility)
        model.add("chance_of_report", expected * ((1 - harm) * reported + harm * noticed))
        for number in range(model.count(CareStream.INCIDENT_COUNT, team.number, expected)):
            model.add("incidents")
            harming, speaking, who, _ = model.draws(CareStream.INCIDENT, team.number, number)
            if harming < harm:
                known = speaking < noticed
                model.add("harms")
                somebody_comes_to_harm(model, team, number, known, who)
            else:
                known = speaking < reported
            if known:
                model.add("reported_incidents")
                team.reports += 1


def somebody_comes_to_harm(model: Twin, team: Team, number: int, known: bool, who: float) -> None:
    """A patient or family of the team, with a member of staff who was there."""
    luck = model.draws(CareStream.INCIDENT_PATIENT, team.number, number)[0]
    family = open_case(model, team, luck, which=2 * number)
    family.stage = Stage.HARMED
    family.distress = 1.0
    family.harmed = True
    family.known = known
    there = [person for person in team.people if person.at_work and person.post.exposure > 0]
    family.colleague = team.someone(who, there)


def harm_is_answered(model: Twin) -> None:
    """Step 10, eq. 9 and 10: every harm of this week; and promises that fall due (2.11.3)."""
    for family in model.cases:
        if family.promise_due == model.week:
            promise_falls_due(model, family)
        if family.stage == Stage.HARMED:
            answer(model, family)


def answer(model: Twin, family: Family) -> None:
    """One harm: hidden, blamed or repaired; then perhaps a complaint, perhaps a claim."""
    p, team, colleague = model.p, family.team, family.colleague
    if colleague:
        colleague.burnout = clip01(colleague.burnout + p.harm_burnout * (1 - colleague.burnout))
    sought, found, disciplined, complaining = model.draws(CareStream.RESPONSE, team.number, family.which)
    if not family.known:
        family.need_met = p.need_met_hidden
        family.stage = Stage.SEEKING_ANSWERS
    else:
        model.add("known_harms")
        route = team.safety_policy + (1 - team.safety_policy) * p.leader_discretion * team.leader.modelling
        formal = team.levers["formal_processes"]
        available = formal + (1 - formal) * p.facilitators_without_provision
        if sought < route and found < available:
            repair(model, family)
        else:
            blame(model, family, disciplined)
    complaint = p.complaint_after_harm * (1 - family.need_met)
    model.add("chance_of_complaint", complaint)
    if complaining < complaint:
        model.add("complaints")
        family.stage = Stage.COMPLAINED
    maybe_claim(model, family)
    weight, gain = p.event_weight_self, p.patient_trust_gain_rate
    family.trust = moved(model, family.trust, family.need_met, weight, gain)


def maybe_claim(model: Twin, family: Family) -> None:
    """Eq. 10: cl0 (1 - chi_cl n) exp(-cl_tau (tau - tau_ref)), less if hidden; a gamma delay of shape 2."""
    p = model.p
    claim = p.claim_share * (1 - p.claim_reduction * family.need_met)
    claim *= 1 if family.known else p.hidden_claim_factor
    claim = clip01(claim * exp(-p.trust_claims * (family.trust - p.patient_trust_reference)))
    model.add("chance_of_claim", claim)
    claiming, first, second, _ = model.draws(CareStream.CLAIM, family.team.number, family.which)
    if claiming < claim:
        delay = p.claim_delay_weeks / 2 * (-log(first) - log(second))
        family.claim_due = model.week + 1 + int(delay)
        model.add("claims_started")


def conduct(model: Twin, family: Family) -> tuple[str, float]:
    """2.11.2: what lay behind the harm, and the luck of whether recklessness is held to account."""
    p = model.p
    behind, _, alongside, _ = model.draws(CareStream.CONDUCT, family.team.number, family.which)
    if not p.accountability:
        return "not asked", alongside
    if behind < p.reckless_share:
        return "reckless", alongside
    return ("at risk" if behind < p.reckless_share + p.at_risk_share else "error"), alongside


def witness(
    model: Twin, family: Family, signal: float, safety_factor: float = 1.0, safety_step: float = 0.0
) -> None:
    """The rest of the team sees it."""
    for person in family.team.people:
        if person is not family.colleague:
            feel(model, person, signal, model.p.event_weight_witness)
            person.psychological_safety = clip01(person.psychological_safety * safety_factor + safety_step)


def blame(model: Twin, family: Family, disciplined: float) -> None:
    """Eq. 10, blame; and the formal disciplinary that may follow (2.11.2 when it is asked what lay behind)."""
    p, person, team = model.p, family.colleague, family.team
    if person:
        feel(model, person, p.blame_signal, p.event_weight_self)
        person.psychological_safety = clip01(person.psychological_safety * (1 - p.blame_safety_loss))
        person.burnout = clip01(person.burnout + p.blame_burnout * (1 - person.burnout))
    witness(model, family, p.witness_blame_signal, safety_factor=1 - p.witness_safety_loss)
    model.add("blame_responses")
    family.need_met = p.need_met_defensive
    family.stage = Stage.SEEKING_ANSWERS
    formal = p.disciplinary_after_blame * (1 - p.discipline_diversion * team.hr_policy)
    kind, _ = conduct(model, family)
    if kind == "reckless":
        formal = 1.0
    if kind == "error":
        misjudged = p.misjudged_share * (1 - team.hr_policy)
        formal = misjudged + (1 - misjudged) * formal
    if person:
        model.add("chance_of_disciplinary", formal)
        if disciplined < formal:
            investigate(model, person)


def repair(model: Twin, family: Family) -> None:
    """Eq. 9 and 10, restorative: quality nu decides whether it heals or hurts."""
    p, person, team = model.p, family.colleague, family.team
    formal = team.levers["formal_processes"]
    few = int(p.best_colleagues)
    best = sorted((mate.restorative_skill for mate in team.people), reverse=True)[:few]
    quality = formal * p.facilitator_skill + (1 - formal) * (mean(best) if best else 0)
    signal = p.restorative_signal + p.restorative_signal_gain * quality
    above = quality - p.quality_threshold
    if person:
        feel(model, person, signal, p.event_weight_self)
        person.psychological_safety = clip01(person.psychological_safety + p.restorative_safety * above)
        person.burnout = clip01(person.burnout - p.restorative_relief * quality * person.burnout)
    witness(model, family, signal, safety_step=p.restorative_team_safety * above)
    team.lessons += p.restorative_lessons * quality
    model.add("restorative_processes")
    power, partners = team.levers["power_sharing"], team.levers["co_production"]
    repaired = (
        p.need_met_restorative * quality * (p.repair_without_power + (1 - p.repair_without_power) * power)
    )
    family.need_met = clip01(p.need_met_defensive + repaired + p.co_production_need * partners * power)
    family.stage = Stage.IN_PROCESS
    if p.promises:
        family.promise_due = model.week + int(p.promise_weeks)
    kind, luck = conduct(model, family)
    if kind == "reckless":
        held = p.formal_alongside + (1 - p.formal_alongside) * team.hr_policy
        if person:
            model.add("chance_of_disciplinary", held)
        if luck >= held:
            witness(model, family, p.unaccountable_signal)
        elif person:
            investigate(model, person)


def promise_falls_due(model: Twin, family: Family) -> None:
    """2.11.3: kept more often with measurement and a committed sponsor; a broken promise costs trust."""
    p, colleague = model.p, family.colleague
    kept = p.promise_kept + p.measurement_promise * family.team.levers["measurement_and_feedback"]
    kept = clip01(kept + p.commitment_promise * model.sponsor.commitment)
    family.promise_due = NEVER
    if model.draws(CareStream.PROMISE, family.team.number, family.which)[0] < kept:
        return
    model.add("broken_promises")
    signal, weight = p.broken_promise_signal, p.event_weight_self
    family.trust = moved(model, family.trust, signal, weight, p.patient_trust_gain_rate)
    if colleague and colleague.post.filled and colleague.post.person is colleague:
        feel(model, colleague, signal, weight)


def investigate(model: Twin, person: StaffMember) -> None:
    """A formal investigation begins."""
    person.investigation_weeks = int(model.p.investigation_weeks)
    model.add("disciplinaries")


def investigations_go_on(model: Twin) -> None:
    """Step 11: investigations go on or end; others begin that have nothing to do with harm."""
    p = model.p
    for team in model.teams:
        for person in team.people:
            person.investigation_weeks = max(person.investigation_weeks - 1, 0)
    for team in model.teams:
        diverted = 1 - p.discipline_diversion * team.hr_policy
        expected = p.other_disciplinaries_per_year / 52 * team.headcount * diverted
        model.add("chance_of_disciplinary", expected)
        for number in range(model.count(Stream.OTHER_DISCIPLINARY_COUNT, team.number, expected)):
            luck = model.draws(Stream.OTHER_DISCIPLINARY, team.number, number)[0]
            anyone = team.someone(luck, team.people)
            if anyone:
                investigate(model, anyone)


def colleagues_fall_out(model: Twin) -> None:
    """Step 12, eq. 11: conflicts, most of them settled; and grievances."""
    p = model.p
    everyone = [person for team in model.teams for person in team.people]
    helpers = [
        person
        for person in everyone
        if person.peer_facilitator and person.post.team.levers["peer_facilitators"] > 0
    ]
    for person in everyone:
        team = person.post.team
        who, settling, formally, _ = model.draws(Stream.CONFLICT, person.post.number)
        chance = p.conflicts_per_staff_year / 52
        chance *= exp(person.burnout - p.burnout_reference + p.workload_conflict * (team.workload - 1))
        chance *= 1 - p.practice_conflict * (team.practice - p.practice_reference)
        other = team.someone(who, [mate for mate in team.people if mate is not person])
        if person.post.conflict_draw >= chance or other is None:
            continue
        model.add("conflicts")
        both = person.practice + other.practice
        if settling >= (1 - p.informal_resolution) * exp(-p.practice_resolution * both):
            continue
        if helpers and helped(model, person, helpers, len(helpers) / len(everyone)):
            continue
        model.add("unresolved_conflicts")
        for one in (person, other):
            one.psychological_safety = clip01(one.psychological_safety * (1 - p.conflict_safety_loss))
            one.burnout = clip01(one.burnout + p.conflict_burnout * (1 - one.burnout))
        grievance = p.grievance_share * (1 - p.grievance_diversion * team.hr_policy)
        grievance = clip01(grievance * exp(p.trust_voice * (person.trust - p.trust_reference)))
        model.add("chance_of_grievance", grievance)
        if formally < grievance:
            model.add("grievances")


def helped(model: Twin, person: StaffMember, helpers: list[StaffMember], share: float) -> bool:
    """2.11.7: a peer facilitator hears of it in time, and settles it."""
    p = model.p
    reached, resolved, _, _ = model.draws(Stream.FACILITATION, person.post.number)
    around = [post for post in (*person.post.team.posts, *person.post.ties) if post is not person.post]
    near = any(post.filled and post.person.peer_facilitator for post in around)
    closeness = 1 + p.facilitator_tie_bonus if near else 1
    hearing = 1 - exp(-p.facilitator_reach * share * person.psychological_safety * closeness)
    skill = mean([helper.restorative_skill for helper in helpers])
    return reached < hearing and resolved < p.facilitated_resolution * skill
