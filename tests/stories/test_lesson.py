"""The five steps: text that stands, and reveals that say what the runs say."""

import re
from typing import cast

import numpy as np
import pytest

from culture_sim.ensemble.comparison import Comparison
from culture_sim.settings import load_setting
from culture_sim.stories import lesson_of, provenance, reveal, run_lesson

LESSON = lesson_of(load_setting())
assert LESSON is not None
STEPS = LESSON.steps
REVEALED = [each.key for each in STEPS[1:]]


@pytest.fixture(scope="module")
def found():
    return run_lesson(seed=1, runs=4)


def test_five_steps_in_ten_minutes():
    assert [each.number for each in STEPS] == [1, 2, 3, 4, 5]
    assert sum(each.minutes for each in STEPS) <= 10
    for each in STEPS:
        assert each.question.endswith("?")
        assert len(set(each.options)) == 3
        assert each.script
        assert each.scene
    assert LESSON.step(0) is STEPS[0]
    assert LESSON.step(9) is STEPS[4]


def test_no_number_of_a_run_is_written_into_the_text():
    written = " ".join(part for each in STEPS for part in (*each.scene, *each.script, each.question))
    assert not re.search(r"\d+ ?%|£|\d\.\d", written)


@pytest.mark.parametrize("key", REVEALED)
def test_reveals_are_whole(found, key):
    revealed = reveal(key, found)
    assert 0 <= revealed.right < 3
    text = " ".join((revealed.finding, *revealed.sentences, revealed.assumed))
    assert not re.search(r"\bnan\b", text)
    assert text.count("—") == 0
    for chart in revealed.charts:
        assert chart.said
        roles = [line.role for line in chart.lines]
        assert roles.count("plan") == 1
        assert roles.count("baseline") == 1
        for line in chart.lines:
            assert len(line.mean) == (260 if chart.by == "week" else 6)
            assert np.all(line.low <= line.high + 1e-9)


def test_the_fade_is_read_from_the_runs(found):
    practice = found.weekly["bolted_on"]["practice"] - found.weekly["blame_culture"]["practice"]
    left = practice[:, -13:].mean() / practice[:, 52:].mean(0).max()
    assert left < 1 / 3
    assert reveal("training_alone", found).right == 2


class Swapped:
    """A comparison in which a plan is called by another's name."""

    def __init__(self, found, plan, other):
        self._found, self._names = found, {plan: other}

    def __getattr__(self, name):
        known = getattr(self._found, name)
        if name in ("weeks", "level", "interval", "values"):
            return lambda plan, *rest: known(self._names.get(plan, plan), *rest)
        if name == "difference_in":
            return lambda year, plan, *rest: known(year, self._names.get(plan, plan), *rest)
        return known


@pytest.mark.parametrize(
    ("key", "plan", "other", "option"),
    [
        ("training_alone", "bolted_on", "training_only", 0),
        ("leaders_alone", "leadership_only", "embedded", 0),
        ("policy_alone", "policy_only", "embedded", 0),
    ],
)
def test_which_prediction_held_follows_from_the_runs(found, key, plan, other, option):
    """Where the plan does what another one does, another prediction is right."""
    assert reveal(key, found).right != option
    assert reveal(key, cast(Comparison, Swapped(found, plan, other))).right == option


def test_what_is_done_badly_is_worse_than_nothing(found):
    revealed = reveal("policy_alone", found)
    trust = {name: found.level(name, "trust") for name in ("done_badly", "policy_only", "blame_culture")}
    assert trust["done_badly"] < min(trust["policy_only"], trust["blame_culture"])
    lower = 100 * (trust["blame_culture"] - trust["done_badly"])
    assert f"trust ends {lower:.1f} points lower" in " ".join(revealed.sentences)
    assert [line.name for line in revealed.charts[0].lines].count("Done badly") == 1


def test_the_fair_comparison_tells_both_costs(found):
    text = " ".join(reveal("embedded", found).sentences)
    assert text.count("£") == 2
    assert "placeholders" in text


def test_the_last_chart_hides_nothing_of_training_that_never_stops(found):
    turnover, index = reveal("embedded", found).charts
    assert turnover.by == "year"
    ends = {line.name: line.mean[-1] for line in index.lines}
    assert ends["Embedded"] > ends["Training that never stops"] > 2 * ends["Policy alone"]
    assert ends["Done badly"] < ends[found.title("blame_culture")] == 0
    assert ends["Stopped early"] < 0.6 * ends["Embedded"]
    assert "by training that never stops" in index.title
    sentences = " ".join(reveal("embedded", found).sentences)
    practice = [100 * found.level(name, "practice") for name in ("training_only", "embedded")]
    assert f"practice {practice[0]:.0f} against {practice[1]:.0f}" in sentences


def test_provenance_suffices_to_live_it_again(found):
    text = provenance(found)
    for part in (found.version, found.organisation_hash, found.parameters_hash, "4 paired runs", "1 to 4"):
        assert part in text
