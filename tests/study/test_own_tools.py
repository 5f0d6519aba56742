"""Every example of experiments/own_tools runs in full, as a reader would run it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from culture_sim.gallery import gallery_folder

FOLDER = gallery_folder("experiments") / "own_tools"
PRINTS = {
    "with_ema_workbench.py": "coverage",
    "with_mesa_batch_run.py": "embedded",
    "with_salib.py": "three_day_skill",
}
LIBRARIES = {"with_ema_workbench.py": "ema_workbench", "with_salib.py": "SALib"}


def run(command: list[str], folder: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd()), "MPLBACKEND": "Agg"}
    found = subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr[-2000:]
    return found.stdout


def test_every_example_is_run_here():
    assert {path.name for path in FOLDER.glob("*.py")} == set(PRINTS)
    assert [path.name for path in FOLDER.glob("*.ipynb")] == ["from_study_to_figure.ipynb"]


@pytest.mark.slow
@pytest.mark.parametrize("name", PRINTS)
def test_a_script_runs_in_full(name, tmp_path):
    if name in LIBRARIES:
        pytest.importorskip(LIBRARIES[name])
    assert PRINTS[name] in run([str(FOLDER / name)], tmp_path)


@pytest.mark.slow
def test_the_notebook_runs_from_top_to_bottom(tmp_path):
    cells = json.loads((FOLDER / "from_study_to_figure.ipynb").read_text(encoding="utf-8"))["cells"]
    script = tmp_path / "notebook.py"
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    script.write_text("\n\n".join(code), encoding="utf-8")
    said = run([str(script)], tmp_path)
    assert "practice is moved most by leadership" in said
    assert "emulator explains" in said
