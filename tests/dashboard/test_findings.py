import re
import threading
from dataclasses import replace

import numpy as np
import pytest

from culture_sim.dashboard.boardroom.comparing import once
from culture_sim.dashboard.boardroom.question_panel import is_itself
from culture_sim.dashboard.page_state import PageState, PlanChoice
from culture_sim.dashboard.session import question_of
from culture_sim.dashboard.uploads import organisation_of
from culture_sim.ensemble.account import account
from culture_sim.ensemble.equal_cost import equal_cost_plan, scale_training
from culture_sim.ensemble.executor import Cancelled, ComparisonService
from culture_sim.ensemble.intervals import BAND
from culture_sim.ensemble.leading_indicators import leading_indicators
from culture_sim.figures.control_chart import control_chart_panel
from culture_sim.figures.echarts import option
from culture_sim.figures.plans import plan_panel
from culture_sim.findings.briefing import briefing
from culture_sim.findings.claims import behind
from culture_sim.findings.indicators import COLUMNS, first_movers, indicator_rows, when_noticed
from culture_sim.outcomes.control_charts import control_chart
from culture_sim.scenario import load_scenario
from culture_sim.settings import load_setting
from culture_sim.settings.nhs_trust.outcomes import OUTCOMES


def test_the_answer_is_the_paired_lives(answer):
    effect = answer.difference("plan", "turnover_percent")
    values = answer.values("plan", "turnover_percent") - answer.values("baseline", "turnover_percent")
    assert effect.mean == pytest.approx(values.mean(axis=0))
    assert effect.mean[0] == 0  # before the start both are the same organisation
    assert set(answer.yearly["plan"]) == {each.key for each in OUTCOMES}
    assert all(values.shape == (12, 6) for values in answer.yearly["plan"].values())


def test_the_same_question_has_the_same_answer_whatever_the_size_of_its_steps(engine, state, answer):
    *_, again = engine.compare(question_of(state), (2, 5, 12))
    for name in again.yearly:
        for key, values in again.yearly[name].items():
            assert np.array_equal(values, answer.yearly[name][key]), (name, key)


def test_nothing_is_said_of_a_plan_that_does_nothing(engine, state):
    idle = PageState(choice=PlanChoice("blame_culture"), place=state.place)
    *_, found = engine.compare(question_of(idle), (4,))
    assert "does nothing" in briefing(found).gain[0]
    assert "With training alone, year 5 would have staff turnover" in briefing(found).gain[1]
    assert all(each.first_quarter is None for each in leading_indicators(found))
    assert account(found).cost == 0
    assert account(found).break_even is None


def test_the_four_questions_are_answered_in_words(answer):
    said = briefing(answer)
    assert "training alone" in said.gain[0]
    turnover = [float(answer.interval(name, "turnover_percent").mean[5]) for name in ("plan", "rival")]
    assert f"{turnover[0]:.1f} % against {turnover[1]:.1f} %" in said.gain[0]
    assert "12 runs" in said.sure[0]
    assert "being worked out" in " ".join(said.sure)
    assert said.cost[0].startswith("£")
    assert "training alone" in said.cost[0]
    assert said.worse


def test_differences_are_those_that_a_reader_works_out_from_what_is_shown(engine, state):
    cheaper = replace(state, choice=PlanChoice("embedded_essentials"))
    *_, answer = engine.compare(question_of(cheaper), (12,))
    points, here, there = map(float, re.findall(r"(\d+\.\d)", briefing(answer).gain[0]))
    assert points == pytest.approx(abs(here - there))
    cost, gap, other = (
        float(size.replace(",", "")) * (1e6 if more else 1)
        for size, more in re.findall(r"£([\d.,]+)( million)?", briefing(answer).cost[0])
    )
    assert gap == pytest.approx(abs(cost - other))


def test_a_loss_is_not_told_as_a_gain(engine, state):
    *_, found = engine.compare(question_of(replace(state, choice=PlanChoice("policy_only"))), (12,))
    assert briefing(found).gain[0].startswith("No gain here: ")


def test_what_a_plan_is_behind_its_rival_in_is_told(answer):
    told = " ".join(briefing(answer).worse)
    for change in behind(answer, "plan", "rival"):
        assert change.outcome.title.lower() in told
        assert f"year {change.year}" in told


def test_plans_side_by_side_stand_there_once(answer):
    titles = {"plan": "Embedded (now)", "rival": "Training alone", "baseline": "Blame culture (no change)"}
    assert once(titles, answer) == titles
    twice = {**answer.scenarios, "saved_0": answer.scenarios["plan"]}
    assert once({**titles, "saved_0": "Embedded"}, answer.copy(scenarios=twice)) == titles


def test_other_assumptions_widen_what_is_said(engine, state):
    *_, found = engine.compare(question_of(state), (12,), draws=10)
    low, high = (end[-1] for end in found.parameter_interval("plan", "turnover_percent", "rival"))
    assert low < high
    assert found.parameter_draws == 10
    assert "With parameter uncertainty (10 sets, 80 % interval)" in " ".join(briefing(found).sure)
    central = found.difference("plan", "turnover_percent", "rival").mean[-1]
    moved = [
        float((plan - rival)[-1])
        for plan, rival in zip(
            found.drawn_values("plan", "turnover_percent"),
            found.drawn_values("rival", "turnover_percent"),
            strict=True,
        )
    ]
    own = found.values("plan", "turnover_percent")[:, -1] - found.values("rival", "turnover_percent")[:, -1]
    expected = np.percentile(central + np.array(moved) - own[: len(moved)], [10, 90])
    assert (low, high) == pytest.approx(tuple(expected))


