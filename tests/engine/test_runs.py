"""One run is one run, however it is made: in steps or in one go, watched or not, forked or begun anew."""

from typing import Any

import numpy as np
import pytest

from culture_sim import CultureModel, load_scenario
from culture_sim.engine.columns import with_capacity
from culture_sim.errors import InputError
from culture_sim.organisation import build_organisation, reference_organisation
from culture_sim.organisation.file import OrganisationFile, OwnTeam, Teams
from culture_sim.scenario import Scenario
from culture_sim.settings import load_parameters
from tests.engine.busy import TABLES, assert_same_run, busy_parameters, everything_at_once


def model(
    scenario: Scenario | str = "embedded", seed: int | None = 3, staff: int = 120, **given: Any
) -> CultureModel:
    return CultureModel(
        scenario, seed=seed, organisation=build_organisation("nhs_trust", staff=staff), **given
    )


@pytest.mark.parametrize("scenario", ["embedded", "bolted_on", everything_at_once()], ids=str)
def test_steps_and_one_run_are_bit_identical(scenario):
    stepped, run = model(scenario), model(scenario)
    for _ in range(60):
        stepped.step()
    run.run_for(60)
    assert_same_run(stepped, run)


def test_an_intervention_that_does_nothing_changes_nothing():
    class Idle:
        def start(self, model):
            pass

        step = finish = start

    assert_same_run(model(interventions=[Idle()], analyzers=[Idle()]).run_for(30), model().run_for(30))


def test_a_life_goes_on_past_the_horizon():
    one = model(staff=60, warm_up_weeks=10).run_for(600)
    other = model(staff=60, warm_up_weeks=10)
    for weeks in (250, 30, 1, 319):
        other.run_for(weeks)
    assert_same_run(one, other)
    assert one.week == 600
    with pytest.raises(InputError, match="5200 weeks"):
        one.run_for(6000)


ROLLOUTS = [
    {"kind": "everywhere"},
    {"kind": "directorates", "every": 6},
    {"kind": "pilot", "which": "random"},
    {"kind": "pilot", "which": "ready", "after": 8},
    {"kind": "pilot", "which": "need"},
    {"kind": "leaders_first"},
]


@pytest.mark.parametrize("rollout", ROLLOUTS, ids=lambda rollout: "-".join(map(str, rollout.values())))
def test_a_plan_begun_anew_is_the_plan_of_a_fork(rollout):
    plan = load_scenario("embedded").with_changes({"rollout": rollout})
    anew = model(plan, staff=300).run_for(40)
    forked = model("blame_culture", staff=300).fork(plan).run_for(40)
    assert_same_run(anew, forked)
    half_way = model(plan, staff=300).run_for(15)
    assert_same_run(anew, half_way.fork().run_for(25))
    assert_same_run(anew, half_way.run_for(25))


def test_a_fork_lives_on_its_own_with_the_same_luck():
    origin = model("blame_culture")
    tables = (*TABLES, "served", "weeks")
    before = {table: getattr(origin._state, table).tobytes() for table in tables}
    plan, twin = origin.fork("embedded"), origin.fork()
    plan.run_for(60)
    twin.run_for(60)
    assert {table: getattr(origin._state, table).tobytes() for table in tables} == before
    assert_same_run(twin, origin.run_for(60))
    assert plan.sponsor.demand[0] == twin.sponsor.demand[0], "the trust's demand is drawn, whatever the plan"
    assert np.array_equal(plan.teams.demand, twin.teams.demand)
    assert plan.tally["practice"][-1] > twin.tally["practice"][-1]


def test_two_plans_part_only_when_they_differ():
    origin = model("blame_culture")
    late = load_scenario("leadership_only").with_changes({"levers.leadership_modelling.from": "week 12"})
    plan, baseline = origin.fork(late).run_for(12), origin.fork().run_for(12)
    for name in plan.tally.dtype.names:
        if name != "commitment":  # the sponsor stands behind a plan from its launch on
            assert np.array_equal(plan.tally[name], baseline.tally[name]), name
    assert plan.tally.commitment[-1] > 0 == baseline.tally.commitment[-1]
    plan.run_for(26)
    assert plan.tally["leadership_modelling"][-1] > baseline.run_for(26).tally["leadership_modelling"][-1]


