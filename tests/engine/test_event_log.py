"""The event log: silent unless asked, then complete, and never felt by anybody."""

import numpy as np
import pytest

from culture_sim import CultureModel
from culture_sim.errors import InputError
from culture_sim.organisation import reference_organisation
from tests.engine.test_runs import assert_same_life
from tests.reference.worlds import busy_parameters, everything_at_once, trust_of_sixty


def busy(seed: int = 3, watched: bool = True) -> CultureModel:
    model = CultureModel(
        everything_at_once(),
        seed=seed,
        organisation=trust_of_sixty(),
        parameters=busy_parameters(),
        warm_up_weeks=6,
    )
    if watched:
        model.watch()
    return model


@pytest.fixture(scope="module")
def life() -> CultureModel:
    return busy().run_for(104)


def test_off_by_default_and_then_it_costs_nothing():
    model = busy(watched=False).run_for(52)
    assert len(model.events()) == 0
    assert len(model._state.log.rows) == 0


@pytest.mark.parametrize("seed", range(4))
def test_watching_changes_nothing(seed):
    assert_same_life(busy(seed).run_for(150), busy(seed, watched=False).run_for(150))


def test_what_it_says_agrees_with_the_tally(life):
    """Each count of the tally is the number of events of that kind, week by week."""
    events, tally = life.events(), life.tally[life.warm_up_weeks :]

    def weekly(what: str, answer: str | None = None, staff_only: bool = False) -> list[int]:
        chosen = events[events.what == what]
        if answer:
            chosen = chosen[chosen.answer == answer]
        return np.bincount(chosen.week, minlength=len(tally)).tolist()

    pairs = {
        "left": "leavers", "joined": "hires", "promoted": "promotions", "investigated": "disciplinaries",
        "conflict": "conflicts", "grievance": "grievances", "dissatisfied": "dissatisfied", "complaint": "complaints",
        "ombudsman": "ombudsman", "claim": "claims", "became_champion": "deep_trainings",
        "became_facilitator": "facilitator_trainings", "refreshed": "refreshers", "trained": "introductions",
    }  # fmt: skip
    for what, column in pairs.items():
        assert weekly(what) == tally[column].tolist(), what
        assert tally[column].any(), f"nothing to compare for {what}"
    assert weekly("conflict", "unresolved") == tally["unresolved_conflicts"].tolist()


def test_changes_that_it_reports_are_within_reach(life):
    events = life.events()
    for change in ("trust_change", "safety_change", "burnout_change"):
        assert events[change].between(-1, 1).all()
    blamed = events[(events.what == "harm") & (events.answer == "blame") & (events.post >= 0)]
    assert len(blamed) > 5
    assert (blamed.safety_change <= 0).all()
    assert (blamed.burnout_change >= 0).all()


def test_people_of_the_log_are_the_people_of_the_model(life):
    events = life.events()
    joined = events[events.what == "joined"].set_index("person")
    left = events[events.what == "left"].set_index("person")
    assert joined.index.is_unique
    assert left.index.is_unique
    both = joined.index.intersection(left.index)
    assert len(both) > 3
    assert (joined.loc[both, "week"] <= left.loc[both, "week"]).all()
    here = set(life.staff.person[life.staff.filled].tolist())
    assert here.isdisjoint(left.index)
    assert set(joined.index) - set(left.index) - set(events[events.what == "promoted"].person) == here & set(
        joined.index
    )


def test_only_the_chosen_are_written_down():
    model = busy(watched=False)
    model.watch([5], teams=[1])
    model.run_for(60)
    events = model.events()
    team = range(model.teams.first_post[1], model.teams.end_post[1])
    assert set(events.post) <= {5, -1, *team}
    assert set(events[events.post == -1].team) <= {1}
    assert (events.post == 5).any()


@pytest.mark.parametrize(("posts", "teams"), [([60], []), ([-1], []), ([1.5], []), ([0], [99]), ("all", [])])
def test_a_wrong_choice_is_refused(posts, teams):
    with pytest.raises(InputError):
        busy(watched=False).watch(posts, teams)


def test_it_grows_when_it_is_full():
    model = CultureModel("embedded", seed=1, organisation=reference_organisation(40), warm_up_weeks=0)
    model.watch()
    rooms = len(model._state.log.rows)
    model.run_for(1500)
    assert len(model.events()) > rooms
    assert len(model._state.log.rows) > rooms
