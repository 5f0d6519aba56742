"""One run is one run, however it is made: in steps or in one go, watched or not, forked or begun anew."""

from typing import Any

import numpy as np
import pytest

from culture_sim import CultureModel, load_scenario
from culture_sim.engine.columns import columns, with_capacity
from culture_sim.errors import InputError
from culture_sim.organisation import build_organisation, reference_organisation
from culture_sim.organisation.file import OrganisationFile, OwnTeam, Teams
from culture_sim.scenario import Scenario
from culture_sim.settings import load_parameters
from culture_sim.settings.nhs_trust.tables import Tally
from tests.reference.worlds import busy_parameters, everything_at_once

TABLES = ("tally", "staff", "teams", "patients", "sponsor", "levers")


def assert_same_life(one: CultureModel, other: CultureModel) -> None:
    for table in TABLES:
        mine, theirs = getattr(one, table), getattr(other, table)
        for name in mine.dtype.names:
            shorter = min(len(mine), len(theirs))  # a table of cases may have grown at another time
            equal = np.array_equal(
                mine[name][:shorter], theirs[name][:shorter], equal_nan=name == "patient_trust"
            )
            assert equal, f"{table}.{name}"


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
    assert_same_life(stepped, run)


def test_an_intervention_that_does_nothing_changes_nothing():
    class Idle:
        def start(self, model):
            pass

        step = finish = start

    assert_same_life(model(interventions=[Idle()], analyzers=[Idle()]).run_for(30), model().run_for(30))


def test_a_life_goes_on_past_the_horizon():
    one = model(staff=60, warm_up_weeks=10).run_for(600)
    other = model(staff=60, warm_up_weeks=10)
    for weeks in (250, 30, 1, 319):
        other.run_for(weeks)
    assert_same_life(one, other)
    assert one.week == 600
    with pytest.raises(InputError, match="5200 weeks"):
        one.run_for(6000)


ROLLOUTS = [
    {"kind": "everywhere"},
    {"kind": "directorates", "every": 6},
    {"kind": "pilot", "which": "random"},
    {"kind": "pilot", "which": "ready"},
    {"kind": "pilot", "which": "need"},
    {"kind": "leaders_first"},
]


@pytest.mark.parametrize("rollout", ROLLOUTS, ids=lambda rollout: "-".join(map(str, rollout.values())))
def test_a_plan_begun_anew_is_the_plan_of_a_fork(rollout):
    plan = load_scenario("embedded").with_changes({"rollout": rollout})
    anew = model(plan, staff=300).run_for(40)
    forked = model("blame_culture", staff=300).fork(plan).run_for(40)
    assert_same_life(anew, forked)
    half_way = model(plan, staff=300).run_for(15)
    assert_same_life(anew, half_way.fork().run_for(25))
    assert_same_life(anew, half_way.run_for(25))


def test_a_fork_lives_on_its_own_with_the_same_luck():
    origin = model("blame_culture")
    before = {table: getattr(origin, table).tobytes() for table in TABLES}
    plan, twin = origin.fork("embedded"), origin.fork()
    plan.run_for(60)
    twin.run_for(60)
    assert {table: getattr(origin, table).tobytes() for table in TABLES} == before
    assert_same_life(twin, origin.run_for(60))
    for draw in ("sickness_draw", "leaving_draw", "burnout_noise"):
        assert np.array_equal(plan.staff[draw], twin.staff[draw])
    assert plan.tally["practice"][-1] > twin.tally["practice"][-1]


def test_two_plans_part_only_when_they_differ():
    origin = model("blame_culture")
    late = load_scenario("embedded").with_changes({"diagnosis": {"weeks": 12, "targeting": 0}})
    plan, baseline = origin.fork(late).run_for(12), origin.fork().run_for(12)
    for name in ("staff", "patients"):
        assert getattr(plan, name).person.tolist() == getattr(baseline, name).person.tolist()
    assert np.array_equal(plan.tally["incidents"], baseline.tally["incidents"])


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_seed_gives_the_same_life_and_another_gives_another(seed):
    assert_same_life(model(seed=seed).run_for(20), model(seed=seed).run_for(20))
    assert not np.array_equal(model(seed=seed).tally["leavers"], model(seed=seed + 10).tally["leavers"])


@pytest.mark.parametrize("seed", [2**31, 4207889, 2**40])
def test_a_fresh_seed_can_be_lived_again(seed):
    first = model(seed=seed, staff=40, warm_up_weeks=10)
    assert_same_life(first, model(seed=first.seed, staff=40, warm_up_weeks=10))


