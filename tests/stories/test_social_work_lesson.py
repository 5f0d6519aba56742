"""The lesson of children's services: text that stands, and reveals that say what the runs say."""

import re
from typing import cast

import numpy as np
import pytest

from culture_sim.ensemble.account import account
from culture_sim.ensemble.comparison import Comparison
from culture_sim.findings.numbers import change, pounds
from culture_sim.settings import load_setting
from culture_sim.settings.childrens_social_work.stories.reveals import CARE, HARM, KNOWN, effect
from culture_sim.stories import lesson_of, provenance, reveal, run_lesson, tells_of_worlds
from culture_sim.stories.figures import lesson_panel
from tests.stories.test_lesson import Swapped

SETTING = load_setting("social_work")
LESSON = lesson_of(SETTING)
assert LESSON is not None
OF_RUNS = [each.key for each in LESSON.steps if not tells_of_worlds(SETTING, each.key)]


@pytest.fixture(scope="module")
def found():
    return run_lesson(seed=5, runs=4, setting="social_work")


def test_every_step_is_whole_and_has_its_reveal():
    for each in LESSON.steps:
        assert each.question.endswith("?")
        assert len(set(each.options)) == 3
        assert each.script
        assert each.scene
    of_worlds = [each.key for each in LESSON.steps if tells_of_worlds(SETTING, each.key)]
    assert of_worlds + OF_RUNS == [*SETTING.stories.OF_WORLDS, *SETTING.stories.OF_RUNS]


def test_no_number_of_a_run_is_written_into_the_text():
    written = " ".join(part for each in LESSON.steps for part in (*each.scene, *each.script, each.question))
    assert not re.search(r"\d+ ?%|£|\d\.\d", written)


@pytest.mark.parametrize("key", OF_RUNS)
def test_reveals_are_whole(found, key):
    revealed = reveal(key, found)
    assert 0 <= revealed.right < 3
    text = " ".join((revealed.finding, *revealed.sentences, revealed.assumed))
    assert not re.search(r"\bnan\b|\binf\b|\{|—", text)
    for chart in revealed.charts:
        roles = [line.role for line in chart.lines]
        assert roles.count("plan") == roles.count("baseline") == 1
        panel = lesson_panel(chart, provenance(found), key)
        assert len(panel.rows) == len(panel.x.names)


def test_the_fade_is_read_from_the_runs(found):
    gain = (found.weeks("bolted_on", "practice") - found.weeks("blame_culture", "practice"))[:, 52:].mean(0)
    left = gain[-13:].mean() / gain.max()
    assert reveal("fade", found).right == (0 if left > 2 / 3 else 1 if left > 1 / 3 else 2)
    swapped = cast(Comparison, Swapped(found, "bolted_on", "embedded"))
    assert reveal("fade", swapped).right == 0, (
        "where the project does what embedding does, most of it is left"
    )


@pytest.mark.parametrize("plan", ["done_badly", "embedded"])
def test_entries_to_care_never_stand_alone(found, plan):
    """Beside entries stand harm and what is known, with the numbers of the runs, and whether they are clear."""
    revealed = reveal("care", found)
    name = {"done_badly": "Done badly", "embedded": "Embedded"}[plan]
    (sentence,) = [each for each in revealed.sentences if each.startswith(f"{name}, years 2 to 5")]
    for key, scale, decimals in ((HARM, 1, 1), (KNOWN, 100, 1)):
        each = found.paired(plan, key)[:, 2:].mean(axis=1)
        assert change(scale * float(each.mean()), decimals) in sentence
    each = found.paired(plan, CARE)[:, 2:].mean(axis=1)
    assert change(float(each.mean()), 2) in revealed.finding
    assert f"lower in {int((each < 0).sum())} of {found.runs} runs" in sentence
    assert "not in itself success" in revealed.finding
    assert found.outcome(CARE).caution in revealed.assumed
    shown = [chart.title.split(" in year 5")[0] for chart in revealed.charts]
    assert shown == ["Entries to care", "Serious harm to children"]
    for chart, key, decimals in zip(revealed.charts, (CARE, HARM), (2, 0), strict=True):
        assert f"{found.level(plan, key):.{decimals}f} {name.lower()}" in chart.title


def test_an_unclear_difference_is_called_so(found):
    revealed = reveal("care", found)
    for name, plan in (("Done badly", "done_badly"), ("Embedded", "embedded")):
        (sentence,) = [each for each in revealed.sentences if each.startswith(f"{name}, years 2 to 5")]
        unclear = sum(effect(found, plan, key).sign == 0 for key in (CARE, HARM, KNOWN))
        assert sentence.count("no clear difference") == unclear


def test_which_prediction_of_care_held_follows_from_the_runs(found):
    sign = effect(found, "done_badly", CARE).sign
    assert reveal("care", found).right == {1: 0, 0: 1, -1: 2}[sign]
    same = cast(Comparison, SwappedToo(found, "done_badly", "blame_culture"))
    assert reveal("care", same).right == 1, "a plan that changes nothing changes nothing"


class SwappedToo(Swapped):
    """The same for differences between runs."""

    def __getattr__(self, name):
        if name == "paired":
            known = self._found.paired
            return lambda plan, key, against="": known(self._names.get(plan, plan), key, against)
        return super().__getattr__(name)


def test_equal_spend_is_equal_and_told_with_both_costs(found):
    assert found.equal_cost is not None
    assert found.equal_cost.reached
    revealed = reveal("equal_spend", found)
    text = " ".join(revealed.sentences)
    for plan in ("embedded_essentials", found.rival, "embedded", "training_only"):
        assert pounds(account(found, plan).cost) in text
    assert "placeholders" in text
    more = found.paired("embedded_essentials", "family_trust", found.rival)[:, 2:].mean()
    assert f"{change(100 * float(more), 1)} points" in revealed.finding
    assert np.sign(more) == {0: 1, 1: np.sign(more), 2: -1}[revealed.right]


def test_provenance_suffices_to_live_it_again(found):
    text = provenance(found)
    for part in (found.version, found.organisation_hash, found.parameters_hash, "4 paired runs", "5 to 8"):
        assert part in text
