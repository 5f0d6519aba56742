"""A fork in mid-course launches its plan, and a model that nobody holds is freed."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest

from culture_sim import CultureModel, InputError, load_parameters, load_scenario
from culture_sim.calibration.calibrated import calibrated_model
from culture_sim.errors import UncalibratedWarning
from culture_sim.organisation import build_organisation


def begun(scenario: str = "blame_culture") -> CultureModel:
    return CultureModel(scenario, seed=3, staff=120, warm_up_weeks=20)


def test_a_fork_in_mid_course_launches_its_plan() -> None:
    baseline = begun().run_for(26)
    plan = baseline.fork("embedded")
    plan.run_for(1)
    assert plan.week == 27
    assert plan.sponsor.commitment[0] > 0.5
    assert plan.levers.leadership_modelling.max() == 0, "a ramp begins in the week of its launch"
    plan.run_for(12)
    at_once = begun("embedded").run_for(13)
    for name in ("introduction", "champions", "succession"):  # what the sponsor's commitment does not limit
        assert plan.levers[name].max() > 0
        assert np.array_equal(plan.levers[name], at_once.levers[name]), name
    assert plan.run_for(91).tally.practice[-1] > baseline.run_for(104).tally.practice[-1] + 0.02
    assert baseline.tally.commitment.max() == 0, "there is nothing to stand behind"


def test_a_programme_that_runs_goes_on_by_the_other_timetable() -> None:
    model = begun("embedded").run_for(30)
    commitment = float(model.sponsor.commitment[0])
    other = model.fork("leadership_only").run_for(1)
    assert abs(float(other.sponsor.commitment[0]) - commitment) < 0.1, "a launch does not come twice"
    assert other.levers.everyday_conversations.max() == 0
    funded = 0.9 * min(1.0, commitment / model.parameters.commitment_in_full)
    assert other.levers.leadership_modelling == pytest.approx(funded), (
        "in full since week 26, as far as funded"
    )


def test_a_programme_that_is_given_up_leaves_no_lever_in_force() -> None:
    model = begun("embedded").run_for(60)
    assert model.levers.power_sharing.max() > 0
    given_up = model.fork("blame_culture").run_for(1)
    assert all(given_up.levers[name].max() == 0 for name in given_up.levers.dtype.names)


def test_a_model_whose_agents_were_looked_at_is_freed() -> None:
    model = CultureModel(seed=1, staff=60, warm_up_weeks=0)
    ids = [agent.unique_id for agent in model.agents]
    assert len(set(ids)) == len(ids)
    held = weakref.ref(model)
    del model
    gc.collect()
    assert held() is None


def test_an_uncalibrated_model_of_an_observed_organisation_says_so() -> None:
    place = build_organisation("acute_trust", 60)
    with pytest.warns(UncalibratedWarning, match="calibrated_model does both in one call"):
        CultureModel(organisation=place, warm_up_weeks=0)
    CultureModel(organisation=place, parameters=load_parameters(), warm_up_weeks=0)
    CultureModel(organisation="nhs_trust", staff=60, warm_up_weeks=0)


@pytest.mark.slow
def test_one_call_calibrates() -> None:
    place = build_organisation("acute_trust", 300)
    model = calibrated_model("blame_culture", 1, organisation=place)
    assert model.parameters.grievance_hazard != load_parameters().grievance_hazard
    assert model.organisation is place
    with pytest.raises(InputError, match="300 posts"):
        calibrated_model(staff=20, organisation=place)


def test_a_launch_knows_what_was_before() -> None:
    """Without it a sponsor would take the first report for a fall, and never tire of counting (27)."""
    model = CultureModel("leadership_only", seed=3, staff=120, warm_up_weeks=60)
    before = model.tally
    recorded = (before.reported_incidents / before.headcount)[-52:].mean()
    for one in (
        model,
        CultureModel("blame_culture", seed=3, staff=120, warm_up_weeks=60).fork("leadership_only"),
    ):
        one.run_for(1)
        assert one.sponsor.safety_before[0] == pytest.approx(before.psychological_safety[-26:].mean())
        assert one.sponsor.recorded_before[0] == pytest.approx(recorded)


def test_a_sponsor_who_only_counts_tires() -> None:
    """As openness grows more is reported: without measurement that reads as failure."""
    plan = load_scenario("embedded")
    whole, counting = (
        CultureModel(each, seed=3, staff=600, warm_up_weeks=60).run_for(156).sponsor.commitment[0]
        for each in (plan, plan.with_levers(measurement_and_feedback=0, succession=0))
    )
    assert whole > 0.9 > 0.6 > counting
