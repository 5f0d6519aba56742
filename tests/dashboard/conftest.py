"""A small organisation without figures of its own: a life takes milliseconds, and nothing is centred."""

import warnings

import pytest

pytest.importorskip("solara", reason="the dashboard is not installed")

from culture_sim.dashboard.environment import prepare

prepare()
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what Solara's own imports deprecate is not ours
    import solara
    import solara.server.starlette

    import culture_sim.dashboard.boardroom

from culture_sim.dashboard.page_state import OrganisationChoice, PageState  # noqa: E402
from culture_sim.dashboard.session import question_of  # noqa: E402
from culture_sim.ensemble.executor import ComparisonService  # noqa: E402

PATIENCE = 900
"""Seconds for which a state is waited for: longer than any machine takes, so that no test asserts a time."""

SMALL = OrganisationChoice("nhs_trust/reference", 200)


@pytest.fixture(scope="session")
def engine():
    engine = ComparisonService(2)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def state():
    return PageState(place=SMALL)


@pytest.fixture(scope="session")
def answer(engine, state):
    *_, last = engine.compare(question_of(state), (12,))
    return last


__all__ = ["culture_sim", "solara"]
