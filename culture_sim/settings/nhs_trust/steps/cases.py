"""Patients and families whose care went wrong: the rows behind the places of care (model 2.8)."""

from culture_sim.engine.compile import compiled
from culture_sim.engine.rng import uniform
from culture_sim.engine.steps.team_means import WEEKS_A_YEAR, new_person
from culture_sim.engine.tables import NEVER
from culture_sim.errors import InputError
from culture_sim.settings.nhs_trust.streams import CareStream
from culture_sim.settings.nhs_trust.tables import Stage

_MANY_TIMES = 20.0
_TOO_MANY = (
    "More people were harmed or dissatisfied in one week than twenty times the usual number: a parameter lies too far "
    "from what is plausible (`culture-sim parameters` lists the ranges)."
)


@compiled
def voice_of(luck, pars):
    """How ready somebody is to complain: uniform with mean 1."""
    return 1.0 + pars.voice_spread * (2.0 * luck - 1.0)


@compiled
def admit(patients, sponsor, place, trust, luck, pars):
    """A new patient or family takes a place, with the trust that the team has earned so far."""
    patients.stage[place] = Stage.IN_CARE
    patients.person[place] = new_person(sponsor)
    patients.trust[place] = trust
    patients.need_met[place] = 0.0
    patients.distress[place] = 0.0
    patients.voice[place] = voice_of(luck, pars)
    patients.weeks[place] = 0


@compiled
def open_case(patients, teams, sponsor, team, stage, distress, luck, pars, seed, week, which):
    """Somebody in the team's care becomes a case; another takes the place. Returns the row of the case."""
    case = _room(patients, teams, sponsor)
    places = teams.end_place[team] - teams.first_place[team]
    if places > 0:
        place = teams.first_place[team] + min(int(luck * places), places - 1)
        patients.person[case] = patients.person[place]
        patients.trust[case] = patients.trust[place]
        patients.voice[case] = patients.voice[place]
        newcomer = uniform(seed, week, CareStream.VOICE, place, which + 1)
        admit(patients, sponsor, place, teams.patient_trust[team], newcomer, pars)
    else:
        patients.person[case] = new_person(sponsor)
        patients.trust[case] = teams.patient_trust[team]
        patients.voice[case] = voice_of(luck, pars)
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
def _room(patients, teams, sponsor):
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
    a_year = pars.incidents_per_staff_year * pars.harm_share + pars.dissatisfaction_per_staff_year
    wanted = 64 + int(posts * max(0.25, _MANY_TIMES * a_year / WEEKS_A_YEAR))
    for row in range(teams.end_place[-1], patients.size):
        if patients.stage[row] == Stage.NOBODY:
            wanted -= 1
            if wanted == 0:
                return True
    return False
