import numpy as np
import pytest

from culture_sim.dashboard.answer import KEYS
from culture_sim.dashboard.boardroom import findings
from culture_sim.dashboard.boardroom.assumptions import EXPOSED
from culture_sim.dashboard.boardroom.drawings import outcome_drawing
from culture_sim.dashboard.boardroom.spc import xmr
from culture_sim.dashboard.boardroom.spending import equal_spend, training_at
from culture_sim.dashboard.desk import Choice, Desk
from culture_sim.dashboard.engine import Superseded
from culture_sim.dashboard.visitor import question_of
from culture_sim.parameters import load_parameters
from culture_sim.scenario import load_scenario


def test_the_answer_is_the_paired_lives(answer):
    effect = answer.effect("plan", "turnover_percent")
    values = answer.values("plan", "turnover_percent") - answer.values("baseline", "turnover_percent")
    assert effect.mean == pytest.approx(values.mean(axis=0))
    assert effect.mean[0] == 0  # before the start both are the same organisation
    assert answer.yearly["plan"].shape == (12, len(KEYS), 6)


def test_the_same_question_has_the_same_answer_whatever_the_size_of_its_steps(engine, desk, answer):
    *_, again = engine.answers(question_of(desk), (2, 5, 12))
    for name in again.yearly:
        assert np.array_equal(again.yearly[name], answer.yearly[name])


def test_nothing_is_said_of_a_plan_that_does_nothing(engine, desk):
    idle = Desk(choice=Choice("blame_culture"), place=desk.place)
    *_, found = engine.answers(question_of(idle), (4,))
    assert "does nothing" in findings.headline(found)[0]
    assert all(move.first_quarter is None for move in findings.moves(found))
    assert findings.money(found).programme == 0
    assert findings.money(found).break_even is None


def test_the_headline_names_direction_size_and_runs(answer):
    first, *others = findings.headline(answer)
    assert "turnover" in first
    assert any("runs" in each for each in others)
    assert "£" in others[-1]


@pytest.mark.parametrize(
    ("share", "runs", "said"),
    [
        (1.0, 40, "all 40 runs"),
        (0.0, 8, "none of 8 runs"),
        (0.875, 8, "7 of 8 runs"),
        (0.9, 40, "9 of 10 runs"),
        (0.975, 40, "9 of 10 runs"),
    ],
)
def test_shares_are_spoken_without_overstatement(share, runs, said):
    assert findings.in_runs(share, runs) == said


def test_leaders_move_before_turnover(answer):
    found = {each.key: each for each in findings.moves(answer)}
    assert found["leadership_modelling"].first_quarter is not None
    later = found["turnover_percent"].first_quarter
    assert later is None or later >= found["leadership_modelling"].first_quarter


def test_drawings_say_the_same_in_their_table(answer):
    drawing = outcome_drawing(answer, "turnover_percent")
    assert len(drawing.rows) == 6
    assert all(len(row) == len(drawing.columns) for row in drawing.rows)
    assert drawing.description
    assert any(answer.organisation_hash in line for line in drawing.about)


def test_xmr_limits_are_wheelers():
    values = np.array([10, 12, 10, 12, 10, 12, 10, 12, 11, 11, 11, 30.0])
    found = xmr(values, 8)
    assert found.mean == 11
    assert found.high == pytest.approx(11 + 2.66 * 2)
    assert found.signals == (11,)


def test_eight_on_one_side_are_a_signal():
    values = np.array([10, 12] * 6 + [10.5] * 8, float)
    assert set(range(12, 20)) <= set(xmr(values, 12).signals)


def test_a_superseded_question_is_given_up(engine, desk):
    with pytest.raises(Superseded):
        list(
            engine.answers(question_of(Desk(desk.choice, desk.place, seed=99)), (4,), is_wanted=lambda: False)
        )


def test_training_alone_reaches_the_same_spend(engine, desk):
    ensemble = engine.ensemble(desk.place)
    found = equal_spend(engine, ensemble, load_scenario("embedded"))
    assert found.reached
    assert found.spent == pytest.approx(found.wanted, rel=0.03)


def test_equal_spend_says_when_it_cannot_be_reached(engine, desk):
    found = equal_spend(engine, engine.ensemble(desk.place), load_scenario("blame_culture"))
    assert not found.reached


def test_doses_stay_within_what_can_be_done():
    assert training_at(3.0).levers.training.introduction.amount == 1.0
    assert training_at(1.0).hash == load_scenario("training_only").hash


def test_exposed_assumptions_exist():
    assert set(EXPOSED) <= set(load_parameters().table)
