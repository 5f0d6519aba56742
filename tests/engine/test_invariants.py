"""What holds in every organisation, under every plan, with every luck."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from culture_sim import CultureModel
from culture_sim.organisation import build_organisation
from culture_sim.organisation.file import OrganisationFile, OwnTeam, Teams
from culture_sim.parameters import Parameters, load_parameters
from culture_sim.scenario import LEVERS, Scenario
from culture_sim.state import NEVER, Levers, Patients, Sponsor, Staff, Stage, Tally, columns
from culture_sim.state import Teams as TeamTable
from tests.engine.test_lives import assert_same_life

weeks = st.integers(0, 40)


@st.composite
def organisations(draw):
    sizes = draw(st.lists(st.integers(1, 14), min_size=1, max_size=6))
    file = OrganisationFile(
        name="Random",
        professions_matter=draw(st.booleans()),
        teams=Teams(listed=tuple(OwnTeam(size=size) for size in sizes)),
    )
    return build_organisation(
        file, seed=draw(st.integers(0, 99)), ties_per_post=draw(st.sampled_from([0, 2, 4]))
    )


@st.composite
def scenarios(draw):
    changes = {}
    for lever in draw(st.lists(st.sampled_from(LEVERS), unique=True, max_size=8)):
        amount = draw(st.floats(0, lever.high))
        said = {lever.measure: amount, "from": draw(weeks), "ramp": draw(st.integers(1, 20))}
        if draw(st.booleans()):
            said["until"] = said["from"] + draw(st.integers(1, 30))
        changes[f"levers.{lever.path}"] = said
    kind = draw(st.sampled_from(["everywhere", "directorates", "pilot", "leaders_first"]))
    changes["rollout"] = {"kind": kind}
    nothing = Scenario.from_dict({"schema_version": 1, "name": "Random", "levers": {}})
    return nothing.with_changes(changes)


@st.composite
def parameter_sets(draw) -> Parameters:
    parameters = load_parameters()
    uncertain = [parameter for parameter in parameters.table.values() if parameter.uncertain]
    chosen = draw(st.lists(st.sampled_from(uncertain), unique_by=lambda one: one.name, max_size=12))
    changed = {one.name: draw(st.floats(one.low, one.high)) for one in chosen}
    parameters = parameters.replace(**changed)
    return parameters.core() if draw(st.booleans()) else parameters


def lived(organisation, scenario, parameters, seed) -> CultureModel:
    return CultureModel(
        scenario, seed=seed, organisation=organisation, parameters=parameters, burn_in_weeks=8
    )


def in_range(table: np.recarray, declared: type) -> None:
    for name, column in columns(declared).items():
        values = np.asarray(table[name], float)
        if name == "patient_trust":  # nobody to ask where no team meets patients or families
            values = values[~np.isnan(values)]
        assert np.isfinite(values).all(), name
        assert (values >= column.low - 1e-12).all(), (name, values.min())
        assert (values <= column.high + 1e-12).all(), (name, values.max())


@settings(max_examples=60)
@given(organisations(), scenarios(), parameter_sets(), st.integers(0, 2**63))
def test_states_stay_in_range_and_books_balance(organisation, scenario, parameters, seed):
    model = lived(organisation, scenario, parameters, seed).run_for(40)
    tally, posts = model.tally, organisation.staff
    assert (tally["headcount"] + tally["vacant"] == posts).all()
    after = np.append(tally["headcount"][1:], model.staff.filled.sum())
    assert (after - tally["headcount"] == tally["hires"] - tally["leavers"] - tally["promotions"]).all()
    assert (tally["harms"] <= tally["incidents"]).all()
    assert (tally["reported_incidents"] <= tally["incidents"]).all()
    assert (tally["known_harms"] == tally["restorative_processes"] + tally["blame_responses"]).all()
    assert (tally["grievances"] <= tally["unresolved_conflicts"]).all()
    assert (tally["unresolved_conflicts"] <= tally["conflicts"]).all()
    assert (tally["complaints"] <= tally["dissatisfied"] + tally["harms"]).all()
    assert (tally["backfilled_time"] <= tally["programme_time"] + 1e-12).all()
    assert (tally["backfilled_training_days"] <= tally["training_days"] + 1e-12).all()
    open_cases = (model.patients.stage != Stage.NOBODY) & (model.patients.stage != Stage.CLAIMED)
    due = (open_cases & (model.patients.claim_due != NEVER)).sum()
    assert tally["claims_started"].sum() == tally["claims"].sum() + due
    for table, declared in (
        (model.staff, Staff), (model.teams, TeamTable), (model.sponsor, Sponsor), (model.levers, Levers),
        (model.tally, Tally), (model.patients[model.patients.stage != Stage.NOBODY], Patients),
    ):  # fmt: skip
        in_range(table, declared)
    here = model.staff.person[model.staff.filled].tolist() + model.teams.leader.tolist()
    here += model.patients.person[model.patients.stage != Stage.NOBODY].tolist()
    assert len(set(here)) == len(here), "two people with one identity"
    assert max(here) < model.sponsor.next_person[0]


@settings(max_examples=15)
@given(organisations(), scenarios(), parameter_sets(), st.integers(0, 2**31))
def test_steps_and_one_run_are_one_life(organisation, scenario, parameters, seed):
    stepped, run = (lived(organisation, scenario, parameters, seed) for _ in range(2))
    for _ in range(12):
        stepped.step()
    assert_same_life(stepped, run.run_for(12))


@settings(max_examples=15)
@given(organisations(), scenarios(), parameter_sets(), st.integers(0, 2**31))
def test_watching_and_forking_change_nothing(organisation, scenario, parameters, seed):
    plain = lived(organisation, scenario, parameters, seed)
    fork = plain.fork()
    watched = lived(organisation, scenario, parameters, seed)
    watched.watch()
    plain.run_for(40)
    assert_same_life(plain, fork.run_for(40))
    assert_same_life(plain, watched.run_for(40))
    assert len(watched.events()) >= plain.tally["leavers"][8:].sum()
