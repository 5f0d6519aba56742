"""A folder of results: what others wrote there stays as it is."""

import pytest

from culture_sim.cli.out_folder import RESULTS, OutFolder
from culture_sim.errors import InputError


def publish(path, force=False, text="new", names=("yearly.csv",)):
    with OutFolder(path, force) as folder:
        for name in names:
            (folder.draft / name).write_text(text)
        return [file.name for file in folder.publish()]


def test_what_was_written_before_is_written_over_and_nothing_else(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    assert publish(tmp_path, text="first") == ["yearly.csv"]
    assert publish(tmp_path, text="second") == ["yearly.csv"]
    assert (tmp_path / "yearly.csv").read_text() == "second"
    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("name", RESULTS)
def test_a_file_of_somebody_else_is_refused_before_anything_is_run(tmp_path, name):
    (tmp_path / name).write_text("mine")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(InputError, match="--force") as refused, OutFolder(tmp_path):
        pytest.fail("it must not come so far")
    assert refused.value.file == tmp_path / name
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / name).read_text() == "mine"
    assert publish(tmp_path, force=True, names=(name,)) == [name]
    assert (tmp_path / name).read_text() == "new"


def test_a_result_that_was_changed_by_hand_is_somebodys_own(tmp_path):
    publish(tmp_path)
    (tmp_path / "yearly.csv").write_text("with my notes")
    with pytest.raises(InputError, match="changed since"):
        publish(tmp_path)
    assert (tmp_path / "yearly.csv").read_text() == "with my notes"


def test_a_file_that_came_while_it_was_run_is_not_written_over(tmp_path):
    with OutFolder(tmp_path) as folder:
        (folder.draft / "yearly.csv").write_text("new")
        (tmp_path / "yearly.csv").write_text("mine")
        with pytest.raises(InputError, match="--force"):
            folder.publish()
    assert (tmp_path / "yearly.csv").read_text() == "mine"
    assert [file.name for file in tmp_path.iterdir()] == ["yearly.csv"]
