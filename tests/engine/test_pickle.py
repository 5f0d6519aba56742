"""A model, a fork of it and one whose agents were looked at can be pickled, and go on as the original does."""

import pickle
from typing import Any

import pytest

from culture_sim import CultureModel
from culture_sim.agents import StaffMember


def small() -> CultureModel:
    return CultureModel("embedded", seed=3, staff=60, warm_up_weeks=10).run_for(5)


def looked_at() -> CultureModel:
    model = small()
    assert len(model.agents) >= model.staff.filled.sum() + len(model.teams)
    return model


def watched() -> CultureModel:
    model = small()
    model.watch()
    return model.run_for(3)


MODELS: dict[str, Any] = {
    "plain": small,
    "fork": lambda: small().fork("training_only"),
    "with agents": looked_at,
    "with events": watched,
}


@pytest.mark.parametrize("make", MODELS.values(), ids=MODELS)
def test_it_goes_on_as_the_original_does(make: Any):
    model = make()
    copy = pickle.loads(pickle.dumps(model))
    assert isinstance(copy, CultureModel)
    assert copy.week == model.week
    model.run_for(30)
    copy.run_for(30)
    assert copy.tally.tobytes() == model.tally.tobytes()
    assert copy.staff.tobytes() == model.staff.tobytes()
    assert copy.events().equals(model.events())
    assert copy.datacollector.get_model_vars_dataframe().equals(
        model.datacollector.get_model_vars_dataframe()
    )


def test_its_agents_are_views_of_its_own_tables():
    model = looked_at()
    copy = pickle.loads(pickle.dumps(model))
    one = next(iter(copy.agents_by_type[StaffMember]))
    one.trust = 0.123
    assert copy.staff.trust[one.post] == 0.123
    assert model.staff.trust[one.post] != 0.123
