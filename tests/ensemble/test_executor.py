import pytest

from culture_sim.ensemble.executor import Cancelled, ComparisonRequest, ComparisonService
from culture_sim.organisation import build_organisation
from culture_sim.scenario import load_scenario


@pytest.fixture(scope="module")
def service():
    service = ComparisonService(2)
    yield service
    service.close()


@pytest.fixture(scope="module")
def organisation():
    return build_organisation("reference", 120)


def test_a_run_that_is_not_wanted_any_more_ends_before_its_next_year(service, organisation):
    ensemble, plan = service.ensemble(organisation), load_scenario("bolted_on")
    asked = []

    def is_wanted():
        asked.append(len(asked))
        return len(asked) < 3

    with pytest.raises(Cancelled):
        service.run(ensemble, plan, 0, is_wanted=is_wanted)
    assert len(asked) == 3
    whole = service.run(ensemble, plan, 0)
    assert (whole.yearly == service.run(ensemble, plan, 0, is_wanted=pytest.fail).yearly).all()


def test_a_plan_under_another_name_is_another_request_with_the_same_runs(service, organisation):
    baseline, plan = load_scenario("blame_culture"), load_scenario("bolted_on")
    one, other = (
        ComparisonRequest(organisation, (("baseline", baseline), ("plan", plan)), title=title)
        for title in ("Ours", "Ours, put right")
    )
    assert one.key != other.key
    first, second = (list(service.compare(each, (2,)))[-1] for each in (one, other))
    assert (first.title("plan"), second.title("plan")) == ("Ours", "Ours, put right")
    assert (first.values("plan", "trust") == second.values("plan", "trust")).all()
