"""The laboratory: a run that plays and begins again, two levers, assumptions that can be found and moved."""

import re
import threading

import numpy as np
import pytest
import solara
import yaml

from culture_sim.dashboard.async_task import AsyncTask
from culture_sim.dashboard.boardroom.assumptions import find_swings
from culture_sim.dashboard.laboratory import Laboratory
from culture_sim.dashboard.laboratory.assumptions import (
    ALL,
    THE_FEW,
    as_csv,
    as_yaml,
    move,
    place_in_model,
    put_back,
    search,
    where_from,
)
from culture_sim.dashboard.laboratory.interaction import find_grid
from culture_sim.dashboard.laboratory.single_run import SingleRun
from culture_sim.dashboard.page_state import PageState
from culture_sim.dashboard.session import Session
from culture_sim.dashboard.uploads import organisation_of, read_parameters
from culture_sim.dashboard.widgets import ChartWidget, SliderWidget
from culture_sim.ensemble.two_factor import STEPS, TwoFactorDesign
from culture_sim.errors import InputError
from culture_sim.figures.echarts import option
from culture_sim.figures.swings import swings_panel
from culture_sim.figures.two_levers import two_lever_panel
from culture_sim.findings.sensitivity import interaction_finding
from culture_sim.model import WARM_UP_WEEKS, CultureModel
from culture_sim.scenario import load_scenario
from culture_sim.settings import load_parameters, load_setting
from tests.dashboard.conftest import SMALL
from tests.dashboard.rendered import PATIENCE, tasks_have_ended, until

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def run(engine, state):
    run = SingleRun()
    ensemble = engine.ensemble(organisation_of(state.place))
    run.begin(lambda: ensemble.warmed_up(0).fork("embedded"))
    until(lambda: run.picture.value is not None)
    yield run
    run.close()


def test_a_run_steps_plays_pauses_and_begins_again(run):
    assert run.picture.value.week == 0
    run.step(52)
    until(lambda: run.picture.value.week == 52)
    after_a_year = run.picture.value.weekly["trust"][-1]
    run.play()
    until(lambda: run.picture.value.week >= 60)
    run.pause()
    week = run.picture.value.week
    tasks_have_ended()
    assert run.picture.value.week == week
    assert not run.playing.value
    run.reset()
    until(lambda: run.picture.value.week == 0)
    run.step(52)
    until(lambda: run.picture.value.week == 52)
    assert run.picture.value.weekly["trust"][-1] == after_a_year
    assert len(run.weekly()) == WARM_UP_WEEKS + 52


def test_a_pause_in_the_middle_of_a_week_shows_the_week_that_was_run(run, monkeypatch):
    """The page and its files end with one week, also where the weeks of a tick were under way."""
    under_way, stopped = threading.Event(), threading.Event()
    run_weeks, stop = CultureModel._run, run.task.stop

    def slow_weeks(model, weeks):
        under_way.set()
        assert stopped.wait(PATIENCE)
        run_weeks(model, weeks)

    monkeypatch.setattr(CultureModel, "_run", slow_weeks)  # Mesa binds `step` when a model is made
    monkeypatch.setattr(run.task, "stop", lambda: (stop(), stopped.set()))
    run.play()
    assert under_way.wait(PATIENCE)
    run.pause()
    tasks_have_ended()
    assert run.picture.value.week > 0
    assert len(run.weekly()) == WARM_UP_WEEKS + run.picture.value.week


def test_a_run_is_the_mesa_model_that_anyone_can_live(run, engine, state):
    run.step(13)
    until(lambda: run.picture.value.week == 13)
    ensemble = engine.ensemble(organisation_of(state.place))
    alone = CultureModel(
        "blame_culture", seed=1, organisation=ensemble.organisation, parameters=ensemble.parameters
    ).fork("embedded")
    for _ in range(13):
        alone.step()
    assert alone.tally.trust[-1] == run.picture.value.weekly["trust"][-1]


def test_a_run_that_cannot_be_says_so():
    def wrong():
        raise InputError("No such plan.")

    run = SingleRun()
    run.begin(wrong)
    until(lambda: run.fault.value)
    assert run.fault.value == "No such plan."


@pytest.fixture(scope="module")
def grid(engine):
    grids, progress = [], solara.Reactive((0, 0))
    task = AsyncTask()
    session = Session("", engine)
    design = TwoFactorDesign(
        load_scenario("blame_culture"), "leadership_modelling", "training.introduction", replicates=2
    )

    def work(job):
        find_grid(session, PageState(place=SMALL), design, progress, job)
        grids.append(task.value.value)

    task.start(work)
    until(lambda: grids or task.fault.value)
    assert not task.fault.value
    assert progress.value == (2 * (STEPS * STEPS + 1), 2 * (STEPS * STEPS + 1))
    return grids[-1]


def test_two_levers(grid):
    assert grid.values.shape == (2, STEPS, STEPS)
    assert np.all(grid.values[:, 0, 0] == 0)
    assert grid.mean[-1, -1] > grid.mean[-1, 0] > 0
    by_hand = grid.mean[-1, -1] - grid.mean[-1, 0] - grid.mean[0, -1]
    assert grid.interaction.mean() == pytest.approx(by_hand)
    assert "the sum of each alone" in interaction_finding(grid)
    panel = two_lever_panel(grid, "provenance")
    assert panel.about == ("provenance",)
    assert len(panel.rows) == STEPS
    assert len(option(panel)["series"][0]["data"]) == STEPS * STEPS


