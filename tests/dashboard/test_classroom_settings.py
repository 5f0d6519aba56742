"""The classroom shows the lesson of the setting that the page is about."""

from dataclasses import replace
from pathlib import Path

import pytest

from culture_sim.dashboard.classroom import Classroom
from culture_sim.dashboard.classroom.facilitator import script
from culture_sim.dashboard.fresh_page import fresh_page
from culture_sim.dashboard.page_state import OrganisationChoice, PageState, PlanChoice, from_link, to_link
from culture_sim.dashboard.widgets import ChartWidget, SelectWidget
from culture_sim.settings import load_setting, register_setting
from culture_sim.stories import Lesson, lesson_of, run_lesson, simulate_two_worlds
from tests.dashboard.rendered import tasks_have_ended, until

pytestmark = pytest.mark.filterwarnings("ignore")
_FOUND = lesson_of(load_setting("social_work"))
assert _FOUND is not None
LESSON: Lesson = _FOUND


@pytest.fixture(scope="module")
def found():
    return run_lesson(runs=2, setting="social_work")


@pytest.fixture(scope="module")
def worlds():
    return simulate_two_worlds(setting="social_work")


@pytest.fixture
def room(shown, monkeypatch, found, worlds):
    asked = []

    def of_setting(value, *names):
        asked.append(names[-1])
        return value

    monkeypatch.setattr(
        "culture_sim.dashboard.classroom.page.lesson", lambda *names: of_setting(found, *names)
    )
    monkeypatch.setattr(
        "culture_sim.dashboard.classroom.page.worlds", lambda *names: of_setting(worlds, *names)
    )
    page = shown(Classroom, fresh_page("social_work"))
    yield page.session, page
    tasks_have_ended()
    assert set(asked) == {"social_work"}


def test_the_lesson_from_start_to_end(room):
    session, rendered = room
    for step in LESSON.steps:
        assert step.question in rendered.texts()
        assert not rendered.find(ChartWidget)
        session.change_classroom(session.state.value.classroom.predict(0).reveal())
        until(lambda: any(text.startswith("What happened: ") for text in rendered.texts()))
        assert f"{step.number}. {step.title}" in rendered.texts()
        until(lambda: rendered.find(ChartWidget))
        assert all(each.description and each.table["rows"] for each in rendered.find(ChartWidget))
        words = " ".join(rendered.texts())
        assert "could not be shown" not in words
        for word in ("hospital", "patient", "nurse"):
            assert word not in words
        session.change_classroom(replace(session.state.value.classroom, step=min(step.number + 1, 5)))


def test_looking_around_in_two_services(room):
    session, rendered = room
    session.change_classroom(replace(session.state.value.classroom, looking=True))
    until(lambda: len(rendered.find(ChartWidget)) == 2)
    assert [each[0] for each in rendered.one(SelectWidget, "class-plan").options] == list(LESSON.plans)
    person = rendered.one(SelectWidget, "class-person")
    assert 5 < len(person.options) <= 12
    name = person.options[0][1].split(",")[0]
    person.vue_chosen(person.options[0][0])
    until(lambda: f"{name}'s five years, twice" in rendered.texts())
    assert "could not be shown" not in " ".join(rendered.texts())


def test_the_script_is_that_of_the_lesson():
    text = script(LESSON)
    for step in LESSON.steps:
        assert step.title.upper() in text
        assert step.question in text


def test_a_link_keeps_the_class_and_its_setting():
    state = fresh_page("social_work")
    state = replace(state, classroom=replace(state.classroom, step=3, plan="embedded_essentials").predict(1))
    assert from_link(to_link(state)) == state


def test_a_plan_that_the_lesson_has_not_gives_way_to_one_that_it_has():
    state = replace(PageState().classroom, plan="leadership_only")
    assert state.plan_of(LESSON) == LESSON.plans[-1]


def test_a_setting_without_a_lesson_says_so(shown):
    register_setting(Path(__file__).parents[1] / "toy_school")
    file = "name: Our school\nsetting: toy_school\nstaff: 60\n"
    school = PageState(
        choice=PlanChoice("toy_school/circle_time"),
        place=OrganisationChoice("nhs_trust/reference", 60, uploaded=file),
    )
    rendered = shown(Classroom, school)
    assert "There is no lesson yet" in rendered.texts()