def test_a_pilot_runs_where_it_begins_whichever_team_that_is():
    """What is done for the whole trust goes by the first wave, and the others wait."""
    scenario = load_scenario("embedded").with_changes(
        {"rollout": {"kind": "pilot", "share": 0.2, "after": 40, "which": "random"}}
    )
    pilot = model(scenario, staff=300).run_for(40)
    first = pilot.teams.wave == 0
    assert 0 < first.sum() < len(first)
    assert not first[0], "the case that is meant: the first team is not of the first wave"
    assert pilot.levers.champions[first].min() > 0 == pilot.levers.champions[~first].max()
    assert pilot.teams.champions[first].sum() > 0 == pilot.teams.champions[~first].sum()
    assert pilot.tally["circle_places"].sum() > 0
    assert pilot.tally["core_team_years"][-1] > 0
    everywhere = model("embedded", staff=300).run_for(40)
    assert pilot.tally["champion_courses"].sum() < everywhere.tally["champion_courses"].sum()
    nothing = model("blame_culture", staff=300).run_for(40)
    gained = (each.sponsor.practice[0] - nothing.sponsor.practice[0] for each in (pilot, everywhere))
    assert next(gained) == pytest.approx(next(gained), rel=0.05), (
        "the executive learns where leaders do, and whole"
    )
    assert pilot.sponsor.practice[0] > nothing.sponsor.practice[0] + 0.02


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_seed_gives_the_same_life_and_another_gives_another(seed):
    assert_same_run(model(seed=seed).run_for(20), model(seed=seed).run_for(20))
    assert not np.array_equal(model(seed=seed).tally["leavers"], model(seed=seed + 10).tally["leavers"])


@pytest.mark.parametrize("seed", [2**31, 4207889, 2**40])
def test_a_fresh_seed_can_be_lived_again(seed):
    first = model(seed=seed, staff=40, warm_up_weeks=10)
    assert_same_run(first, model(seed=first.seed, staff=40, warm_up_weeks=10))


def test_what_happens_in_one_team_is_felt_in_no_other_that_it_does_not_meet():
    """Under a blame culture teams without ties, whose leaders do not meet, share nothing."""
    file = OrganisationFile(
        name="Sealed",
        professions_matter=False,
        teams=Teams(listed=tuple(OwnTeam(size=12) for _ in range(10))),
    )
    place = build_organisation(file, ties_per_post=0)
    parameters = load_parameters().replace(fellow_leader_encounters=0.0)
    calm, upset = (
        CultureModel("blame_culture", 4, organisation=place, parameters=parameters, warm_up_weeks=0)
        for _ in range(2)
    )
    upset.staff.burnout[108:] = 0.9
    upset.leaders.restorative_skill[9:] = 0.02
    for each in (calm, upset):
        each.run_for(156)
    for name in calm.staff.dtype.names:
        assert np.array_equal(calm.staff[name][:108], upset.staff[name][:108]), name
        assert np.array_equal(calm.leaders[name][:9], upset.leaders[name][:9]), name
    for name in calm.teams.dtype.names:
        assert np.array_equal(calm.teams[name][:9], upset.teams[name][:9]), name
    assert not np.array_equal(calm.staff.trust[108:], upset.staff.trust[108:])


