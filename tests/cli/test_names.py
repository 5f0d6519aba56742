"""A plan may have any name: its comparison, its tables and its figure are there, and the name stands as it is."""

from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from culture_sim.cli.app import app

QUICK = ("--core", "--staff", "60", "--years", "1", "--runs", "2", "--parameter-share", "0", "-q")
LEADERS = {"leadership_modelling": 0.5}


def compared(tmp_path: Path, *names: str) -> str:
    files = []
    for place, name in enumerate(names):
        file = tmp_path / f"plan_{place}.yaml"
        file.write_text(
            yaml.safe_dump({"name": name, "levers": LEADERS}, allow_unicode=True), encoding="utf-8"
        )
        files.append(str(file))
    found = CliRunner().invoke(app, ["compare", *files, *QUICK, "--out", str(tmp_path / "out")])
    assert found.exit_code == 0, found.output
    assert {file.suffix for file in (tmp_path / "out").glob("comparison.*")} == {".json", ".png", ".svg"}
    return found.output


@pytest.mark.parametrize(
    "name", ["Spend $2m, then ($3m) #2", "Draft [old]", "Shut [/tag]", "Ward :100: and :star:", "a_b^c {x}"]
)
def test_a_name_stands_in_every_table_as_it_is(tmp_path: Path, name: str) -> None:
    text = " ".join(compared(tmp_path, name).split())
    assert text.count(name) >= 4


def test_an_escape_sequence_in_a_name_never_reaches_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(
        'name: "\\e[31mRed\\e[0m \\x9b2J"\nlevers: {leadership_modelling: 0.5}\n', encoding="utf-8"
    )
    for arguments in (
        ["compare", str(file), *QUICK],
        ["compare", str(file), *QUICK, "--json"],
        ["check", str(file)],
    ):
        text = CliRunner().invoke(app, arguments).output
        assert "\x1b" not in text
        assert "\x9b" not in text


def test_two_long_names_cost_no_value_in_the_figure(tmp_path: Path) -> None:
    assert "Everybody is trained" in compared(
        tmp_path, "Everybody is trained before anybody leads", "Leaders go first and the teams then follow"
    )
