"""The commands of `culture-sim study`."""

import builtins
import io
import json
import os
import subprocess
import sys
from itertools import takewhile
from pathlib import Path

import pytest
from typer.testing import CliRunner

import culture_sim
from culture_sim.cli.study import app
from culture_sim.errors import InputError
from culture_sim.study import load_study, plan_study
from culture_sim.study.lock import FolderLock
from culture_sim.study.manifest import write_manifest
from culture_sim.study.optional import require
from culture_sim.study.progress import Pace, in_words, show_progress, size_in_words
from culture_sim.study.study_loader import gallery_studies

TEXT = """
name: From the command line
scenarios: [embedded]
organisation: reference
staff: 40
years: 1
factors:
  leadership: {path: levers.leadership_modelling.strength, values: [0, 1]}
seeds: 2
"""


@pytest.fixture
def study(tmp_path):
    path = tmp_path / "study.yaml"
    path.write_text(TEXT)
    return path


def call(*words):
    found = CliRunner().invoke(app, [str(word) for word in words])
    return found.exit_code, found.output


def test_from_check_to_export(study, tmp_path):
    out = tmp_path / "out"
    code, output = call("check", study)
    assert code == 0
    assert ", 1 factor. The file is in order." in output
    assert "Runs       6, with the baseline's; 2 warm-ups" in output
    assert "Disk       about" in output
    code, output = call("run", study, "--out", out, "--workers", 1, "--quiet")
    assert code == 0
    assert "6 of 6 runs are in" in output
    code, output = call("run", study, "--out", out)
    assert "nothing was left to run" in output
    code, output = call(
        "query", out, "select point, count(*) as runs from runs group by point order by point", "--csv"
    )
    assert output == "point,runs\n-1,2\n0,2\n1,2\n"
    code, output = call("status", out)
    assert "6 of 6 runs, 0 failed" in output
    code, output = call("export", out, "--csv", tmp_path / "csv")
    assert code == 0
    assert sorted(path.name for path in (tmp_path / "csv").iterdir()) == [
        "differences.csv", "points.csv", "runs.csv", "yearly.csv",
    ]  # fmt: skip
    manifest = json.loads((out / "manifest.json").read_text())
    assert len(manifest["sessions"]) == 2
    assert manifest["versions"]["numpy"]
    assert (out / "study.yaml").read_text() == TEXT


def test_wrong_input_ends_with_two(study, tmp_path):
    assert call("query", tmp_path, "select 1")[0] == 2
    assert call("check", tmp_path / "absent.yaml")[0] == 2
    call("run", study, "--out", tmp_path / "out", "--quiet")
    assert call("query", tmp_path / "out", "selec")[0] == 2


def test_a_session_that_was_cut_off_is_not_said_to_go_on(study, tmp_path):
    out = tmp_path / "out"
    call("run", study, "--out", out, "--quiet")
    manifest = json.loads((out / "manifest.json").read_text())
    cut = {key: value for key, value in manifest["sessions"][0].items() if key not in {"ended", "runs"}}
    write_manifest(out, manifest | {"sessions": [cut, cut]})
    with FolderLock(out):
        _, output = call("status", out)
    assert [line.split()[-1] for line in output.splitlines()[-2:]] == ["off", "on"]
    _, output = call("status", out)
    assert [line.split()[-1] for line in output.splitlines()[-2:]] == ["off", "off"]


@pytest.mark.parametrize(
    "command",
    ["check", "run", "query", "export", "status", "sensitivity", "discover", "emulate", "frontier", "plot"],
)
def test_help_teaches_by_example(command):
    code, output = call(command, "--help")
    assert code == 0
    assert f"culture-sim study {command} " in output


def test_the_study_in_the_help_is_in_order_and_the_gallery_is_whole(tmp_path):
    _, output = call("--help")
    lines = output.splitlines()
    begins = next(number for number, line in enumerate(lines) if "name: Does" in line)
    begins_at = lines[begins].index("name:")
    text = "\n".join(line[begins_at:] for line in takewhile(str.strip, lines[begins:]))
    path = tmp_path / "study.yaml"
    path.write_text(text)
    assert plan_study(load_study(path)).points == 15
    flat = " ".join(output.split())
    assert f"Studies to copy from: {', '.join(gallery_studies())}." in flat


def test_a_quick_copy_runs(study, tmp_path):
    code, output = call("run", study, "--out", tmp_path / "out", "--quick", "--quiet")
    assert code == 0, output


def test_a_missing_extra_is_one_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "SALib", None)
    with pytest.raises(InputError) as raised:
        require("SALib", "A Morris design")
    output = str(raised.value)
    assert output == "A Morris design needs SALib; install it with: pip install 'culture-sim[experiments]'"


@pytest.mark.parametrize(
    "command", [["check", "what_matters_most"], ["run", "leader_turnover", "--out", "x"]]
)
def test_without_any_extra_a_study_is_one_sentence(command, tmp_path):
    """Studies need pyarrow, which a plain install does not bring: seen in a fresh process."""
    script = (
        "import sys\nsys.modules['pyarrow'] = None\nsys.modules['pyarrow.parquet'] = None\n"
        "from culture_sim.cli.exit_codes import main\n"
        f"sys.argv = ['culture-sim', 'study', *{command}]\nsys.exit(main())"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(culture_sim.__file__).parent.parent)},
    )  # fmt: skip
    assert found.returncode == 2
    assert (
        found.stderr.strip()
        == "A study needs pyarrow; install it with: pip install 'culture-sim[experiments]'"
    )


def test_without_extras_a_grid_still_runs(study, tmp_path, monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name.partition(".")[0] in {"SALib", "distributed", "optuna", "sklearn"}:
            raise ModuleNotFoundError(name=name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    assert call("run", study, "--out", tmp_path / "out", "--quiet")[0] == 0


def test_progress_in_plain_lines(capsys):
    with show_progress(every=0) as show:
        show(0, 10, 0)
        show(5, 10, 1)
    first, second = capsys.readouterr().err.splitlines()
    assert first == "0 of 10 runs"
    assert second.startswith("5 of 10 runs, ")
    assert second.endswith(" left, 1 failed")
    assert Pace().describe(3, 3, 0) == ""


def test_progress_on_a_terminal(monkeypatch):
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "120")
    with show_progress() as show:
        show(0, 10, 0)
        show(5, 10, 1)
    assert "5 of 10 runs, " in terminal.getvalue()
    assert " left, 1 failed" in terminal.getvalue()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "under a second"), (40, "40 s"), (720, "12 min"), (3 * 3600, "3.0 h"), (3 * 86400, "3.0 days")],
)
def test_times_in_words(seconds, words):
    assert in_words(seconds) == words


def test_sizes_in_words():
    assert [size_in_words(each) for each in (12, 2_340, 45e6, 2.1e12)] == [
        "12 bytes",
        "2.3 kB",
        "45 MB",
        "2.1 TB",
    ]
