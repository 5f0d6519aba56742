"""The gallery has the plans of the model document (section 6), and its papers are in order."""

import re

import pytest

from culture_sim.engine.tables import Manner
from culture_sim.gallery import gallery_folder
from culture_sim.scenario import gallery, levers_of, load_scenario
from tests.patterns.plans import PLANS
from tests.reference.specified import NEVER

NAMES = [entry.name for entry in gallery()]
AS_SPECIFIED = sorted(set(NAMES) & set(PLANS))
"""Plans of the model document (section 6), which `tests/patterns/plans.py` writes out."""
OTHERS = {"co_production", "leaders_first", "peer_facilitators", "phased_rollout", "pockets"}


def test_the_gallery_has_the_plans_of_the_model_document_and_some_more():
    assert set(NAMES) == set(AS_SPECIFIED) | OTHERS
    assert {
        "blame_culture", "bolted_on", "training_only", "embedded", "embedded_essentials",
        "embedded_then_stopped", "half_measures", "leadership_only", "policy_only", "done_badly",
    } == set(AS_SPECIFIED)  # fmt: skip


@pytest.mark.parametrize("name", AS_SPECIFIED)
def test_levers_and_manner_are_those_of_the_model_document(name):
    scenario, plan = load_scenario(name), PLANS[name]
    found = {}
    for lever in levers_of():
        said = scenario.levers.at(lever.path)
        if said.is_used:
            found[lever.field] = (said.amount, said.start, said.ramp, said.end(scenario.ends))
    assert found == {
        field: (lever.strength, lever.start, lever.ramp, None if lever.end == NEVER else lever.end)
        for field, lever in plan.levers.items()
    }
    assert scenario.manner.model_dump() == {word: getattr(plan, word) for word in Manner._fields}
    assert scenario.rollout.kind == "everywhere"
    assert scenario.setting == "nhs_trust"


def test_the_other_plans_are_what_their_names_say():
    embedded, pockets = load_scenario("embedded"), load_scenario("pockets")
    phased, leaders = load_scenario("phased_rollout"), load_scenario("leaders_first")
    for other in (phased, leaders):
        assert other.with_changes({"rollout": "everywhere"}).hash == embedded.hash != other.hash
    assert (phased.rollout.kind, leaders.rollout.kind) == ("directorates", "leaders_first")
    assert pockets.manner.cover == pytest.approx(1 / 3, abs=0.01)
    assert pockets.levers.diagnosis.is_used
    assert load_scenario("peer_facilitators").levers.used == ["peer_facilitators"]
    assert "co_production" in load_scenario("co_production").levers.used


@pytest.mark.parametrize("entry", gallery(), ids=lambda entry: entry.name)
def test_each_file_opens_with_its_name_and_two_sentences(entry):
    assert len(re.findall(r"\.(?:\s|$)", entry.shows.strip())) == 2
    assert entry.path.read_text(encoding="utf-8").startswith("name: ")
    title = entry.title.partition(" (")[0]
    assert re.sub("[- ]", "_", title.lower().replace(",", "")) == entry.name


def test_no_two_scenarios_do_the_same():
    assert len({load_scenario(name).hash for name in NAMES}) == len(NAMES)


def test_a_scenario_is_found_by_short_name_long_name_and_path():
    path = gallery_folder("scenarios") / "nhs_trust" / "embedded.yaml"
    found = [load_scenario(name) for name in ("embedded", "nhs_trust/embedded", path, str(path))]
    assert {scenario.hash for scenario in found} == {found[0].hash}
    assert {scenario.name for scenario in found} == {"embedded"}


def test_the_readme_lists_every_scenario_and_tells_every_lever_in_the_words_of_the_table():
    text = (gallery_folder("scenarios") / "README.md").read_text(encoding="utf-8")
    for name in NAMES:
        assert f"| [`{name}`](nhs_trust/{name}.yaml) |" in text
    for lever in levers_of():
        row = next(line for line in text.splitlines() if line.startswith(f"| `{lever.path}` |"))
        assert lever.sentence in row
        assert f"`{lever.measure}`" in row
        assert f"{lever.high:g}" in row


def test_the_example_of_the_readme_is_a_scenario(tmp_path):
    text = (gallery_folder("scenarios") / "README.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert example is not None
    (tmp_path / "ours.yaml").write_text(example[1], encoding="utf-8")
    ours = load_scenario(tmp_path / "ours.yaml")
    assert not ours.levers.relationship_time.is_used
    assert (ours.levers.induction.strength, ours.levers.induction.start) == (0.5, 26)
    assert (ours.levers.leadership_modelling.start, ours.levers.leadership_modelling.ramp) == (13, 26)
    assert (ours.levers.training.champions.share, ours.ends) == (0.08, 208)
