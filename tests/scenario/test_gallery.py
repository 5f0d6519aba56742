"""The gallery is the table of the model document (5.0), and its papers are in order."""

import re

import pytest

from culture_sim.gallery import gallery_folder
from culture_sim.scenario import gallery, levers_of, load_scenario

POLICIES = {f"policy_integration.{name}": (0.8, 26, 52) for name in ("hr", "complaints", "patient_safety")}
ESSENTIALS = {
    "leadership_modelling": (0.9, 0, 26),
    "staff_engagement": (0.8, 0, 13),
    "training.introduction": (1.0, 0, 26),
    "training.champions": (0.08, 0, 26),
    "training.refreshers": (1, 52, 1),
    "training.backfill": (0.6, 0, 1),
    "formal_processes": (0.8, 26, 26),
    "measurement_and_feedback": (0.8, 0, 13),
    **POLICIES,
    "succession": (0.8, 0, 1),
    "induction": (0.9, 26, 13),
}
EMBEDDED = ESSENTIALS | {
    "shared_language": (0.8, 0, 26),
    "everyday_conversations": (0.8, 13, 26),
    "relationship_time": (0.6, 26, 26),
    "restorative_supervision": (0.8, 26, 26),
    "power_sharing": (0.7, 26, 26),
    "multi_agency_alignment": (0.5, 52, 52),
}
TABLE = {
    "blame_culture": {},
    "bolted_on": {
        "training.introduction": (1.0, 0, 26),
        "training.champions": (0.08, 0, 26),
        "everyday_conversations": (0.8, 13, 26),
        "formal_processes": (0.8, 26, 26),
        "staff_engagement": (0.4, 0, 1),
    },
    "embedded": EMBEDDED,
    "embedded_essentials": ESSENTIALS,
    "embedded_then_stopped": EMBEDDED,
    "leadership_only": {"leadership_modelling": (0.9, 0, 26)},
    "policy_only": POLICIES,
    "training_only": {
        "training.introduction": (1.0, 0, 26),
        "training.champions": (0.30, 0, 26),
        "training.refreshers": (4, 26, 1),
        "staff_engagement": (0.8, 0, 1),
        "training.backfill": (1.0, 0, 1),
        "induction": (0.9, 26, 1),
    },
    "half_measures": {path: (amount / 2, start, ramp) for path, (amount, start, ramp) in EMBEDDED.items()},
    "phased_rollout": EMBEDDED,
}
ENDS = {"bolted_on": 78, "embedded_then_stopped": 156}


def test_the_gallery_is_the_table():
    assert {entry.name for entry in gallery()} == set(TABLE)


@pytest.mark.parametrize("name", TABLE)
def test_levers_are_those_of_the_model_document(name):
    scenario = load_scenario(name)
    found = {
        path: (lever.amount, lever.start, lever.ramp)
        for path in scenario.levers.used
        for lever in [scenario.levers.at(path)]
    }
    assert found == TABLE[name]
    assert {scenario.levers.at(path).end(scenario.ends) for path in found} <= {ENDS.get(name)}
    assert scenario.rollout.kind == ("directorates" if name == "phased_rollout" else "everywhere")
    assert scenario.diagnosis is None
    assert scenario.setting == "nhs_trust"


@pytest.mark.parametrize("entry", gallery(), ids=lambda entry: entry.name)
def test_each_file_opens_with_its_name_and_two_sentences(entry):
    assert len(re.findall(r"\.(?:\s|$)", entry.shows.strip())) == 2
    assert entry.path.read_text(encoding="utf-8").startswith("name: ")
    title = entry.title.partition(" (")[0]
    assert title.lower().replace(",", "").replace(" ", "_") == entry.name


def test_no_two_scenarios_do_the_same():
    assert len({load_scenario(name).hash for name in TABLE}) == len(TABLE)


def test_a_scenario_is_found_by_short_name_long_name_and_path():
    path = gallery_folder("scenarios") / "nhs_trust" / "embedded.yaml"
    found = [load_scenario(name) for name in ("embedded", "nhs_trust/embedded", path, str(path))]
    assert {scenario.hash for scenario in found} == {found[0].hash}
    assert {scenario.name for scenario in found} == {"embedded"}


def test_the_readme_lists_every_scenario_and_tells_every_lever_in_the_words_of_the_table():
    text = (gallery_folder("scenarios") / "README.md").read_text(encoding="utf-8")
    for name in TABLE:
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
