"""What holds in every organisation, under every plan, with every seed."""

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from culture_sim import CultureModel
from culture_sim.engine.columns import columns
from culture_sim.engine.tables import Staff
from culture_sim.engine.tables import Teams as TeamTable
from culture_sim.organisation import build_organisation
from culture_sim.organisation.file import OrganisationFile, OwnTeam, Teams
from culture_sim.scenario import Scenario, levers_of
from culture_sim.scenario.times import NEVER
from culture_sim.settings import load_parameters
from culture_sim.settings.nhs_trust.tables import Levers, Patients, Sponsor, Stage, Tally
from tests.engine.test_runs import assert_same_life

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
    return changes | {"rollout": {"kind": kind}}


@st.composite
def numbers(draw):
    """Some of the uncertain parameters, anywhere in their ranges; and whether model 2.11 is left out."""
    uncertain = [parameter for parameter in load_parameters().table.values() if parameter.uncertain]
    chosen = draw(st.lists(st.sampled_from(uncertain), unique_by=lambda one: one.name, max_size=12))
    return {one.name: draw(st.floats(one.low, one.high)) for one in chosen}, draw(st.booleans())


def model_of(organisation, plan, numbers, seed) -> CultureModel:
    sizes = tuple(OwnTeam(size=size) for size in organisation["sizes"])
    file = OrganisationFile(
        name="Random", professions_matter=organisation["professions_matter"], teams=Teams(listed=sizes)
    )
    built = build_organisation(file, seed=organisation["seed"], ties_per_post=organisation["ties_per_post"])
    nothing = Scenario.from_dict({"schema_version": 1, "name": "Random", "levers": {}})
    changed, core = numbers
    parameters = load_parameters().replace(**changed)
    return CultureModel(
        nothing.with_changes(plan),
        seed=seed,
        organisation=built,
        parameters=parameters.core() if core else parameters,
        warm_up_weeks=8,
    )


def in_range(table: np.recarray, declared: type) -> None:
    for name, column in columns(declared).items():
        values = np.asarray(table[name], float)
        if name == "patient_trust":  # nobody to ask where no team meets patients or families
            values = values[~np.isnan(values)]
        assert np.isfinite(values).all(), name
        assert (values >= column.low - 1e-12).all(), (name, values.min())
        assert (values <= column.high + 1e-12).all(), (name, values.max())


@settings(max_examples=25, phases=FAST)
@given(organisations, plans(), numbers(), st.integers(0, 999_999))
def test_states_stay_in_range_and_books_balance(organisation, plan, numbers, seed):
    model = model_of(organisation, plan, numbers, seed).run_for(40)
    tally, posts = model.tally, model.organisation.staff
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


@settings(max_examples=8, phases=FAST)
@given(organisations, plans(), numbers(), st.integers(0, 999_999))
def test_steps_and_one_run_are_one_life(organisation, plan, numbers, seed):
    stepped, run = (model_of(organisation, plan, numbers, seed) for _ in range(2))
    for _ in range(12):
        stepped.step()
    assert_same_life(stepped, run.run_for(12))


@settings(max_examples=8, phases=FAST)
@given(organisations, plans(), numbers(), st.integers(0, 999_999))
def test_watching_and_forking_change_nothing(organisation, plan, numbers, seed):
    plain = model_of(organisation, plan, numbers, seed)
    fork = plain.fork()
    watched = model_of(organisation, plan, numbers, seed)
    watched.watch()
    plain.run_for(40)
    assert_same_life(plain, fork.run_for(40))
    assert_same_life(plain, watched.run_for(40))
    assert len(watched.events()) >= plain.tally["leavers"][8:].sum()
