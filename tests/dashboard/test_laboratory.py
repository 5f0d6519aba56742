"""The laboratory: a run that plays and begins again, two levers, assumptions that can be found and moved."""

import re
import time

import numpy as np
import pytest
import solara
import yaml

from culture_sim.dashboard import shell
from culture_sim.dashboard.laboratory import Laboratory
from culture_sim.dashboard.laboratory.assumptions import (
    ALL,
    THE_FEW,
    as_csv,
    as_yaml,
    move,
    place_in_model,
    put_back,
    read_assumptions,
    search,
    where_from,
)
from culture_sim.dashboard.laboratory.interaction import two_lever_panel
from culture_sim.dashboard.laboratory.single_run import SingleRun
from culture_sim.dashboard.laboratory.two_factor import STEPS, Stopped, TwoFactorDesign, run_two_factor
from culture_sim.dashboard.page_state import to_link
from culture_sim.dashboard.session import Session
from culture_sim.dashboard.uploads import organisation_of
from culture_sim.dashboard.widgets import ChartWidget, SliderWidget
from culture_sim.errors import InputError
from culture_sim.figures.echarts import option
from culture_sim.model import CultureModel
from culture_sim.scenario import load_scenario
from culture_sim.settings import load_parameters
from tests.dashboard.conftest import SMALL

pytestmark = pytest.mark.filterwarnings("ignore")


def until(done, seconds=60):
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


@pytest.fixture
def run(engine, desk):
    run = SingleRun()
    ensemble = engine.ensemble(organisation_of(desk.place))
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
    time.sleep(0.6)
    assert run.picture.value.week == week
    assert not run.playing.value
    run.reset()
    until(lambda: run.picture.value.week == 0)
    run.step(52)
    until(lambda: run.picture.value.week == 52)
    assert run.picture.value.weekly["trust"][-1] == after_a_year
    assert len(run.weekly()) == 156 + 52


def test_a_run_is_the_mesa_model_that_anyone_can_live(run, engine, desk):
    run.step(13)
    until(lambda: run.picture.value.week == 13)
    ensemble = engine.ensemble(organisation_of(desk.place))
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
    grids, told = [], []
    crossing = TwoFactorDesign(
        SMALL,
        load_scenario("blame_culture"),
        "leadership_modelling",
        "training.introduction",
        "practice",
        lives=2,
    )
    run_two_factor(
        engine, crossing, grids.append, lambda done, total: told.append((done, total)), lambda: True
    )
    assert told[-1] == (2 * STEPS * STEPS, 2 * STEPS * STEPS)
    return grids[-1]


def test_two_levers(grid):
    assert grid.values.shape == (2, STEPS, STEPS)
    assert np.all(grid.values[:, 0, 0] == 0)
    assert grid.mean[-1, -1] > grid.mean[-1, 0] > 0
    by_hand = grid.mean[-1, -1] - grid.mean[-1, 0] - grid.mean[0, -1]
    assert grid.interaction.mean() == pytest.approx(by_hand)
    assert "the sum of each alone" in grid.finding()
    panel = two_lever_panel(grid)
    assert len(panel.rows) == STEPS
    assert len(option(panel)["series"][0]["data"]) == STEPS * STEPS


def test_two_levers_can_be_stopped_and_must_be_two(engine):
    plan = load_scenario("embedded")
    crossing = TwoFactorDesign(SMALL, plan, "succession", "induction", "practice")
    with pytest.raises(Stopped):
        run_two_factor(engine, crossing, lambda _: None, lambda *_: None, lambda: False)
    with pytest.raises(InputError, match="two different"):
        TwoFactorDesign(SMALL, plan, "succession", "succession", "practice").scenarios()


def test_every_lever_can_be_crossed_with_every_plan_of_one_ramp():
    plan = load_scenario("embedded")
    from culture_sim.dashboard.laboratory.two_factor import LEVER_PATHS

    for path in LEVER_PATHS:
        other = "succession" if path != "succession" else "induction"
        assert len(TwoFactorDesign(SMALL, plan, path, other, "practice").scenarios()) == STEPS * STEPS


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
    assert [each.name for each in search(known, "b_N", ALL, "", {})][:1] == ["norm_use"]
    assert all(
        "trust" in f"{p.name} {p.meaning} {p.note} {p.theme}".lower()
        for p in search(known, "trust", ALL, "", {})
    )
    assert len(search(known, "", THE_FEW, "", {})) == 16
    assert len(search(known, "", ALL, "", {})) == len(known)
    assert all(each.source == "F" for each in search(known, "", ALL, "F", {}))
    assert search(known, "no such word", ALL, "", {}) == []


def test_assumptions_are_moved_for_the_whole_house(engine):
    visitor = Session("", engine)
    norm = load_parameters().table["norm_use"]
    move(visitor, norm, 3.0)
    assert dict(visitor.desk.value.parameters) == {"norm_use": 3.0}
    move(visitor, norm, norm.value)
    assert visitor.desk.value.parameters == ()
    move(visitor, norm, 1.0)
    put_back(visitor, "norm_use")
    assert visitor.desk.value.parameters == ()


def test_assumptions_as_a_file_and_back():
    moved = {"norm_use": 1.5, "loss_aversion": 4.0}
    assert read_assumptions("mine.yaml", as_yaml(moved)) == moved
    assert read_assumptions("none.yaml", as_yaml({})) == {}
    assert as_csv(moved).count("\n") == len(load_parameters()) + 1
    for text, words in (
        ("norm_usee: 1", "Did you mean 'norm_use'"),
        ("norm_use: 99", "lies between"),
        ("core: no\nnorm_use: lots", "wrong.yaml:1: 'core' is not a parameter"),
        ("norm_use: lots", "wrong.yaml:1: .*takes a number"),
        ("self: 1", "'self' is not a parameter"),
        ("- 1", "name: value"),
        ("a: [", "wrong.yaml:1: The file is not YAML"),
        ("!!python/object:os.system {}", "wrong.yaml:1: .* is a tag, which is not read here"),
    ):
        with pytest.raises(InputError, match=words):
            read_assumptions("wrong.yaml", text)


def test_the_room(engine, desk, monkeypatch):
    visitor = Session(to_link(desk), engine)
    monkeypatch.setattr(shell, "Session", lambda _link: visitor)
    _, rendered = solara.render(shell.Shell(children=[Laboratory()]), handle_error=False)
    until(lambda: len(rendered.find(ChartWidget).widgets) == 4)
    sliders = {each.name: each for each in rendered.find(SliderWidget).widgets}
    sliders["p-norm_use"].vue_moved_to(3.0)
    assert dict(visitor.desk.value.parameters) == {"norm_use": 3.0}
    assert yaml.safe_load(as_yaml(dict(visitor.desk.value.parameters))) == {"norm_use": 3.0}
    rendered.close()
