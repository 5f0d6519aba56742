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
from culture_sim.ensemble.executor import Cancelled, ComparisonService
from culture_sim.ensemble.leading_indicators import leading_indicators
from culture_sim.figures.plans import plan_panel
from culture_sim.findings.briefing import briefing
from culture_sim.findings.claims import behind, change_in
from culture_sim.settings.nhs_trust.outcomes import OUTCOMES, outcome


def test_the_answer_is_the_paired_lives(answer):
    effect = answer.difference("plan", "turnover_percent")
    values = answer.values("plan", "turnover_percent") - answer.values("baseline", "turnover_percent")
    assert effect.mean == pytest.approx(values.mean(axis=0))
    assert effect.mean[0] == 0  # before the start both are the same organisation
    assert set(answer.yearly["plan"]) == {each.key for each in OUTCOMES}
    assert all(values.shape == (12, 6) for values in answer.yearly["plan"].values())


def test_the_same_question_has_the_same_answer_whatever_the_size_of_its_steps(engine, desk, answer):
    *_, again = engine.compare(question_of(desk), (2, 5, 12))
    for name in again.yearly:
        for key, values in again.yearly[name].items():
            assert np.array_equal(values, answer.yearly[name][key]), (name, key)


def test_nothing_is_said_of_a_plan_that_does_nothing(engine, desk):
    idle = PageState(choice=PlanChoice("blame_culture"), place=desk.place)
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
    assert "is being worked out" in " ".join(said.sure)
    assert said.cost[0].startswith("£")
    assert "training alone" in said.cost[0]
    assert said.worse


def test_differences_are_those_that_a_reader_works_out_from_what_is_shown(answer):
    points, here, there = map(float, re.findall(r"(\d+\.\d)", briefing(answer).gain[0]))
    assert points == pytest.approx(abs(here - there))
    cost, gap, other = (
        float(size.replace(",", "")) * (1e6 if more else 1)
        for size, more in re.findall(r"£([\d.,]+)( million)?", briefing(answer).cost[0])
    )
    assert gap == pytest.approx(abs(cost - other))


def test_a_loss_is_not_told_as_a_gain(engine, desk):
    *_, found = engine.compare(question_of(replace(desk, choice=PlanChoice("policy_only"))), (12,))
    changes = [change_in(found, "plan", key, -1, "rival") for key in found.headlines]
    gained = any(each.is_clear and each.way == "better" for each in changes)
    assert briefing(found).gain[0].startswith(("No gain here: ", "No clear gain here: ")) != gained


def test_what_a_plan_is_behind_its_rival_in_is_told(answer):
    text = " ".join(briefing(answer).worse)
    for change in behind(answer, "plan", "rival"):
        assert f"{change.outcome.title.lower()} in year {change.year}: " in text
    assert ("for a time" in text) == bool(behind(answer, "plan", "rival"))


def test_plans_side_by_side_stand_there_once(answer):
    titles = {"plan": "Embedded (now)", "rival": "Training alone", "baseline": "No change"}
    assert once(titles, answer) == titles
    twice = {**answer.scenarios, "saved_0": answer.scenarios["plan"]}
    assert once({**titles, "saved_0": "Embedded"}, answer.copy(scenarios=twice)) == titles


def test_other_assumptions_widen_what_is_said(engine, desk):
    *_, found = engine.compare(question_of(desk), (12,), draws=10)
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


def test_a_plan_without_rival_is_held_against_no_change(engine, desk):
    *_, found = engine.compare(question_of(replace(desk, comparator="none")), (4,))
    assert not found.rival
    assert "than with no change" in briefing(found).gain[0]


def test_training_alone_is_not_held_against_itself(desk):
    alone = replace(desk, choice=PlanChoice("training_only"))
    asked = question_of(alone)
    assert [name for name, _ in asked.scenarios] == ["baseline", "plan"]
    assert is_itself(alone)
    assert not is_itself(desk)
    assert not is_itself(replace(alone, comparator="none"))
    assert not is_itself(replace(alone, comparator="equal"))


def test_equal_spend_comes_with_the_full_answer(engine, desk):
    first, full = engine.compare(question_of(replace(desk, comparator="equal")), (2, 24))
    assert not first.rival
    spent = [account(full, name).cost for name in ("plan", "rival")]
    assert spent[0] == pytest.approx(spent[1], rel=0.03)
    assert full.equal_cost.reached


def test_figures_say_the_same_in_their_table(answer):
    panel = plan_panel(answer, outcome("turnover_percent"))
    assert len(panel.rows) == 6
    assert all(len(row) == len(panel.columns) for row in panel.rows)
    assert panel.description
    assert any(answer.organisation_hash in line for line in panel.about)


def test_a_superseded_question_is_given_up(engine, desk):
    with pytest.raises(Cancelled):
        list(
            engine.compare(
                question_of(PageState(desk.choice, desk.place, seed=99)), (4,), is_wanted=lambda: False
            )
        )


def test_a_superseded_question_waits_for_nobody_elses_work(desk):
    engine, gate, asked = ComparisonService(1), threading.Event(), []
    engine.ensemble(organisation_of(desk.place))
    held = engine.executor.submit(gate.wait, 60)

    def is_wanted():
        asked.append(True)
        return len(asked) < 3

    with pytest.raises(Cancelled):
        list(engine.compare(question_of(desk), (4,), is_wanted=is_wanted))
    assert not held.done()
    gate.set()
    held.result(60)
    engine.close()
