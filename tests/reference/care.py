"""Step 13 of the week, family by family: encounters, dissatisfaction, complaints, open cases (eq. 12, 2.8)."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from culture_sim.scenario.times import NEVER
from culture_sim.settings.nhs_trust.streams import CareStream
from culture_sim.settings.nhs_trust.tables import Stage
from tests.reference.agents import Family, Team, clip01, mean
from tests.reference.people import moved

if TYPE_CHECKING:
    from tests.reference.twin import Twin


def readiness(model: Twin, luck: float) -> float:
    """How ready somebody is to complain: uniform with mean 1."""
    return 1 + model.p.voice_spread * (2 * luck - 1)


def admit(model: Twin, team: Team, place: int, luck: float) -> Family:
    """A new patient or family, with the trust that the team has earned so far."""
    before = model.rows[place]
    if before is not None and before.stage == Stage.IN_CARE:
        before.remove()
    family = Family(model, team, model.new_identity())
    family.trust = team.patient_trust
    family.voice = readiness(model, luck)
    model.rows[place] = family
    return family


def open_case(model: Twin, team: Team, luck: float, which: int) -> Family:
    """Care goes wrong for somebody in the team's care, who becomes a case; another takes the place."""
    if team.places:
        place = team.places[min(int(luck * len(team.places)), len(team.places) - 1)]
        family = model.rows[place]
        assert family is not None
        family.stage = Stage.SEEKING_ANSWERS
        admit(model, team, place, model.draws(CareStream.VOICE, place, which + 1)[0])
    else:
        family = Family(model, team, model.new_identity())
        family.trust = team.patient_trust
        family.voice = readiness(model, luck)
        family.stage = Stage.SEEKING_ANSWERS
    family.weeks = 0
    family.which = which
    model.file(family)
    return family


def families_are_met(model: Twin) -> None:
    """Step 13, eq. 12: some are let down, everyone in care meets somebody, open cases go on."""
    for team in model.teams:
        people_are_let_down(model, team)
        encounters(model, team)
    for family in model.cases:
        case_goes_on(model, family)


def people_are_let_down(model: Twin, team: Team) -> None:
    """Eq. 12: dissatisfaction, voiced or not, put right early or not."""
    p = model.p
    expected = p.dissatisfaction_per_staff_year / 52 * sum(person.post.exposure for person in team.people)
    expected *= exp(
        p.burnout_dissatisfaction * (team.burnout - p.burnout_reference)
        + p.workload_dissatisfaction * (team.workload - 1)
        - p.practice_dissatisfaction * (team.practice - p.practice_reference)
        - p.relationship_dissatisfaction * team.relationship
        - p.trust_dissatisfaction * (team.patient_trust - p.patient_trust_reference)
    )
    voiced = p.voiced_share + p.power_voice * team.levers["power_sharing"]
    voiced += p.open_policy_voice * team.levers["complaints_policy"]
    early = p.early_resolution + p.practice_early_resolution * (team.practice - p.practice_reference)
    early = clip01(early + p.policy_early_resolution * team.complaints_policy)
    model.add("chance_of_complaint", expected * clip01(voiced) * (1 - early))
    for number in range(model.count(CareStream.DISSATISFACTION_COUNT, team.number, expected)):
        where, speaking, settling, _ = model.draws(CareStream.DISSATISFACTION, team.number, number)
        family = open_case(model, team, where, which=2 * number + 1)
        family.distress = p.dissatisfaction_distress
        model.add("dissatisfied")
        if speaking >= clip01(voiced * family.voice):
            family.need_met = p.need_met_hidden
        elif settling < early:
            family.need_met = clip01(p.need_met_defensive + p.need_met_restorative)
            family.stage = Stage.SETTLED
        else:
            family.need_met = p.need_met_defensive
            family.stage = Stage.COMPLAINED
            model.add("complaints")


def encounters(model: Twin, team: Team) -> None:
    """2.8: everyone in care meets a member of staff; what they feel becomes the team's name."""
    p = model.p
    staff = [person for person in team.people if person.at_work and person.post.exposure > 0]
    for place in team.places:
        leaving, who, ready, _ = model.draws(CareStream.STAY, place)
        felt = model.noises(CareStream.STAY, place)[3]
        if leaving < 1 / p.weeks_in_care:
            admit(model, team, place, ready)
        family = model.rows[place]
        assert family is not None
        worker = team.someone(who, staff)
        practice = worker.practice if worker else team.practice
        burnout = worker.burnout if worker else team.burnout
        signal = p.encounter_offset + p.practice_encounter * (practice - p.practice_reference)
        signal += p.relationship_encounter * team.relationship
        signal += p.power_encounter * team.levers["power_sharing"]
        signal += p.agencies_encounter * team.levers["multi_agency_alignment"]
        signal -= p.burnout_encounter * (burnout - p.burnout_reference)
        signal += p.fairness_noise * felt
        family.trust = moved(model, family.trust, signal, 1, p.patient_trust_gain_rate)
        family.weeks += 1
    if team.places:
        team.patient_trust = mean([family.trust for place in team.places if (family := model.rows[place])])


def case_goes_on(model: Twin, family: Family) -> None:
    """2.8: distress fades, complaints may go to the ombudsman, claims arrive, cases close."""
    p, team = model.p, family.team
    if family.stage == Stage.CLAIMED:
        model.close(family)
        return
    family.weeks += 1
    unmet = family.distress * (1 - family.need_met) * (1 - family.trust)
    which = 2 * family.which + (1 if family.harmed else 0) + 64 * family.weeks
    escalating = model.draws(CareStream.ESCALATION, team.number, which)[0]
    if family.stage == Stage.COMPLAINED and escalating < p.ombudsman_rate * unmet:
        family.stage = Stage.OMBUDSMAN
        model.add("ombudsman")
    if family.stage == Stage.IN_PROCESS and family.weeks >= p.process_weeks:
        family.stage = Stage.SETTLED
    family.distress *= 1 - clip01(p.distress_fading + p.distress_relief * family.need_met)
    if model.week >= family.claim_due:
        family.stage = Stage.CLAIMED
        model.add("claims")
    elif family.distress < p.closing_distress and family.claim_due == NEVER and family.promise_due == NEVER:
        model.close(family)