def test_two_levers_can_be_stopped_and_must_be_two(engine):
    plan, progress, task = load_scenario("embedded"), solara.Reactive((0, 0)), AsyncTask()
    design = TwoFactorDesign(plan, "succession", "induction", replicates=8)
    ended = threading.Event()

    def work(job):
        try:
            find_grid(Session("", engine), PageState(place=SMALL), design, progress, job)
        finally:
            ended.set()

    task.start(work)
    until(lambda: progress.value[0] > 0)
    task.stop()
    assert ended.wait(PATIENCE)
    assert progress.value[0] < progress.value[1]
    assert not task.running.value
    with pytest.raises(InputError, match="two different"):
        TwoFactorDesign(plan, "succession", "succession")


def test_every_lever_can_be_crossed_with_every_plan_of_one_ramp():
    plan = load_scenario("embedded")
    for path in (each.path for each in load_setting("nhs_trust").levers):
        other = "succession" if path != "succession" else "induction"
        assert len(TwoFactorDesign(plan, path, other).scenarios()) == STEPS * STEPS


def test_swings_move_one_parameter_at_a_time(engine):
    task = AsyncTask()
    state = PageState(place=SMALL)
    key = load_setting("nhs_trust").key_parameters
    task.start(lambda job: find_swings(Session("", engine), state, job))
    until(lambda: task.value.value or task.fault.value)
    assert not task.fault.value
    of, found = task.value.value
    assert of == state
    assert {each.parameter for each in found} == set(key)
    what = load_setting("nhs_trust").outcome("turnover_percent")
    panel = swings_panel(found, what, key, 3)
    assert len(panel.rows) == len(key)
    assert panel.rows[0][0] in panel.title.lower() or panel.rows[0][0].lower() in panel.title.lower()
    assert option(panel)["series"]


@pytest.mark.parametrize(
    ("symbol", "said"),
    [
        ("b_N", "b_N"),
        ("2.11.2", "section 2.11.2 of the model"),
        ("1.05 in (3)", "1.05 in equation 3"),
        ("z in 2.8", "z in section 2.8"),
        ("n/a", ""),
    ],
)
def test_symbols_say_where_they_stand(symbol, said):
    assert place_in_model(symbol) == said


def test_every_note_is_a_sentence_and_no_shorthand():
    for each in load_parameters().table.values():
        assert not re.search(r"\[[FMAC][:\]]|\bsd\b|\blog-sd\b", f"{each.meaning} {each.note}"), each.name
        assert not each.note or re.fullmatch(r"[A-Z'].*[.]", each.note), each.name
        assert not each.meaning.endswith("."), each.name
        assert where_from(each)[0].isupper()


def test_search():
    known = load_parameters()
    assert [each.name for each in search(known, "eN", ALL, "", {})][:1] == ["use_norm"]
    assert all(
        "trust" in f"{p.name} {p.meaning} {p.note} {p.theme}".lower()
        for p in search(known, "trust", ALL, "", {})
    )
    assert len(search(known, "", THE_FEW, "", {}, load_setting("nhs_trust").key_parameters)) == 16
    assert len(search(known, "", ALL, "", {})) == len(known)
    assert all(each.source == "F" for each in search(known, "", ALL, "F", {}))
    assert search(known, "no such word", ALL, "", {}) == []


def test_assumptions_are_moved_for_the_whole_house(engine):
    session = Session("", engine)
    norm = load_parameters().table["use_norm"]
    move(session, norm, 3.0)
    assert dict(session.state.value.parameters) == {"use_norm": 3.0}
    move(session, norm, norm.value)
    assert session.state.value.parameters == ()
    move(session, norm, 1.0)
    put_back(session, "use_norm")
    assert session.state.value.parameters == ()


def test_assumptions_as_a_file_and_back():
    moved = {"use_norm": 1.5, "loss_over_gain": 4.0}
    assert read_parameters("mine.yaml", as_yaml(moved), load_parameters()) == moved
    assert read_parameters("none.yaml", as_yaml({}), load_parameters()) == {}
    assert as_csv(moved, load_parameters()).count("\n") == len(load_parameters()) + 1
    for text, words in (
        ("use_normm: 1", "wrong.yaml:1: .*Did you mean 'use_norm'"),
        ("use_norm: 99", "lies between"),
        ("use_norm: lots", "must be a number"),
        ("use_norm: true", "must be a number"),
        ("use_norm: .nan", "lies between"),
        ("use_norm: 1\nself: 2", "wrong.yaml:2: 'self' is not a parameter"),
        ("use_norm: 1\nloss_over_gain: 2\nuse_norm: 3", "wrong.yaml:3: 'use_norm' stands twice"),
        ("- 1", "name: value"),
        ("a: [", "not YAML"),
    ):
        with pytest.raises(InputError, match=words):
            read_parameters("wrong.yaml", text, load_parameters())


def test_the_room(shown, state):
    rendered = shown(Laboratory, state)
    session = rendered.session
    until(lambda: len(rendered.find(ChartWidget)) == 4)
    sliders = {each.name: each for each in rendered.find(SliderWidget)}
    sliders["p-use_norm"].vue_moved_to(3.0)
    assert dict(session.state.value.parameters) == {"use_norm": 3.0}
    assert yaml.safe_load(as_yaml(dict(session.state.value.parameters))) == {"use_norm": 3.0}
