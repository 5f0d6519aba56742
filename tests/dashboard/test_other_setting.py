"""The pages of a setting that is not the usual one: everything that they show comes from what it declares."""

from pathlib import Path

import pytest

from culture_sim.dashboard.boardroom import Boardroom
from culture_sim.dashboard.laboratory import Laboratory
from culture_sim.dashboard.page_state import OrganisationChoice, PageState, PlanChoice
from culture_sim.dashboard.session import comparators
from culture_sim.dashboard.widgets import ChartWidget, SelectWidget, UploadWidget
from culture_sim.findings.board_paper import paper_html
from culture_sim.settings import register_setting
from tests.dashboard.rendered import until
from tests.dashboard.test_pages import encoded

pytestmark = pytest.mark.filterwarnings("ignore")
SCHOOL = Path(__file__).parents[1] / "toy_school"
FILE = "name: Our school\nsetting: toy_school\nstaff: 60\n"


@pytest.fixture(scope="module")
def school():
    register_setting(SCHOOL)
    return PageState(
        choice=PlanChoice("toy_school/circle_time"),
        place=OrganisationChoice("nhs_trust/reference", 60, uploaded=FILE),
    )


def test_a_school_has_its_board(school, shown):
    rendered = shown(Boardroom, school)
    session = rendered.session
    until(lambda: session.fault.value or (session.answer.value and session.answer.value.is_complete))
    assert session.fault.value == ""
    until(lambda: [each.heading for each in rendered.find(ChartWidget)][:1])
    assert rendered.find(ChartWidget)[0].heading.startswith("Exclusions in year 5: ")
    plans = rendered.one(SelectWidget, "preset").options
    assert plans == [["toy_school/circle_time", "Circle time"]]
    assert [each[0] for each in rendered.one(SelectWidget, "rival").options] == list(
        comparators("toy_school")
    )
    for title in ("All other measures", "What one board would see", "Compare up to four"):
        rendered.unfold(title)
    rendered.one(SelectWidget, "xmr-count")
    words = " ".join(rendered.texts()) + paper_html(session.answer.value)
    assert "could not be shown" not in words
    for word in ("Staff turnover", "Grievances", "patient", "hospital", "claims"):
        assert word not in words


def test_a_school_has_its_laboratory(school, shown):
    rendered = shown(Laboratory, school)
    until(lambda: len(rendered.find(ChartWidget)) == 3)
    assert [each.heading for each in rendered.find(ChartWidget)][2] == "Exclusions"
    assert rendered.one(SelectWidget, "run-plan").options[-2] == ["toy_school/circle_time", "Circle time"]
    assert "could not be shown" not in " ".join(rendered.texts())


def test_another_kind_of_organisation_brings_its_own_plans(school, shown):
    rendered = shown(Boardroom, PageState(place=OrganisationChoice("nhs_trust/reference", 60)))
    session = rendered.session
    rendered.unfold("Change the organisation")
    rendered.one(UploadWidget, "place-file").vue_given({"name": "school.yaml", "content": encoded(FILE)})
    until(lambda: session.state.value.place.uploaded == FILE)
    assert session.state.value.choice.preset == "toy_school/circle_time"
    session.undo()
    assert session.state.value.choice.preset == "embedded"
