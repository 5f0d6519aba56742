"""Patients and families whose care went wrong: the rows behind the places of care (model 2.8)."""

from culture_sim.engine.compile import compiled
from culture_sim.engine.event_log import Response as CoreResponse
from culture_sim.engine.event_log import log_event
from culture_sim.engine.interim import new_person
from culture_sim.engine.rng import uniform
from culture_sim.engine.steps.team_means import WEEKS_A_YEAR, clip01
from culture_sim.errors import InputError
from culture_sim.scenario.times import NEVER
from culture_sim.settings.nhs_trust.steps.response import answer_harm, keep_promise
from culture_sim.settings.nhs_trust.streams import CareStream
from culture_sim.settings.nhs_trust.tables import Event, Stage

_MANY_TIMES = 20.0
_TOO_MANY = (
    "More people were harmed or dissatisfied in one week than twenty times the usual number: a parameter lies too far "
    "from what is plausible (`culture-sim parameters` lists the ranges)."
)


@compiled
def voice_of(draw, pars):
    """How ready somebody is to complain: uniform with mean 1."""
    return 1.0 + pars.voice_spread * (2.0 * draw - 1.0)


@compiled
def admit(patients, person, place, trust, readiness, pars):
    """A new patient or family takes a place, with the trust that the team has earned so far."""
    patients.stage[place] = Stage.IN_CARE
    patients.person[place] = person
    patients.trust[place] = trust
    patients.need_met[place] = 0.0
    patients.distress[place] = 0.0
    patients.voice[place] = voice_of(readiness, pars)
    patients.weeks[place] = 0


@compiled
def open_case(patients, teams, sponsor, team, stage, distress, draw, pars, seed, week, which):
    """Somebody in the team's care becomes a case; another takes the place. Returns the row of the case."""
    case = _free_row(patients, teams, sponsor)
    places = teams.end_place[team] - teams.first_place[team]
    if places > 0:
        place = teams.first_place[team] + min(int(draw * places), places - 1)
        patients.person[case] = patients.person[place]
        patients.trust[case] = patients.trust[place]
        patients.voice[case] = patients.voice[place]
        person = new_person(sponsor)
        readiness = uniform(seed, week, CareStream.VOICE, place, which + 1)
        admit(patients, person, place, teams.patient_trust[team], readiness, pars)
    else:
        patients.person[case] = new_person(sponsor)
        patients.trust[case] = teams.patient_trust[team]
        patients.voice[case] = voice_of(draw, pars)
    patients.stage[case] = stage
    patients.team[case] = team
    patients.distress[case] = distress
    patients.need_met[case] = 0.0
    patients.weeks[case] = 0
    patients.harmed[case] = False
    patients.known[case] = False
    patients.which[case] = which
    patients.post[case] = -1
    patients.staff_person[case] = -1
    patients.claim_due[case] = NEVER
    patients.promise_due[case] = NEVER
    return case


@compiled
def _free_row(patients, teams, sponsor):
    """A free row behind the places of care."""
    first = teams.end_place[-1]
    rows = patients.size
    for _ in range(first, rows):
        row = max(sponsor.search_from[0], first)
        sponsor.search_from[0] = row + 1 if row + 1 < rows else first
        if patients.stage[row] == Stage.NOBODY:
            return row
    raise InputError(_TOO_MANY)


@compiled
def served_has_capacity(patients, teams, posts, pars):
    """Whether the cases of any week that could come will fit: many times the expected ones."""
    return enough_rows(count_free_rows(patients, teams), posts, pars)


@compiled
def count_free_rows(patients, teams):
    """Rows of the table that hold no case."""
    free = 0
    for row in range(teams.end_place[-1], patients.size):
        if patients.stage[row] == Stage.NOBODY:
            free += 1
    return free


@compiled
def enough_rows(free_rows, posts, pars):
    """Whether so many free rows are many times what a week is expected to take."""
    a_year = pars.incidents_per_staff_year * pars.harm_share + pars.dissatisfaction_per_staff_year
    return free_rows >= 64 + int(posts * max(0.25, _MANY_TIMES * a_year / WEEKS_A_YEAR))


@compiled
def step_cases(staff, teams, levers, patients, sponsor, tally, log, pars, seed, week):
    """Harm is answered, agreed actions fall due, cases go on; returns how many rows are free now."""
    free = 0
    for case in range(teams.end_place[-1], patients.size):
        if patients.stage[case] != Stage.NOBODY:
            if patients.promise_due[case] == week:
                keep_promise(staff, patients, levers, sponsor, tally, log, case, pars, seed, week)
            if patients.stage[case] == Stage.HARMED:
                answer_harm(staff, teams, levers, patients, tally, log, case, pars, seed, week)
            continue_case(patients, tally, log, case, pars, seed, week)
        if patients.stage[case] == Stage.NOBODY:
            free += 1
    return free


@compiled
def continue_case(patients, tally, log, case, pars, seed, week):
    """Distress fades, faster where needs are met; complaints escalate, claims arrive, cases close (model 2.8)."""
    stage = patients.stage[case]
    team, person, need_met = patients.team[case], patients.person[case], patients.need_met[case]
    if stage == Stage.CLAIMED:
        patients.stage[case] = Stage.NOBODY
        return
    patients.weeks[case] += 1
    if stage == Stage.COMPLAINED:
        unmet = patients.distress[case] * (1.0 - need_met) * (1.0 - patients.trust[case])
        which = 2 * patients.which[case] + (1 if patients.harmed[case] else 0) + 64 * patients.weeks[case]
        if uniform(seed, week, CareStream.ESCALATION, team, which) < pars.ombudsman_rate * unmet:
            patients.stage[case] = Stage.OMBUDSMAN
            tally.ombudsman[team] += 1
            post = patients.post[case]
            log_event(log, week, Event.OMBUDSMAN, CoreResponse.NONE, team, post, person, -1, 0.0, 0.0, 0.0)
    if stage == Stage.IN_PROCESS and patients.weeks[case] >= pars.process_weeks:
        patients.stage[case] = Stage.SETTLED
    patients.distress[case] *= 1.0 - clip01(pars.distress_fading + pars.distress_relief * need_met)
    if week >= patients.claim_due[case]:
        patients.stage[case] = Stage.CLAIMED
        tally.claims[team] += 1
        log_event(
            log, week, Event.CLAIM, CoreResponse.NONE, team, patients.post[case], person, -1, 0.0, 0.0, 0.0
        )
    elif (
        patients.distress[case] < pars.closing_distress
        and patients.claim_due[case] == NEVER
        and patients.promise_due[case] == NEVER
    ):
        patients.stage[case] = Stage.NOBODY
