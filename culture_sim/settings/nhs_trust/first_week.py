"""Week 0 of an NHS trust: staff and leaders as everywhere, and every place of care taken by a patient or family."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.engine.compile import compiled
from culture_sim.engine.interim import new_person
from culture_sim.engine.rng import uniform
from culture_sim.engine.steps.initial_states import (
    draw_initial_leader,
    draw_initial_sponsor,
    draw_initial_staff,
)
from culture_sim.engine.tables import zeros
from culture_sim.parameters import Parameters
from culture_sim.scenario.times import NEVER
from culture_sim.settings.nhs_trust.steps.cases import admit
from culture_sim.settings.nhs_trust.streams import CareStream
from culture_sim.settings.nhs_trust.tables import Patients, Teams


def new_served(
    teams: Teams, staff_posts: int, places_of_team: NDArray[np.int64], parameters: Parameters
) -> Patients:
    """The table of patients and families with room for cases; gives every team its places.

    Args:
        teams: gets its first and last place, and the reference trust.
        staff_posts: number of posts.
        places_of_team: (teams,) places of care.
        parameters: the numbers of the model.
    """
    ends = np.cumsum(places_of_team)
    teams.end_place[:] = ends
    teams.first_place[:] = ends - places_of_team
    teams.patient_trust[:] = parameters.patient_trust_reference
    places = int(places_of_team.sum())
    patients = zeros(Patients, places + staff_posts // 2 + 256)
    patients.team[:places] = np.repeat(np.arange(len(teams)), places_of_team)
    patients.post[:] = -1
    patients.staff_person[:] = -1
    patients.claim_due[:] = NEVER
    patients.promise_due[:] = NEVER
    return patients


@compiled
def draw_initial_states(staff: Any, teams: Any, patients: Any, sponsor: Any, pars: Any, seed: int) -> None:
    """People, leaders and patients or families as a warm-up may start from."""
    draw_initial_staff(staff, sponsor, pars, seed)
    for team in range(teams.size):
        draw_initial_leader(teams, sponsor, team, pars, seed)
        for place in range(teams.first_place[team], teams.end_place[team]):
            person = new_person(sponsor)
            readiness = uniform(seed, 0, CareStream.FIRST_PATIENT, place)
            admit(patients, person, place, pars.patient_trust_reference, readiness, pars)
    draw_initial_sponsor(sponsor)
