"""The pages of a setting that is not the usual one: everything that they show comes from what it declares."""

from pathlib import Path

import pytest
import solara

from culture_sim.dashboard import shell
from culture_sim.dashboard.boardroom import Boardroom
from culture_sim.dashboard.laboratory import Laboratory
from culture_sim.dashboard.page_state import OrganisationChoice, PageState, PlanChoice, to_link
from culture_sim.dashboard.session import Session, comparators
from culture_sim.dashboard.widgets import ChartWidget, SelectWidget, UploadWidget
from culture_sim.findings.board_paper import paper_html
from culture_sim.settings import register_setting
from tests.dashboard.test_pages import encoded, one, texts, unfold, until

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


def page(state, engine, monkeypatch, room):
    session = Session(to_link(state), engine)
    assert session.message == ""
    monkeypatch.setattr(shell, "Session", lambda _link: session)
    box, rendered = solara.render(shell.Shell(children=[room()]), handle_error=False)
    rendered.box = box
    return session, rendered


def test_a_school_has_its_board(school, engine, monkeypatch):
    session, rendered = page(school, engine, monkeypatch, Boardroom)
    until(lambda: session.fault.value or (session.answer.value and session.answer.value.is_complete))
    assert session.fault.value == ""
    until(lambda: [each.heading for each in rendered.find(ChartWidget).widgets][:1])
    assert rendered.find(ChartWidget).widgets[0].heading.startswith("Exclusions in year 5: ")
    plans = one(rendered, SelectWidget, "preset").options
    assert plans == [["toy_school/circle_time", "Circle time"]]
    assert [each[0] for each in one(rendered, SelectWidget, "rival").options] == list(
        comparators("toy_school")
    )
    for title in ("All other measures", "What one board would see", "Compare up to four"):
        unfold(rendered, title)
    until(lambda: any(each.name == "xmr-count" for each in rendered.find(SelectWidget).widgets))
    words = " ".join(texts(rendered.box)) + paper_html(session.answer.value)
    assert "could not be shown" not in words
    for word in ("Staff turnover", "Grievances", "patient", "hospital", "claims"):
        assert word not in words
    rendered.close()


def test_a_school_has_its_laboratory(school, engine, monkeypatch):
    session, rendered = page(school, engine, monkeypatch, Laboratory)
    until(lambda: len(rendered.find(ChartWidget).widgets) == 3)
    assert [each.heading for each in rendered.find(ChartWidget).widgets][2] == "Exclusions"
    assert one(rendered, SelectWidget, "run-plan").options[-2] == ["toy_school/circle_time", "Circle time"]
    assert "could not be shown" not in " ".join(texts(rendered.box))
    rendered.close()
    session.close()


def test_another_kind_of_organisation_brings_its_own_plans(school, engine, monkeypatch):
    session, rendered = page(
        PageState(place=OrganisationChoice("nhs_trust/reference", 60)), engine, monkeypatch, Boardroom
    )
    unfold(rendered, "Change the organisation")

    until(lambda: any(each.name == "place-file" for each in rendered.find(UploadWidget).widgets))
    one(rendered, UploadWidget, "place-file").vue_given({"name": "school.yaml", "content": encoded(FILE)})
    until(lambda: session.state.value.place.uploaded == FILE)
    assert session.state.value.choice.preset == "toy_school/circle_time"
    session.undo()
    assert session.state.value.choice.preset == "embedded"
    rendered.close()
