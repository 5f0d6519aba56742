"""Every sentence of the source texts names only what there is, and what was measured is what the pages say."""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from culture_sim.ensemble.resolve import published_example
from culture_sim.organisation import build_organisation
from culture_sim.scenario.declarations import levers_of
from culture_sim.settings import load_setting
from tests.packaging.names import functions, known, named
from tests.patterns.social_work.runs import PATHS
from tests.patterns.social_work.test_levers import PURPOSES

DOCS = Path(__file__).parents[2] / "docs"
SOCIAL_WORK = "social_work"
SECTIONS = {
    1: ("Psychological safety", "Relational leadership", "Shared goals and shared language", "Anti-oppressive values"),
    2: ("Circle practice", "Restorative conversations", "Role-play", "Reflective exercises", "Trauma-informed"),
    3: ("Home visits", "Case discussions", "Supervision", "Multi-agency meetings", "Conflict", "Conversations with"),
    4: ("Restorative family", "Family Group", "Restorative reparation", "Restorative child", "Restorative staff"),
    5: ("Spending time", "Listening", "Being curious", "Acknowledging harm", "Recognising strengths", "Slowing down"),
    6: ("Reflective", "Exploration", "Curiosity", "Space to repair", "Encouragement"),
    7: ("Seek", "Use plain", "Share decision", "Be transparent", "Invite", "Ensure", "Encourage practitioners"),
    8: ("Joint training", "Shared restorative", "Restorative responses", "Collaborative", "Agreed protocols"),
    9: ("Quality", "Family engagement", "Reduction", "Improved staff", "Increased", "Family-led", "Sustainability"),
    10: ("Modelling", "Addressing", "Protecting", "Celebrating", "Ensuring policies", "Embedding restorative"),
}  # fmt: skip
"""How the bullets of each section of the text on social work begin."""


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mission", DOCS / "mission.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


MAKER = _maker()
MISSIONS = {each.setting: each for each in MAKER.missions()}
SENTENCES = [
    pytest.param(setting, each, id=f"{setting} {each['says'][:40]}")
    for setting, mission in MISSIONS.items()
    for part in mission.parts
    for each in part["sentences"]
]
every_text = pytest.mark.parametrize("setting", MISSIONS)
every_sentence = pytest.mark.parametrize(("setting", "each"), SENTENCES)


def sentences(setting: str) -> list[dict[str, Any]]:
    return [each for part in MISSIONS[setting].parts for each in part["sentences"]]


def test_each_text_is_about_a_setting_that_there_is() -> None:
    assert list(MISSIONS) == ["nhs_trust", SOCIAL_WORK]


@every_text
def test_every_function_of_a_rule_is_there(setting: str) -> None:
    names = {name for each in sentences(setting) for name in re.findall(r"`([a-z_]+)`", each.get("rule", ""))}
    assert len(names) > 50
    assert sorted(names - known(setting)) == []


@every_sentence
def test_a_sentence_names_levers_outcomes_plans_and_tests_that_there_are(
    setting: str, each: dict[str, Any]
) -> None:
    assert set(named(" ".join(str(each.get(word, "")) for word in ("lives", "nowhere", "page")))) <= known(
        setting
    )
    if "nowhere" in each:
        assert set(each) == {"says", "nowhere"}
        return
    plans = each.get("plans", {})
    keys = {*each.get("moved", ()), *each.get("baseline", ()), *(key for of in plans.values() for key in of)}
    assert keys <= {outcome.key for outcome in load_setting(setting).outcomes}
    assert set(each.get("levers", ())) <= {lever.path for lever in levers_of(setting)}
    assert set(plans) <= set(MISSIONS[setting].plans)
    assert bool(each.get("levers")) == bool(each.get("moved"))
    for test in MAKER.tests_of(each):
        assert found(test), test


def found(named_test: str) -> list[Any]:
    """A test with the cases that are named, all of them if none is; nothing if there is no such test or case."""
    file, _, name = named_test.partition("::")
    if not name:
        return [Path(file)] if (DOCS.parent / file).is_file() else []
    name, _, case = name.partition("[")
    test = getattr(importlib.import_module(file.removesuffix(".py").replace("/", ".")), name, None)
    if test is None:
        return []
    marks = getattr(test, "pytestmark", ())
    cases = [value for mark in marks if mark.name == "parametrize" for value in mark.args[1]]
    of_name = [value for value in cases if not case or case == f"{getattr(value, 'id', value)}]"]
    return [test, *of_name] if of_name or not case else []


