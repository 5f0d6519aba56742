"""What holds in every organisation, under every plan, with every seed."""

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from culture_sim import CultureModel
from culture_sim.engine.columns import columns
from culture_sim.organisation import build_organisation
from culture_sim.organisation.file import OrganisationFile, OwnTeam, Teams
from culture_sim.scenario import Scenario, levers_of
from culture_sim.settings import load_parameters
from culture_sim.settings.nhs_trust import tables
from culture_sim.settings.nhs_trust.tables import Stage
from tests.engine.busy import assert_same_run

weeks = st.integers(0, 40)
FAST = (
    Phase.explicit,
    Phase.generate,
)  # a failing example is told as it is found: shrinking it takes minutes


organisations = st.fixed_dictionaries(
    {
        "sizes": st.lists(st.integers(1, 14), min_size=1, max_size=6),
        "professions_matter": st.booleans(),
        "seed": st.integers(0, 99),
        "ties_per_post": st.sampled_from([0, 2, 4]),
    }
)


@st.composite
def plans(draw):
    """Changes to a scenario in which nothing is done."""
    changes = {}
    for lever in draw(st.lists(st.sampled_from(levers_of()), unique=True, max_size=8)):
        amount = draw(st.floats(0, lever.high))
        said = {lever.measure: amount, "from": draw(weeks), "ramp": draw(st.integers(1, 20))}
        if draw(st.booleans()):
            said["until"] = said["from"] + draw(st.integers(1, 30))
        changes[f"levers.{lever.path}"] = said
    kind = draw(st.sampled_from(["everywhere", "directorates", "pilot", "leaders_first"]))
    manner = draw(
        st.dictionaries(
            st.sampled_from(["voluntary", "accountability", "follow_through", "course_quality", "targeting"]),
            st.sampled_from([0.0, 0.4, 1.0]),
            max_size=3,
        )
    )
    return changes | {"rollout": {"kind": kind}, "manner": manner}


@st.composite
def numbers(draw):
    """Some of the uncertain parameters, anywhere in their ranges."""
    uncertain = [parameter for parameter in load_parameters().table.values() if parameter.uncertain]
    chosen = draw(st.lists(st.sampled_from(uncertain), unique_by=lambda one: one.name, max_size=12))
    return {one.name: draw(st.floats(one.low, one.high)) for one in chosen}


def model_of(organisation, plan, numbers, seed) -> CultureModel:
    sizes = tuple(OwnTeam(size=size) for size in organisation["sizes"])
    file = OrganisationFile(
        name="Random", professions_matter=organisation["professions_matter"], teams=Teams(listed=sizes)
    )
    built = build_organisation(file, seed=organisation["seed"], ties_per_post=organisation["ties_per_post"])
    nothing = Scenario.from_dict({"schema_version": 1, "name": "Random", "levers": {}})
    return CultureModel(
        nothing.with_changes(plan),
        seed=seed,
        organisation=built,
        parameters=load_parameters().replace(**numbers),
        warm_up_weeks=8,
    )


def in_range(table: np.recarray, declared: type) -> None:
    for name, column in columns(declared).items():
        values = np.asarray(table[name], float)
        assert np.isfinite(values).all(), name
        assert (values >= column.low - 1e-12).all(), (name, values.min())
        assert (values <= column.high + 1e-12).all(), (name, values.max())


def conflicts_are_of_two(model: CultureModel) -> None:
    """Whoever is in a conflict is so with somebody who is in it too; leaders may have many."""
    staff, posts = model._state.staff, model.organisation.staff
    with_leader = np.zeros(model.organisation.teams, int)
    for post in np.flatnonzero(staff.conflict_with[:posts] >= 0):
        other = staff.conflict_with[post]
        assert staff.filled[post]
        assert other != post
        if other < posts:
            assert staff.conflict_with[other] == post
            assert staff.opened[post] != staff.opened[other]
        else:
            assert other - posts == model.organisation.team_of_post[post]
            with_leader[other - posts] += 1
    assert with_leader.tolist() == model.teams.leader_conflicts.tolist()


@settings(max_examples=25, phases=FAST)
@given(organisations, plans(), numbers(), st.integers(0, 999_999))
def test_states_stay_in_range_and_books_balance(organisation, plan, numbers, seed):
    model = model_of(organisation, plan, numbers, seed).run_for(40)
    tally, posts = model.tally, model.organisation.staff
    assert (tally.headcount + tally.vacant == posts).all()
    assert (np.diff(tally.headcount) == (tally.hires - tally.leavers)[1:]).all()
    assert tally.headcount[-1] == model.staff.filled.sum()
    assert (tally.absent_for_stress <= tally.sick).all()
    assert (tally.sick <= posts).all()
    assert (tally.harms <= tally.incidents).all()
    assert (tally.known_harms <= tally.harms).all()
    assert (tally.reported_incidents <= tally.incidents).all()
    assert (tally.restorative_processes <= tally.known_harms).all()
    assert (tally.facilitated_processes <= tally.restorative_processes).all()
    agreed, claiming = ((model.served.stage == stage).sum() for stage in (Stage.PROMISED, Stage.CLAIMING))
    assert tally.known_harms.sum() == tally.needs.sum() + agreed
    actions = int(model.parameters.agreed_actions)
    closed = tally.restorative_processes.sum() - agreed
    assert (tally.promises_kept + tally.promises_broken).sum() == actions * closed
    assert (tally.need_met <= tally.needs + 1e-9).all()
    assert tally.claims.sum() + claiming <= tally.harms.sum()
    assert tally.conflicts.sum() >= tally.resolved.sum()
    assert tally.conflicts.sum() >= tally.grievances.sum()
    assert (tally.backfilled_hours[1:] <= tally.hours[:-1] + 1e-9).all()
    conflicts_are_of_two(model)
    state = model._state
    for table, declared in (
        (state.staff, tables.Staff), (state.teams, tables.Teams), (state.executive, tables.Sponsor),
        (state.levers, tables.Levers), (model.tally, tables.Tally),
        (state.served[state.served.stage != 0], tables.Served),
    ):  # fmt: skip
        in_range(table, declared)
    here = (
        state.staff.person[state.staff.filled].tolist()
        + state.served.person[state.served.stage != 0].tolist()
    )
    assert len(set(here)) == len(here), "two people with one identity"


@settings(max_examples=8, phases=FAST)
@given(organisations, plans(), numbers(), st.integers(0, 999_999))
def test_steps_and_one_run_are_one_life(organisation, plan, numbers, seed):
    stepped, run = (model_of(organisation, plan, numbers, seed) for _ in range(2))
    for _ in range(12):
        stepped.step()
    assert_same_run(stepped, run.run_for(12))


@settings(max_examples=8, phases=FAST)
@given(organisations, plans(), numbers(), st.integers(0, 999_999))
def test_watching_and_forking_change_nothing(organisation, plan, numbers, seed):
    plain = model_of(organisation, plan, numbers, seed)
    fork = plain.fork()
    watched = model_of(organisation, plan, numbers, seed)
    watched.watch()
    plain.run_for(40)
    assert_same_run(plain, fork.run_for(40))
    watched.run_for(40)
    assert len(watched.events()) > 0
    watched._state.staff.watched[:] = False  # the only thing that may differ
    assert_same_run(plain, watched)
