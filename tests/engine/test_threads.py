"""Threads that share the teams: the same to the bit for any number of them."""

import pytest

from culture_sim import CultureModel
from culture_sim.engine.run import LARGE, usual_threads
from culture_sim.initialise import advance
from culture_sim.organisation import build_organisation
from tests.engine.busy import assert_same_run, busy_parameters, everything_at_once

WEEKS = 40


def ready(seed: int = 7) -> CultureModel:
    """300 posts in which everything happens often, three weeks before the launch."""
    place = build_organisation("nhs_trust", staff=300)
    return CultureModel(
        everything_at_once(), seed, organisation=place, parameters=busy_parameters(), warm_up_weeks=3
    )


def run_with(model: CultureModel, threads: int, weeks: int = WEEKS) -> CultureModel:
    last = model._clock + weeks
    model._state = advance(
        model.setting, model._state, model._schedule, model._pars, model.seed, model._clock, last, threads
    )
    model._clock = last
    return model


@pytest.fixture(scope="module")
def alone() -> CultureModel:
    return run_with(ready(), 1)


@pytest.mark.parametrize("threads", [2, 3, 7, 1000])
def test_any_number_of_threads_gives_the_same_bits(alone: CultureModel, threads: int):
    assert_same_run(alone, run_with(ready(), threads))
    for name in ("leaders_left", "claims", "disciplinaries", "grievances", "promises_kept", "circle_places"):
        assert alone.tally[name].sum() > 0, name


def test_threads_stop_where_a_table_is_full_and_go_on():
    one, other = ready(), ready()
    one._state, other._state = (
        each._state._replace(served=each.served[: len(each.staff) + 20].copy()) for each in (one, other)
    )
    rows = len(other.served)
    run_with(one, 1, 60)
    run_with(other, 2, 60)
    assert len(other.served) > rows
    assert_same_run(one, other)


def test_a_small_organisation_runs_alone():
    model = ready()
    assert len(model.staff) < LARGE
    assert usual_threads(model._state) == 1


def test_a_diary_is_written_in_the_same_order_whatever_is_asked_for():
    one, other = ready(), ready()
    one.watch()
    other.watch()
    run_with(one, 1)
    run_with(other, 4)
    length = int(one._state.diary.length[0])
    assert length > 1000
    assert one._state.diary.rows[:length].tobytes() == other._state.diary.rows[:length].tobytes()
