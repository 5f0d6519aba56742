"""Runs are told apart by the source of the core and of their own setting."""

import shutil
from pathlib import Path

from culture_sim.version import model_version

TOY = Path(__file__).parents[1] / "toy_school"


def test_a_change_of_a_setting_changes_its_model_and_no_other(tmp_path: Path) -> None:
    one, other = (shutil.copytree(TOY, tmp_path / name / "toy_school") for name in ("one", "other"))
    assert model_version(one) == model_version(other)
    with (tmp_path / "other" / "toy_school" / "week.py").open("a") as week:
        week.write("# changed\n")
    model_version.cache_clear()
    assert model_version(one) == model_version(TOY) != model_version(other)


def test_a_change_of_what_is_told_changes_no_model(tmp_path: Path) -> None:
    home = shutil.copytree(TOY, tmp_path / "toy_school")
    (home / "stories").mkdir()
    (home / "stories" / "sentences.yaml").write_text("events: {}\n")
    assert model_version(home) == model_version(TOY)
