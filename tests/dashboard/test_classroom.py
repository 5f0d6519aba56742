"""The classroom: what a link restores, the lesson from start to end, and looking around."""

import json
import zlib
from base64 import urlsafe_b64encode
from dataclasses import replace

import numpy as np
import pytest

from culture_sim.cache import LRUCache
from culture_sim.dashboard.class_state import ClassState
from culture_sim.dashboard.classroom import Classroom, lesson_cache
from culture_sim.dashboard.classroom.facilitator import script
from culture_sim.dashboard.page_state import PageState, from_link, to_link
from culture_sim.dashboard.session import Session
from culture_sim.dashboard.widgets import ChartWidget, SelectWidget, SliderWidget
from culture_sim.errors import InputError
from culture_sim.figures.echarts import option
from culture_sim.settings import load_setting
from culture_sim.settings.nhs_trust.stories.aftermath import aftermath_of, aftermath_panel
from culture_sim.settings.nhs_trust.stories.harms import bad_week
from culture_sim.stories import (
    Lesson,
    dots,
    lesson_of,
    map_of,
    provenance,
    reveal,
    run_lesson,
    simulate_two_worlds,
)
from culture_sim.stories.figures import lesson_panel, map_panel
from tests.dashboard.rendered import tasks_have_ended, until

pytestmark = pytest.mark.filterwarnings("ignore")
_FOUND = lesson_of(load_setting())
assert _FOUND is not None
LESSON: Lesson = _FOUND
STEPS = LESSON.steps


@pytest.fixture(scope="module")
def found():
    return run_lesson(runs=2)


@pytest.fixture(scope="module")
def worlds():
    return simulate_two_worlds()


@pytest.fixture
def room(shown, monkeypatch, found, worlds):
    monkeypatch.setattr("culture_sim.dashboard.classroom.page.lesson", lambda _setting: found)
    monkeypatch.setattr("culture_sim.dashboard.classroom.page.worlds", lambda _plan, _seed, _setting: worlds)
    page = shown(Classroom)
    return page.session, page


def test_a_link_restores_the_class():
    state = replace(ClassState(), step=3, seed=11, team=4, leading=True).predict(2).reveal().with_votes(1, 12)
    session = Session()
    session.change_classroom(state)
    again = from_link(to_link(session.state.value))
    assert again.classroom == state
    session.undo()
    assert session.state.value.classroom == ClassState()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("step", 99), ("step", "2"), ("step", True), ("plan", "../etc"), ("seed", -1),
        ("predicted", [7] * 5),
        ("predicted", [0]), ("hands", "many"), ("revealed", None), ("start", [1]), ("start", [99, "embedded", 1, 0]),
        ("week", 1e9), ("leading", 1), ("plan", ["embedded"]),
    ],
)  # fmt: skip
def test_a_link_that_was_changed_does_no_harm(name, value):
    text = json.dumps({"classroom": {name: value}}).encode()
    with pytest.raises(InputError, match="cut off or changed"):
        from_link(urlsafe_b64encode(zlib.compress(text)).decode())


def test_the_start_that_a_trainer_sets():
    state = replace(ClassState(), leading=True, step=2, seed=5).as_start()
    later = replace(state, step=5).predict(1).reveal()
    back = later.from_start()
    assert (back.step, back.seed, back.leading) == (2, 5, True)
    assert set(back.predicted) == {-1}
    assert not any(back.revealed)


def test_the_lesson_from_start_to_end(room):
    session, rendered = room
    for step in STEPS:
        session.change_classroom(session.state.value.classroom.predict(0).reveal())
        until(lambda: any(text.startswith("What happened: ") for text in rendered.texts()))
        assert f"{step.number}. {step.title}" in rendered.texts()
        until(lambda: rendered.find(ChartWidget))
        assert all(each.description and each.table["rows"] for each in rendered.find(ChartWidget))
        session.change_classroom(replace(session.state.value.classroom, step=min(step.number + 1, 5)))


def test_frozen_until_the_reveal(room):
    session, rendered = room
    session.change_classroom(replace(session.state.value.classroom, leading=True, looking=True).predict(1))
    rendered.one(SelectWidget, "class-plan")
    session.change_classroom(replace(session.state.value.classroom, frozen=True))
    assert "Frozen until the reveal." in rendered.texts()
    assert not rendered.find(SelectWidget, "class-plan")
    closed = [
        each
        for each in rendered.tagged("button")
        if "cs-option" in each.class_ and "disabled" in each.attributes
    ]
    assert len(closed) == 2
    session.change_classroom(session.state.value.classroom.reveal())
    assert not session.state.value.classroom.frozen
    assert rendered.find(SelectWidget, "class-plan")


