"""The first week: an organisation's posts get people, teams get leaders, places of care get patients or families."""

import numpy as np
from numpy.typing import NDArray

from culture_sim.engine.compile import compiled
from culture_sim.engine.event_log import EventRow, Log
from culture_sim.engine.interim import next_identity
from culture_sim.engine.rng import Stream, normal, normals, uniform, uniforms
from culture_sim.engine.steps.cases import admit
from culture_sim.engine.steps.team_means import WEEKS_A_YEAR, clip01, logistic
from culture_sim.engine.tables import (
    NEVER,
    Levers,
    Patients,
    Sponsor,
    Staff,
    Tally,
    Teams,
    Ties,
    columns,
    zeros,
)
from culture_sim.engine.week import LeverSchedule, ModelState
from culture_sim.organisation import Organisation
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario, Waves


def initialise(organisation: Organisation, parameters: Parameters, seed: int, weeks: int) -> ModelState:
    """Everything that lives, in its first week.

    Args:
        organisation: posts, teams, ties.
        parameters: the numbers of the model.
        seed: luck.
        weeks: rows of the tally.
    """
    pars = parameters.record()
    staff = _posts(organisation)
    teams = _teams(organisation, parameters)
    sponsor = zeros(Sponsor, 1)
    places = int(organisation.places_of_team.sum())
    patients = zeros(Patients, places + organisation.staff // 2 + 256)
    patients.team[:places] = np.repeat(np.arange(organisation.teams), organisation.places_of_team)
    patients.post[:] = -1
    patients.staff_person[:] = -1
    patients.claim_due[:] = NEVER
    patients.promise_due[:] = NEVER
    draw_initial_states(staff, teams, patients, sponsor, pars, seed)
    ties = Ties(organisation.tie_start, organisation.tie_to)
    tally = zeros(Tally, weeks)
    log = empty_log(0, organisation.staff, organisation.teams)
    levers = zeros(Levers, organisation.teams)
    engagement = np.zeros((organisation.teams, len(organisation.professions)))
    return ModelState(staff, teams, sponsor, patients, ties, levers, engagement, tally, log)


def assign_waves(scenario: Scenario, organisation: Organisation, world: ModelState) -> Waves:
    """Who starts when: gives each team its wave and each post its turn as champion or peer facilitator.

    Raises:
        InputError: the scenario names a staff group or directorate that the organisation has not.
    """
    scenario.check_names(organisation.profession_names, organisation.directorate_names)
    waves = scenario.rollout.assign(
        organisation.directorate_of_team, world.teams.modelling, organisation.directorate_names
    )
    world.teams.wave[:] = waves.wave_of_team
    world.staff.champion_priority[:] = _priority(organisation, scenario.levers.training.champions.placement)
    world.staff.facilitator_priority[:] = _priority(organisation, "spread", stream=1)
    return waves


def build_schedule(
    scenario: Scenario, organisation: Organisation, delays: NDArray[np.int64], launch: int, weeks: int
) -> LeverSchedule:
    """A scenario's plan for an organisation.

    Args:
        scenario: levers and timelines.
        organisation: gives the staff groups.
        delays: weeks by which each wave starts later.
        launch: week at which the programme starts.
        weeks: length of the plan.
    """
    plan = scenario.plan(weeks, delays, organisation.profession_names)
    table = np.zeros(plan.induction.shape, zeros(Levers, 0).dtype)
    busy: NDArray[np.bool_] = np.any(plan.staff_engagement > 0, axis=2)
    for name in columns(Levers):
        table[name] = getattr(plan, name)
        busy |= table[name] > 0
    targeting = float(scenario.diagnosis.targeting) if scenario.diagnosis else 0.0
    launched = NEVER if scenario.does_nothing else launch
    return LeverSchedule(table.view(Levers), plan.staff_engagement, busy, launched, targeting)


def empty_log(rows: int, posts: int, teams: int) -> Log:
    """An empty event log with room for `rows` events, watching nobody."""
    return Log(
        zeros(EventRow, rows), np.zeros(1, np.int64), np.zeros(posts, np.bool_), np.zeros(teams, np.bool_)
    )


def _posts(organisation: Organisation) -> Staff:
    staff = zeros(Staff, organisation.staff)
    staff.team[:] = organisation.team_of_post
    staff.profession[:] = organisation.profession_of_post
    staff.status[:] = organisation.status
    staff.exposure[:] = organisation.exposure
    staff.leaving_multiplier[:] = organisation.leaving_multiplier
    return staff


def _teams(organisation: Organisation, parameters: Parameters) -> Teams:
    teams = zeros(Teams, organisation.teams)
    teams.first_post[:] = organisation.team_start[:-1]
    teams.end_post[:] = organisation.team_start[1:]
    ends = np.cumsum(organisation.places_of_team)
    teams.end_place[:] = ends
    teams.first_place[:] = ends - organisation.places_of_team
    teams.directorate[:] = organisation.directorate_of_team
    teams.workload[:] = 1.0
    teams.lessons[:] = 1.0
    teams.need_multiplier[:] = 1.0
    teams.reports_recent[:] = parameters.reports_reference
    teams.leavers_recent[:] = parameters.usual_leaver_share
    teams.patient_trust[:] = parameters.patient_trust_reference
    teams.practice[:] = parameters.practice_reference
    teams.burnout[:] = parameters.burnout_reference
    teams.safety[:] = parameters.safety_reference
    return teams


@compiled
def draw_initial_states(staff, teams, patients, sponsor, pars, seed):  # type: ignore[no-untyped-def]
    """People, leaders and patients or families as a burn-in may start from; it forgets most of this."""
    sponsor.next_person[0] = 1
    vacant = (
        pars.weeks_to_fill * (pars.leaving_anyway_per_year + pars.leaving_culture_per_year) / WEEKS_A_YEAR
    )
    stay = WEEKS_A_YEAR / (pars.leaving_anyway_per_year + pars.leaving_culture_per_year + 1e-9)
    for post in range(staff.size):
        here, _, tenure, _ = uniforms(seed, 0, Stream.FIRST_PERSON, post, 1)
        vulnerable, skilled = normals(seed, 0, Stream.FIRST_PERSON, post)
        spread = pars.vulnerability_spread
        staff.filled[post] = here >= vacant / (1.0 + vacant)
        staff.person[post] = sponsor.next_person[0]
        sponsor.next_person[0] += 1
        staff.psychological_safety[post] = pars.safety_reference
        staff.trust[post] = pars.trust_reference
        staff.vulnerability[post] = np.exp(spread * vulnerable - 0.5 * spread * spread)
        demand = pars.burnout_build_up * staff.vulnerability[post]
        recovery = pars.basic_recovery + pars.safety_recovery * pars.safety_reference
        staff.burnout[post] = demand / (demand + recovery)
        staff.natural_skill[post] = clip01(pars.natural_skill + pars.natural_skill_spread * skilled)
        staff.restorative_skill[post] = staff.natural_skill[post]
        staff.use[post] = logistic(
            pars.use_intercept
            + pars.leader_use * pars.inherited_modelling
            + pars.safety_use * pars.safety_reference
        )
        staff.practice[post] = staff.restorative_skill[post] * staff.use[post]
        staff.tenure[post] = int(-np.log(tenure) * stay)
    for team in range(teams.size):
        style = clip01(
            pars.inherited_modelling
            + pars.inherited_modelling_spread * normal(seed, 0, Stream.FIRST_LEADER, team)
        )
        teams.leader_style[team] = style
        teams.modelling[team] = style
        teams.leader[team] = sponsor.next_person[0]
        sponsor.next_person[0] += 1
        teams.leader_tenure[team] = 0
        teams.demand[team] = pars.demand_spread * normal(seed, 0, Stream.FIRST_DEMAND, team)
        for place in range(teams.first_place[team], teams.end_place[team]):
            person = next_identity(sponsor.next_person, 0)
            readiness = uniform(seed, 0, Stream.FIRST_PATIENT, place)
            admit(patients, person, place, pars.patient_trust_reference, readiness, pars)
    sponsor.sponsor[0] = sponsor.next_person[0]
    sponsor.next_person[0] += 1


def _priority(organisation: Organisation, placement: str, stream: int = 0) -> NDArray[np.float64]:
    """For each post the share of champions from which on it holds one: 0-1, evenly spaced as a whole.

    `spread` takes every team in equal measure, `clustered` fills one team after another, `central` begins with
    the posts that have the most professional ties.
    """
    posts = organisation.staff
    luck = np.random.Generator(np.random.Philox(key=[77, stream])).random
    if placement == "central":
        order = np.argsort(-organisation.centrality, kind="stable")
    elif placement == "clustered":
        order = np.lexsort((luck(posts), luck(organisation.teams)[organisation.team_of_post]))
    else:
        by_team = np.lexsort((luck(posts), organisation.team_of_post))
        place = np.empty(posts)
        place[by_team] = np.arange(posts) - np.repeat(organisation.team_start[:-1], organisation.team_size)
        turn = (place + luck(organisation.teams)[organisation.team_of_post]) / organisation.team_size[
            organisation.team_of_post
        ]
        order = np.argsort(turn, kind="stable")
    priority = np.empty(posts)
    priority[order] = (np.arange(posts) + 0.5) / posts
    return priority
