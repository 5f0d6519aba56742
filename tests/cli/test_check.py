"""`check` says what a file is, or which line is wrong."""

import json
from pathlib import Path

import pytest

from culture_sim.gallery import gallery_folder
from tests.cli.conftest import Ask

GALLERY = sorted(gallery_folder("scenarios").glob("*/*.yaml"))
ORGANISATIONS = sorted(gallery_folder("scenarios").glob("*/organisations/*.yaml"))


def test_every_file_of_the_gallery_is_right(ask: Ask) -> None:
    answer = ask("check", *map(str, GALLERY + ORGANISATIONS))
    assert answer.code == 0
    assert answer.out.count(": a scenario, ") == len(GALLERY)
    assert answer.out.count(": an organisation, ") == len(ORGANISATIONS)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("lever.yaml", "levers:\n  leadership_modeling: 1\n", "lever.yaml:2: "),
        ("strength.yaml", "levers:\n  succession: 3\n", "strength.yaml:2: "),
        (
            "times.yaml",
            "levers:\n  induction: {strength: 0.5, from: week 10, until: week 5}\n",
            "times.yaml:2: ",
        ),
        ("not_yaml.yaml", "levers: [\n", "The file is not YAML"),
        ("nobody.yaml", "name: Ours\nteams: {size: 0}\n", "nobody.yaml:2: "),
        ("negative.yaml", "name: Ours\nstaff: -5\n", "negative.yaml:2: "),
        ("setting.yaml", "levers: {}\nsetting: mars\n", "setting.yaml:2: 'mars' is not a setting."),
        (
            "study.yaml",
            "name: S\nscenarios: [embedded]\nseeds: 5\n",
            "study.yaml: This is a study file; give it to",
        ),
        ("graph.graphml", "<graphml/>", "graph.graphml: "),
    ],
)
def test_a_wrong_file_is_named_with_its_line(ask: Ask, name: str, text: str, told: str) -> None:
    Path(name).write_text(text, encoding="utf-8")
    answer = ask("check", name)
    assert answer.code == 2
    assert told in answer.err
    assert answer.out == ""


def test_all_files_are_checked_even_if_the_first_is_wrong(ask: Ask) -> None:
    answer = ask("check", "nowhere.yaml", "embedded", "acute_trust")
    assert answer.code == 2
    assert "nowhere.yaml: There is no such file." in answer.err
    assert "embedded: a scenario" in answer.out
    assert "acute_trust: an organisation" in answer.out


def test_a_network_of_staff(ask: Ask) -> None:
    Path("ties.csv").write_text("from,to\nAnn,Bob\n", encoding="utf-8")
    Path("ties.nodes.csv").write_text(
        "name,team,profession\nAnn,Ward 1,doctors\nBob,Ward 2,managers\n", encoding="utf-8"
    )
    answer = ask("check", "ties.csv")
    assert answer.code == 0
    assert "a staff network" in answer.out
    assert "2 posts, 2 teams and no observed levels" in answer.out
    assert " 1 tie across teams." in answer.out


def test_json(ask: Ask) -> None:
    answer = ask("check", "embedded", "--json")
    assert json.loads(answer.out)["files"][0]["kind"] == "scenario"
