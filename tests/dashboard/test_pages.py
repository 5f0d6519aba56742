"""The boardroom without a browser."""

from base64 import b64encode

import pytest
import solara

from culture_sim.dashboard.boardroom import Boardroom
from culture_sim.dashboard.components import Button, ErrorBoundary
from culture_sim.dashboard.page_state import OrganisationChoice, PageState, to_link
from culture_sim.dashboard.session import Session
from culture_sim.dashboard.uploads import title_of
from culture_sim.dashboard.widgets import ChartWidget, SelectWidget, SliderWidget, UploadWidget
from culture_sim.findings.board_paper import paper_html
from tests.dashboard.rendered import until

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def room(shown, state):
    page = shown(Boardroom, state)
    return page.session, page


def is_complete(session):
    return session.answer.value is not None and session.answer.value.is_complete


def encoded(text, encoding="utf-8"):
    return b64encode(text.encode(encoding)).decode()


def the_upload(rendered, name="plan-file", folded="Plan as a file"):
    rendered.unfold(folded)
    return rendered.one(UploadWidget, name)


def test_the_first_charts_come_and_are_refined(room):
    session, rendered = room
    until(lambda: is_complete(session))
    headings = [each.heading for each in rendered.find(ChartWidget)]
    assert [each.split(" in year")[0] for each in headings[:3]] == [
        "Staff turnover",
        "Complaints",
        "Grievances",
    ]
    assert all(each.description and each.table["rows"] for each in rendered.find(ChartWidget))


def test_a_preset_and_a_lever_change_the_answer(room):
    session, rendered = room
    until(lambda: session.answer.value is not None)
    rendered.one(SelectWidget, "preset").vue_chosen("training_only")
    until(lambda: not session.waiting.value)
    assert session.answer.value.scenarios["plan"].name == "training_only"
    rendered.unfold("Change the levers")
    rendered.unfold("Leaders (")
    slider = rendered.one(SliderWidget, "lever-succession")
    slider.vue_moved_to(0.6)
    assert dict(session.state.value.choice.changes) == {"levers.succession.strength": 0.6}
    until(lambda: not session.waiting.value)
    assert session.answer.value.scenarios["plan"].levers.succession.strength == 0.6
    session.undo()
    until(lambda: rendered.one(SliderWidget, "lever-succession").value == 0)


def test_a_wrong_upload_is_told_beside_the_button_and_changes_nothing(room):
    session, rendered = room
    before = session.state.value
    upload = the_upload(rendered)
    upload.vue_given({"name": "ours.yaml", "content": encoded("levers: {sucession: 1}")})
    until(lambda: "ours.yaml" in upload.problem)
    assert session.state.value == before
    upload.vue_given({"name": "ours.yaml", "content": encoded("name: Ours\nlevers: {succession: 1}")})
    until(lambda: upload.problem == "")
    assert session.state.value.choice.uploaded


def test_a_file_that_is_not_utf8_is_refused_as_on_the_command_line(room):
    session, rendered = room
    before = session.state.value
    upload = the_upload(rendered)
    upload.vue_given({"name": "ours.yaml", "content": encoded("name: St Mary\u2019s plan\n", "cp1252")})
    until(lambda: "ours.yaml:1: The file is not UTF-8 text" in upload.refused)
    assert session.state.value == before
    with_mark = encoded("name: St Mary\u2019s plan\nlevers: {succession: 1}\n", "utf-8-sig")
    upload.vue_given({"name": "ours.yaml", "content": with_mark})
    until(lambda: session.state.value != before)
    assert upload.refused == ""
    assert title_of(session.state.value.choice) == "St Mary\u2019s plan"


def test_an_upload_is_what_was_last_uploaded(room):
    session, rendered = room
    upload = the_upload(rendered)
    for name in ("Our first darft", "Our first draft"):
        content = encoded(f"name: {name}\nlevers: {{succession: 1}}\n")
        upload.vue_given({"name": "plan.yaml", "content": content})
        until(lambda name=name: is_complete(session) and session.answer.value.scenarios["plan"].title == name)
        assert any(name in each for each in rendered.texts() if each.startswith(name))
        assert "Our first darft" not in paper_html(session.answer.value) or name.endswith("darft")


def test_markup_in_a_name_is_text(shown):
    name = "<img src=x onerror=alert(1)> <b>Trust</b>"
    place = OrganisationChoice("nhs_trust/reference", 200, uploaded=f"name: '{name}'\nstaff: 200\n")
    page = shown(Boardroom, PageState(place=place))
    until(lambda: is_complete(page.session))
    assert any(name in each for each in page.texts())
    assert not [each for each in page.elements() if type(each).__name__ == "HTML" or hasattr(each, "markup")]


def test_an_upload_above_the_limit_never_arrives(room):
    session, rendered = room
    before = session.state.value
    the_upload(rendered).vue_given({"name": "x", "content": encoded("a" * 1_000_001)})
    assert session.state.value == before


def test_a_fault_in_one_panel_leaves_the_others_and_can_be_tried_again():
    faults = [True]

    def content():
        if faults[0]:
            raise ValueError("broken")
        return Button("well")

    @solara.component
    def Page():  # noqa: N802
        return solara.Column(children=[ErrorBoundary(content, "This panel"), Button("neighbour")])

    box, rendered = solara.render(Page(), handle_error=False)

    def buttons(widget):
        if getattr(widget, "tag", "") == "button":
            yield widget
        for child in getattr(widget, "children", []):
            yield from () if isinstance(child, str) else buttons(child)

    assert [each.children for each in buttons(box)] == [["Try again"], ["neighbour"]]
    faults[0] = False
    next(buttons(box)).fire_event("click", {})
    assert [each.children for each in buttons(box)] == [["well"], ["neighbour"]]
    rendered.close()


def test_a_fault_in_the_engine_is_told_and_can_be_tried_again(engine, state, monkeypatch):
    session = Session(to_link(state), engine)
    from culture_sim.dashboard.session import question_of

    def broken(*_, **__):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(engine, "compare", broken)
    session.ask(question_of(state))
    until(lambda: session.fault.value)
    assert "secret" not in session.fault.value
    monkeypatch.undo()
    session.again()
    until(lambda: session.answer.value is not None)
    assert session.fault.value == ""
    session.close()