def test_a_plan_without_rival_is_held_against_no_change(engine, state):
    *_, found = engine.compare(question_of(replace(state, comparator="none")), (4,))
    assert not found.rival
    assert "than with blame culture (no change)" in briefing(found).gain[0]


def test_training_alone_is_not_held_against_itself(state):
    alone = replace(state, choice=PlanChoice("training_only"))
    asked = question_of(alone)
    assert [name for name, _ in asked.scenarios] == ["baseline", "plan"]
    assert is_itself(alone)
    assert not is_itself(state)
    assert not is_itself(replace(alone, comparator="none"))
    assert not is_itself(replace(alone, comparator="equal"))


def test_equal_spend_comes_with_the_full_answer(engine, state):
    first, full = engine.compare(question_of(replace(state, comparator="equal")), (2, 24))
    assert not first.rival
    spent = [account(full, name).cost for name in ("plan", "rival")]
    assert spent[0] == pytest.approx(spent[1], rel=0.03)
    assert full.equal_cost.reached


def test_leaders_move_before_turnover(answer):
    found = {each.outcome.key: each for each in leading_indicators(answer)}
    assert found["leadership_modelling"].first_quarter is not None
    later = found["turnover_percent"].first_quarter
    assert later is None or later >= found["leadership_modelling"].first_quarter


def test_figures_say_the_same_in_their_table(answer):
    panel = plan_panel(answer, answer.outcome("turnover_percent"))
    assert len(panel.rows) == 6
    assert all(len(row) == len(panel.columns) for row in panel.rows)
    assert panel.description
    assert any(answer.organisation_hash in line for line in panel.about)


def test_xmr_limits_are_wheelers():
    values = np.array([10, 12, 10, 12, 10, 12, 10, 12, 11, 11, 11, 30.0])
    found = control_chart(values, 8)
    assert found.mean == 11
    assert found.high == pytest.approx(11 + 2.66 * 2)
    assert found.signals == (11,)


def test_eight_on_one_side_are_a_signal():
    values = np.array([10, 12] * 6 + [10.5] * 8, float)
    assert set(range(12, 20)) <= set(control_chart(values, 12).signals)


def test_a_superseded_question_is_given_up(engine, state):
    with pytest.raises(Cancelled):
        list(
            engine.compare(
                question_of(PageState(state.choice, state.place, seed=99)), (4,), is_wanted=lambda: False
            )
        )


def test_a_superseded_question_waits_for_nobody_elses_work(state):
    engine, gate, asked = ComparisonService(1), threading.Event(), []
    engine.ensemble(organisation_of(state.place))
    held = engine.executor.submit(gate.wait, 60)

    def is_wanted():
        asked.append(True)
        return len(asked) < 3

    with pytest.raises(Cancelled):
        list(engine.compare(question_of(state), (4,), is_wanted=is_wanted))
    assert not held.done()
    gate.set()
    held.result(60)
    engine.close()


def test_training_alone_reaches_the_same_spend(engine, state):
    ensemble = engine.ensemble(organisation_of(state.place))
    found = equal_cost_plan(load_scenario("embedded"), engine.cost_of(ensemble))
    assert found.reached
    assert found.cost == pytest.approx(found.wanted, rel=0.03)


def test_equal_spend_says_when_it_cannot_be_reached(engine, state):
    found = equal_cost_plan(
        load_scenario("blame_culture"), engine.cost_of(engine.ensemble(organisation_of(state.place)))
    )
    assert not found.reached


def test_doses_stay_within_what_can_be_done():
    assert scale_training(3.0).levers.training.introduction.amount == 1.0
    assert scale_training(1.0).hash == load_scenario("training_only").hash


def test_the_assumptions_that_are_offered_exist():
    setting = load_setting("nhs_trust")
    assert len(setting.key_parameters) == 16
    assert set(setting.key_parameters) <= set(setting.all_parameters.table)


def test_a_control_chart_shows_one_organisation_with_its_limits(answer):
    what = answer.outcome("complaints_per_1000_staff")
    for name in ("plan", "baseline"):
        panel = control_chart_panel(answer, name, what, 3)
        assert len(panel.rows) == 6 * 13
        assert sum(float(row[1].replace(",", "")) for row in panel.rows) == pytest.approx(
            float(answer.weeks(name, what.column)[3].sum())
        )
        assert ("Without" in panel.title) == (name == "baseline")
        assert option(panel)["series"]


def test_the_table_of_indicators_says_what_the_sentences_say(answer):
    found = leading_indicators(answer)
    rows = indicator_rows(answer, found)
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert all(row[0].lower() in first_movers(found) for row in rows[:3] if row[1] != "does not")
    for row, each in zip(rows, found, strict=True):
        noticed = f" {each.outcome.title.lower()} from year {each.noticed_in}" in when_noticed(answer, found)
        assert noticed == ("from" in row[5])


def test_spreads_and_effects_are_those_of_their_outcome_alone(answer):
    for key in ("turnover_percent", "trust"):
        values = answer.values("plan", key)
        found = answer.interval("plan", key)
        assert np.allclose(found.mean, values.mean(axis=0))
        assert np.allclose((found.low, found.high), np.percentile(values, BAND, axis=0))
        moved = values - answer.values("baseline", key)
        effect = answer.difference("plan", key)
        assert np.allclose(effect.mean, moved.mean(axis=0))
        better = moved > 0 if key == "trust" else moved < 0
        assert (effect.share_better == better.mean(axis=0)).all()