@pytest.mark.parametrize(
    "each",
    [each for each in sentences(SOCIAL_WORK) if "test" in each],
    ids=lambda each: each["says"][:40],
)
def test_a_test_that_fails_is_said_to_fail(each: dict[str, Any]) -> None:
    """With what it found, and no other is said to."""
    reasons = {
        mark.kwargs["reason"]
        for test in MAKER.tests_of(each)
        for what in found(test)
        for mark in getattr(what, "marks", getattr(what, "pytestmark", ()))
        if mark.name == "xfail"
    }
    assert reasons == ({each["fails"]} if "fails" in each else set())


def test_the_equations_of_social_work_are_those_that_its_functions_name() -> None:
    """`(3) visit`: the docstring of the function, or of its file, has the number."""
    wrong, counted = [], 0
    for each in sentences(SOCIAL_WORK):
        for number, name in re.findall(r"(?<!core )\((\d+)\) `([a-z_]+)`", each.get("rule", "")):
            counted += 1
            if f"({number})" not in functions(SOCIAL_WORK)[name].replace(", ", "), ("):
                wrong.append(f"({number}) {name}")
    assert counted > 60
    assert wrong == []


def test_the_ten_sections_of_the_text_on_social_work_are_complete() -> None:
    """Each of its 56 bullets, in order; what stands around them is more."""
    assert sum(len(bullets) for bullets in SECTIONS.values()) == 56
    parts = MISSIONS[SOCIAL_WORK].parts
    assert len(parts) == len(SECTIONS) + 2
    for part, (number, bullets) in zip(parts[1:-1], SECTIONS.items(), strict=True):
        assert part["title"].startswith(f"{number}. ")
        said = iter(each["says"] for each in part["sentences"])
        for bullet in bullets:
            assert any(each.startswith(bullet) for each in said), bullet
        assert len(part["sentences"]) > len(bullets)


def test_what_carries_a_caution_never_stands_without_what_belongs_beside_it() -> None:
    """Fewer children in care, and what that saves, is not success in itself: harm and what is known stand there too."""
    cautious = [outcome for outcome in load_setting(SOCIAL_WORK).outcomes if outcome.caution]
    beside = {key for outcome in cautious for key in outcome.beside}
    assert {"care_entries_per_1000_children", "net_saving_gbp"} <= {outcome.key for outcome in cautious}
    assert beside == {"child_harms_per_1000_staff", "disclosure_share"}
    counted = 0
    for each in sentences(SOCIAL_WORK):
        for keys in (each.get("moved", []), *each.get("plans", {}).values()):
            if {outcome.key for outcome in cautious} & set(keys):
                assert beside <= set(keys), each["says"]
                counted += 1
    assert counted > 2


def test_what_a_lever_is_for_is_what_its_patterns_test() -> None:
    """Each outcome that a pattern of the lever looks at stands in the page, for every lever of the setting."""
    purposes = MISSIONS[SOCIAL_WORK].purposes
    assert set(purposes) == set(PATHS.values())
    outcomes = load_setting(SOCIAL_WORK).outcomes
    keys = {each.key: each.key for each in outcomes} | {
        each.column: each.key for each in outcomes if not each.of
    }
    tested = {
        (PATHS[lever], keys[each.what]) for lever, of in PURPOSES.items() for each in of if each.what in keys
    }
    assert len(tested) > 30
    assert sorted(tested - {(lever, key) for lever, of in purposes.items() for key in of}) == []


@every_text
def test_what_the_page_tells_was_measured_with_the_setting_as_it_is(setting: str) -> None:
    (made_by,) = (key for plan, key in MISSIONS[setting].figures if plan == MAKER.MADE_BY)
    assert f"organisation {build_organisation(published_example(setting)).hash}" in made_by, (
        "python docs/mission.py measure " + setting
    )


@every_text
def test_the_page_is_fresh(setting: str) -> None:
    mission = MISSIONS[setting]
    page = (DOCS / mission.page).read_text(encoding="utf-8")
    assert page == mission.text(), "run: python docs/mission.py"