def test_one_more_team_changes_nobody_else():
    """Under a blame culture teams without ties share nothing: the first nine live the same with or without a tenth."""

    def sealed(teams: int) -> CultureModel:
        file = OrganisationFile(
            name="Sealed",
            professions_matter=False,
            teams=Teams(listed=tuple(OwnTeam(size=12) for _ in range(teams))),
        )
        organisation = build_organisation(file, ties_per_post=0)
        return CultureModel("blame_culture", seed=4, organisation=organisation, warm_up_weeks=0).run_for(156)

    fewer, more = sealed(9), sealed(10)
    # a turn, or a label without effect here, that is dealt over all posts
    identity = {"person", "leader", "champion_priority", "facilitator_priority", "profession"}
    for name in set(fewer.staff.dtype.names or ()) - identity:
        assert np.array_equal(fewer.staff[name], more.staff[name][:108]), name
    for name in set(fewer.teams.dtype.names or ()) - identity - {"first_place", "end_place"}:
        assert np.array_equal(fewer.teams[name], more.teams[name][:9]), name
    assert fewer.tally["leavers"].sum() < more.tally["leavers"].sum()


def test_relabelling_teams_changes_nothing_where_there_is_no_luck():
    """With noise and events off, the same people in teams that are numbered backwards live the same states."""
    from tests.engine.still import scattered, still

    six = OrganisationFile(name="Six", professions_matter=False, teams=Teams(number=6))
    forwards, backwards = (still(build_organisation(six, staff=60, ties_per_post=0)) for _ in range(2))
    order = np.arange(60).reshape(6, 10)[::-1].ravel()
    for name in ("psychological_safety", "trust", "burnout", "use"):
        forwards.staff[name][:] = scattered(60)
        backwards.staff[name][:] = scattered(60)[order]
    for name in ("natural_skill", "restorative_skill", "practice", "vulnerability"):
        backwards.staff[name][:] = forwards.staff[name][order]
    for name in ("leader_style", "modelling", "demand"):
        backwards.teams[name][:] = forwards.teams[name][::-1]
    forwards.run_for(104)
    backwards.run_for(104)
    for name in ("psychological_safety", "trust", "burnout", "use", "practice", "restorative_skill"):
        assert backwards.staff[name] == pytest.approx(forwards.staff[name][order], abs=1e-12), name


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
    """Every post vacant: no division by zero, nobody appears, nothing is counted."""
    parameters = load_parameters().replace(weeks_to_fill=1e9)
    empty = CultureModel(
        "embedded", seed=1, organisation=reference_organisation(40), parameters=parameters, warm_up_weeks=0
    )
    empty.staff.filled[:] = False
    empty.run_for(60)
    tally = empty.tally
    for name in (
        "headcount",
        "leavers",
        "incidents",
        "conflicts",
        "dissatisfied",
        "psychological_safety",
        "practice",
    ):
        assert not tally[name].any(), name
    assert (tally["vacant"] == 40).all()
    finite = [name for name in tally.dtype.names if not np.isfinite(tally[name]).all()]
    assert not finite
    assert not any(type(agent).__name__ == "StaffMember" for agent in empty.agents)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_tiny_teams_live(size):
    for seed in range(3):
        tiny = CultureModel("embedded", seed=seed, organisation=reference_organisation(60, team_size=size))
        tiny.run_for(60)
        assert np.isfinite(tiny.tally["workload"]).all()
        assert tiny.tally["conflicts"].any() == (size > 1)


def test_a_busy_organisation_never_runs_out_of_room():
    busy = CultureModel(
        "blame_culture", seed=1, organisation=reference_organisation(60, team_size=10),
        parameters=busy_parameters().replace(dissatisfaction_per_staff_year=100.0), warm_up_weeks=0,
    )  # fmt: skip
    busy.run_for(100)
    assert busy.tally["dissatisfied"].sum() > 8000


def test_where_a_case_is_written_down_changes_nothing():
    place, parameters = build_organisation("nhs_trust", 200), busy_parameters()
    usual, roomier = (
        CultureModel(everything_at_once(), seed=6, organisation=place, parameters=parameters, warm_up_weeks=0)
        for _ in range(2)
    )
    patients = with_capacity(roomier.patients, 3 * len(roomier.patients))
    roomier._state = roomier._state._replace(served=patients)
    for model in (usual, roomier):
        model.run_for(104)
    assert usual.tally.claims.sum() > 0
    for name in columns(
        Tally
    ):  # chances are summed case by case: another order rounds the last digit otherwise
        same = np.allclose(usual.tally[name], roomier.tally[name], rtol=1e-12, atol=0, equal_nan=True)
        assert same, name