def test_a_class_on_its_own_page_cannot_reveal_what_is_frozen(room):
    session, rendered = room
    session.change_classroom(replace(session.state.value.classroom, frozen=True).predict(0))
    (button,) = [each for each in rendered.tagged("button") if "cs-reveal-button" in each.class_]
    assert "disabled" in button.attributes


def test_the_page_of_the_class_is_the_start_without_the_bar():
    state = (
        replace(ClassState(), step=3, leading=True, hidden=True, frozen=True).as_start().predict(1).reveal()
    )
    given = state.for_the_class()
    assert (given.step, given.leading, given.hidden, given.frozen) == (3, False, True, False)
    assert set(given.predicted) == {-1}
    assert not any(given.revealed)
    assert from_link(to_link(PageState(classroom=given))).classroom == given


def test_nothing_is_given_away_before_the_reveal(room):
    session, rendered = room
    tasks_have_ended()
    assert not rendered.find(ChartWidget)
    assert not any("What happened" in text for text in rendered.texts())
    assert session.state.value.classroom == ClassState()


def test_looking_around(room, worlds):
    session, rendered = room
    session.change_classroom(replace(session.state.value.classroom, looking=True))
    until(lambda: len(rendered.find(ChartWidget)) == 2)
    rendered.find(ChartWidget)[1].vue_clicked({"id": "3"})
    assert session.state.value.classroom.team == 3
    until(lambda: rendered.one(SelectWidget, "class-team").value == "3")
    person = rendered.one(SelectWidget, "class-person")
    assert 15 < len(person.options) <= 20
    person.vue_chosen(person.options[2][0])
    name = person.options[2][1].split(",")[0]
    until(lambda: f"{name}'s five years, twice" in rendered.texts())
    before = rendered.find(ChartWidget)[1].option
    rendered.one(SliderWidget, "class-week").vue_moved_to(260.0)
    until(lambda: rendered.find(ChartWidget)[1].option != before)
    session.change_classroom(replace(session.state.value.classroom, leading=True, hidden=True))
    until(lambda: not rendered.find(ChartWidget))


def test_figures_name_every_line_once_and_say_what_they_show(found, worlds):
    where = provenance(found)
    for step in STEPS[1:]:
        for chart in reveal(step.key, found).charts:
            panel = lesson_panel(chart, where, step.key)
            drawn = option(panel)
            named = [each for each in drawn["series"] if each.get("name")]
            assert [each["name"] for each in named] == [line.name for line in reversed(chart.lines)]
            plot = panel.height - drawn["grid"]["top"] - drawn["grid"]["bottom"]
            places = sorted(
                each["endLabel"]["offset"][1] - plot * each["data"][-1] / drawn["yAxis"]["max"]
                for each in named
            )
            assert all(each["endLabel"]["show"] for each in named)
            assert min(np.diff(places)) > 13, "a name covers another"
            assert len(panel.rows) == len(panel.x.names)
    incident = bad_week(worlds)
    assert incident is not None
    told = aftermath_of(worlds, incident)
    assert told.name in aftermath_panel(told, where).description
    of_dots = dots(worlds.organisation, worlds.without, 0)
    panel = map_panel(map_of(worlds.organisation), of_dots, "Title", "said", 2, where, "map")
    circles = option(panel)["series"][1]["data"]
    assert [each["id"] for each in circles] == [str(team) for team in range(20)]
    assert circles[2]["itemStyle"]["borderWidth"] == 4


def test_the_script_holds_every_step():
    text = script(LESSON)
    for step in STEPS:
        assert step.title.upper() in text
        assert step.question in text


def test_what_was_simulated_is_shared(monkeypatch):
    made = []

    def simulate(plan, seed, setting):
        made.append((plan, seed, setting))
        return "worlds"

    monkeypatch.setattr(lesson_cache, "simulate_two_worlds", simulate)
    monkeypatch.setattr(lesson_cache, "_worlds", LRUCache(12))
    assert {str(lesson_cache.worlds("embedded", 3)) for _ in range(2)} == {"worlds"}
    assert made == [("embedded", 3, "nhs_trust")]
    monkeypatch.setattr(lesson_cache, "_worlds", LRUCache(12))
