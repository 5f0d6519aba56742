"""Threads that share the teams: the same to the bit for any number of them."""

import numpy as np
import pytest

from culture_sim import CultureModel
from culture_sim.engine.run import LARGE, usual_threads
from culture_sim.organisation import build_organisation
from tests.reference.worlds import busy_parameters, everything_at_once

WEEKS = 40


def ready(seed: int = 7) -> CultureModel:
    """300 posts in which everything happens often, three weeks before the launch."""
    place = build_organisation("nhs_trust", staff=300)
    return CultureModel(
        everything_at_once(), seed, organisation=place, parameters=busy_parameters(), warm_up_weeks=3
    )


def run_with(model: CultureModel, threads: int, weeks: int = WEEKS) -> CultureModel:
    last = model._clock + weeks
    model._state = model._core.advance(
        model.setting, model._state, model._schedule, model._pars, model.seed, model._clock, last, threads
    )
    model._clock = last
    return model


@pytest.fixture(scope="module")
def alone() -> CultureModel:
    return run_with(ready(), 1)


@pytest.mark.parametrize("threads", [2, 3, 7, 1000])
def test_any_number_of_threads_gives_the_same_bits(alone: CultureModel, threads: int):
    shared = run_with(ready(), threads)
    for table in ("staff", "teams", "served", "sponsor", "levers", "tally"):
        one, other = getattr(alone._state, table), getattr(shared._state, table)
        for column in one.dtype.names:
            assert np.array_equal(one[column], other[column], equal_nan=True), (table, column)
    assert alone._state.tally.promotions.sum() > 0
    assert alone._state.tally.claims.sum() > 0


@pytest.mark.parametrize("threads", [2, 3, 1000])
def test_model_2_gives_the_same_bits_for_any_number_of_threads(threads: int):
    one, other = (
        run_with(CultureModel("nhs_trust/embedded", 7, 300, warm_up_weeks=3), number)
        for number in (1, threads)
    )
    for table in ("staff", "teams", "harms", "executive", "levers", "weeks"):
        assert getattr(one._state, table).tobytes() == getattr(other._state, table).tobytes(), table
    assert one.tally.disciplinaries.sum() > 0


def test_threads_stop_where_a_table_is_full_and_go_on():
    one, other = ready(), ready()
    rows = len(other.served)
    run_with(one, 1, 200)
    run_with(other, 2, 200)
    assert len(other.served) > rows
    assert one.staff.person.tolist() == other.staff.person.tolist()
    assert one.tally.tobytes() == other.tally.tobytes()


def test_a_small_organisation_runs_alone():
    model = ready()
    assert len(model.staff) < LARGE
    assert usual_threads(model._state) == 1


def test_events_are_logged_in_the_same_order_whatever_is_asked_for():
    one, other = ready(), ready()
    one.watch()
    other.watch()
    run_with(one, 1)
    run_with(other, 4)
    assert int(one._state.log.length[0]) > 1000
    assert one._state.log.rows.tobytes() == other._state.log.rows.tobytes()