def test_relabelling_teams_leaves_distributions_as_they_are():
    """Teams of 5 and of 40, in either order, 12 seeds each: every mean agrees within 5 standard errors."""
    sizes = [5] * 16 + [40] * 8
    means: list[list[dict[str, float]]] = []
    for order in (sizes, sizes[::-1]):
        file = OrganisationFile(
            name="Mixed",
            professions_matter=False,
            teams=Teams(listed=tuple(OwnTeam(size=size) for size in order)),
        )
        organisation = build_organisation(file)
        lives = [
            CultureModel("blame_culture", seed=seed, organisation=organisation).tally[-52:]
            for seed in range(12)
        ]
        names = (
            "psychological_safety",
            "trust",
            "burnout",
            "practice",
            "leavers",
            "complaints",
            "incidents",
            "sick",
        )
        means.append([{name: float(life[name].mean()) for name in names} for life in lives])
    for name in means[0][0]:
        one, other = (np.array([life[name] for life in lives]) for lives in means)
        error = np.sqrt((one.var(ddof=1) + other.var(ddof=1)) / 12)
        assert abs(one.mean() - other.mean()) < 5 * error, name


def test_an_organisation_of_nobody_lives():
    """Every post vacant from some week on: nothing is divided by nobody, nothing is counted, means stay."""
    parameters = load_parameters().replace(weeks_to_fill=1e9)
    empty = CultureModel(
        "embedded", seed=1, organisation=reference_organisation(40), parameters=parameters, warm_up_weeks=4
    )
    empty.staff.filled[:] = False
    empty.staff.conflict_with[:] = -1
    empty.teams.leader_conflicts[:] = 0
    empty.run_for(60)
    tally = empty.tally[4:]
    for name in ("headcount", "leavers", "incidents", "said", "conflicts", "complaints", "circle_places"):
        assert not tally[name].any(), name
    assert (tally["vacant"] == 40).all()
    for name in ("index", "psychological_safety", "practice", "burnt_out"):
        assert (tally[name] == empty.tally[name][3]).all(), name
    finite = [name for name in tally.dtype.names if not np.isfinite(tally[name]).all()]
    assert not finite
    assert not any(type(agent).__name__ == "StaffMember" for agent in empty.agents)


def test_an_organisation_that_nobody_ever_came_to_lives():
    parameters = load_parameters().replace(weeks_to_fill=1e9, first_vacancies=1.0)
    empty = CultureModel("embedded", 1, 40, parameters=parameters, warm_up_weeks=4).run_for(60)
    assert not empty.tally["headcount"].any()
    assert all(np.isfinite(empty.tally[name]).all() for name in empty.tally.dtype.names)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_tiny_teams_live(size):
    often = load_parameters().replace(conflicts=5.0)
    for seed in range(3):
        place = reference_organisation(60, team_size=size)
        tiny = CultureModel("embedded", seed=seed, organisation=place, parameters=often)
        tiny.run_for(60)
        assert np.isfinite(tiny.tally["workload"]).all()
        assert tiny.tally["conflicts"].any()
        fallen_out = tiny.staff.conflict_with[tiny.staff.conflict_with >= 0]
        assert size > 1 or (fallen_out >= 60).all(), "whoever is alone can only fall out with the leader"


def test_a_busy_organisation_never_runs_out_of_room():
    """Every harm restored, with actions due in years: more are open than the table began with room for."""
    busy = CultureModel(
        "done_badly", seed=1, organisation=reference_organisation(60, team_size=10),
        parameters=busy_parameters(incidents=100.0, action_weeks=200.0, leader_off_policy=1e6), warm_up_weeks=0,
    )  # fmt: skip
    rooms = len(busy.served)
    busy.run_for(60)
    assert (busy.served.stage != 0).sum() > rooms


def test_where_a_case_is_written_down_changes_nothing():
    place, parameters = build_organisation("nhs_trust", 200), busy_parameters()
    usual, roomier = (
        CultureModel(everything_at_once(), seed=6, organisation=place, parameters=parameters, warm_up_weeks=0)
        for _ in range(2)
    )
    roomier._state = roomier._state._replace(served=with_capacity(roomier.served, 3 * len(roomier.served)))
    for each in (usual, roomier):
        each.run_for(104)
    assert usual.tally.promises_kept.sum() > 0
    assert usual.tally.claims.sum() > 0
    assert_same_run(usual, roomier)
