"""Damage in a study's folder is noticed, named and mended; files of others are left alone."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from culture_sim.cli.study import app
from culture_sim.errors import InputError
from culture_sim.study import Study, run_study
from culture_sim.study.manifest import read_manifest, write_manifest
from culture_sim.study.store import find_shards


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A finished study of a few shards, which no test may change."""
    from culture_sim.study import study_from
    from tests.study.conftest import SMALL

    folder = tmp_path_factory.mktemp("finished") / "out"
    for seeds in (1, 2, 3):
        run_study(study_from({**SMALL, "seeds": seeds}), folder, extend=True)
    return folder


@pytest.fixture
def folder(finished, tmp_path):
    return Path(shutil.copytree(finished, tmp_path / "out"))


def tables(folder):
    study = Study(folder)
    return study.runs(), study.yearly(), study.differences()


def run_again(small, folder):
    said = []
    summary = run_study(small(), folder, say=said.append)
    return summary, said


def assert_same(one, other):
    for left, right in zip(tables(one), tables(other), strict=True):
        pd.testing.assert_frame_equal(left, right, check_exact=True)


def flip(file: Path, place: int) -> None:
    content = bytearray(file.read_bytes())
    content[place // 8 % len(content)] ^= 1 << place % 8
    file.write_bytes(content)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_one_flipped_bit_anywhere_never_gives_other_numbers(finished, tmp_path_factory, data):
    folder = Path(shutil.copytree(finished, tmp_path_factory.mktemp("flip") / "out"))
    names = sorted(
        str(file.relative_to(folder)) for file in folder.rglob("*") if file.suffix in {".parquet", ".json"}
    )
    name = data.draw(st.sampled_from(names))
    flip(folder / name, data.draw(st.integers(0, 10**6)))
    try:
        study = Study(folder)
        runs, yearly = study.runs(), study.yearly()
    except InputError as refused:
        named = Path(name).name in str(refused) or "manifest" in str(refused)
    else:
        named = any(Path(name).name in sentence for sentence in study.damage)
        whole = Study(finished).yearly()
        rest = whole[whole.run.isin(runs.run)].reset_index(drop=True)
        # A saving is not known where the baseline's run is among the damaged
        rest["net_saving_gbp"] = rest["net_saving_gbp"].where(yearly["net_saving_gbp"].notna())
        pd.testing.assert_frame_equal(yearly, rest, check_exact=True)
    assert named


@pytest.mark.parametrize("table", ["runs", "yearly"])
@pytest.mark.parametrize("how", ["flipped", "truncated", "missing"])
def test_a_damaged_shard_is_named_and_its_runs_are_done_again(finished, folder, small, table, how):
    file = sorted((folder / table).iterdir())[1]
    if how == "flipped":
        flip(file, 12_345)
    elif how == "truncated":
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    else:
        file.unlink()
    study = Study(folder)
    left, _ = study.progress()  # query and status go on
    assert 0 < left < 24
    assert study.query("SELECT count(*) AS n FROM yearly").n[0] == 2 * left
    assert any(file.name in sentence for sentence in study.damage)
    summary, said = run_again(small, folder)
    assert (summary.simulated, summary.done) == (24 - left, 24)
    assert any(file.name in sentence for sentence in said)
    assert_same(finished, folder)
    again, said = run_again(small, folder)
    assert (again.simulated, said) == (0, [])


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_shard_that_was_deleted_whole_is_named_and_its_runs_are_done_again(finished, folder, small, number):
    names = [sorted((folder / table).iterdir())[number].name for table in ("runs", "yearly")]
    for table, name in zip(("runs", "yearly"), names, strict=True):
        (folder / table / name).unlink()
    missing = f"runs/{names[0]} is missing. Its runs are simulated again by the next `study run`."
    study = Study(folder)
    left, _ = study.progress()
    study.runs()
    assert study.damage == [missing]
    summary, said = run_again(small, folder)
    assert (summary.simulated, said) == (24 - left, [missing])
    assert_same(finished, folder)
    again, said = run_again(small, folder)
    assert (again.simulated, said) == (0, [])


def test_a_copied_shard_takes_no_place_from_the_real_ones(finished, folder, small):
    count = len(find_shards(folder).counted)
    original = min((folder / "runs").iterdir())
    shutil.copy(original, original.with_name("00000000-99999999.parquet"))
    digest = original.stem.rpartition("-")[2]
    shutil.copy(original, original.with_name(f"00000000-99999999-{digest}.parquet"))
    assert Study(folder).progress() == (24, 0)
    summary, said = run_again(small, folder)
    assert summary.simulated == 0
    assert any("copy under another name" in sentence for sentence in said)
    assert len(find_shards(folder).counted) == count
    assert_same(finished, folder)


def test_files_of_others_stay(folder, small):
    mine = [folder / "notes.part", folder / "runs" / "mine.parquet", folder / "yearly" / "mine.parquet.part"]
    for file in mine:
        file.write_text("mine")
    run_again(small, folder)
    assert [file.read_text() for file in mine] == ["mine"] * 3


@pytest.mark.parametrize("name", ["points.parquet", "design.parquet"])
def test_a_damaged_design_is_named_and_written_anew(finished, folder, small, name):
    flip(folder / name, 999)
    with pytest.raises(InputError, match=f"{name} is damaged"):
        Study(folder).runs()
    assert run_again(small, folder)[0].simulated == 0
    assert_same(finished, folder)


def test_a_damaged_manifest_is_named_and_written_anew(finished, folder, small):
    text = (folder / "manifest.json").read_text()
    (folder / "manifest.json").write_text(text.replace('"seed": 0', '"seed": 1', 1))
    with pytest.raises(InputError, match=r"The manifest is damaged: it has been changed\."):
        Study(folder)
    summary, said = run_again(small, folder)
    assert summary.simulated == 0
    assert "This is done now." in said[0]
    assert_same(finished, folder)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("years", "1; COPY (SELECT 1) TO 'stolen.csv'"),
        ("weekly", ["practice FROM raw_weekly w); COPY (SELECT 1) TO 'stolen.csv'; --"]),
        ("stored", ["practice\" FROM read_csv('/etc/hostname') --"]),
        ("seeds", {"first": "1 OR true", "number": 3}),
        ("seeds", {"first": 1, "number": 3.5}),
        (
            "factors",
            [{"name": 'a" FROM x', "paths": [], "low": 0, "high": 1, "numeric": True, "choices": []}],
        ),
        ("sessions", "none"),
    ],
)
def test_sql_in_a_manifest_is_refused(folder, tmp_path, monkeypatch, key, value):
    monkeypatch.chdir(tmp_path)
    write_manifest(folder, read_manifest(folder) | {key: value})
    with pytest.raises(InputError, match=f"'{key}"):
        Study(folder)
    assert not list(tmp_path.rglob("stolen.csv"))


def test_columns_that_no_table_has_are_no_traceback(folder):
    manifest = read_manifest(folder)
    write_manifest(folder, manifest | {"stored": [*manifest["stored"], "unknown_column"]})
    with pytest.raises(InputError):
        Study(folder).query("SELECT unknown_column, turnover_percent FROM yearly ORDER BY nothing")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/hostname')",
        "SELECT * FROM read_text('{folder}/manifest.json')",
        "SELECT * FROM '{folder}/points.parquet'",
        "COPY (SELECT 1) TO '{folder}/stolen.csv'",
        "ATTACH '{folder}/stolen.db'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "SELECT 1; COPY (SELECT 1) TO '{folder}/stolen.csv'",
        "DROP VIEW runs",
        "SELECT * FROM sql",
    ],
)
def test_a_query_reaches_nothing_but_the_results(folder, sql):
    with pytest.raises(InputError):
        Study(folder).query(sql.format(folder=folder))
    assert not list(folder.glob("stolen*"))


def test_a_query_may_describe_and_explain(folder):
    study = Study(folder)
    assert "trust" in set(study.query("DESCRIBE yearly").column_name)
    assert len(study.query("EXPLAIN SELECT * FROM runs"))


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT chr(27) || '[31mred' || chr(155) AS red",
        'SELECT 1 AS "\x1b[31mred\x9b"',
        "SELEC '\x1b[31m\x9b'",
        "SELECT error(chr(27) || '[2J' || chr(155))",
    ],
)
def test_what_steers_a_terminal_is_a_box_in_an_answer(finished, sql):
    said = CliRunner().invoke(app, ["query", str(finished), sql]).output
    assert "\ufffd" in said
    assert "\x1b" not in said
    assert "\x9b" not in said


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=st.text(st.characters(exclude_characters="/\0", codec="utf-8"), min_size=1, max_size=20))
def test_the_name_of_a_folder_is_no_pattern_and_no_sql(finished, tmp_path_factory, name):
    if name in {".", ".."} or len(name.encode()) > 200:
        return
    folder = tmp_path_factory.mktemp("named") / name
    shutil.copytree(finished, folder)
    assert Study(folder).progress() == (24, 0)


@pytest.mark.parametrize("name", ["results[1]", "what*", "it's", 'a"b', "x?y", "{a,b}", "$HOME", "100%"])
def test_folders_that_look_like_patterns(finished, tmp_path, name):
    folder = Path(shutil.copytree(finished, tmp_path / name))
    study = Study(folder)
    assert study.progress() == (24, 0)
    assert len(study.export_csv(tmp_path / name / "csv")) == 4


def test_text_in_an_exported_table_is_no_formula(small, tmp_path):
    labels = ["=1+1", "+2", "-3", "@x", "plain"]
    study = small(
        seeds=1,
        factors={
            "plan": {
                "values": {
                    label: {"levers.succession.strength": number / 4} for number, label in enumerate(labels)
                }
            }
        },
    )
    run_study(study, tmp_path / "out")
    Study(tmp_path / "out").export_csv(tmp_path / "csv")
    found = pd.read_csv(tmp_path / "csv" / "points.csv")
    assert list(found.plan) == ["'=1+1", "'+2", "'-3", "'@x", "plain"]
    assert pd.read_csv(tmp_path / "csv" / "differences.csv")["net_saving_gbp"].dtype == float


def test_a_folder_of_something_else_is_refused_and_left_as_it_is(small, written, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "study.yaml").write_text("name: By hand")
    with pytest.raises(InputError, match=r"not empty and holds no study \(study.yaml\).*--force"):
        run_study(small(), folder)
    assert [file.name for file in folder.iterdir()] == ["study.yaml"]
    assert (folder / "study.yaml").read_text() == "name: By hand"
    assert run_study(small(), folder, force=True).done == 24
    assert (folder / "study.yaml").read_text() == "name: By hand"  # a study without a file has no copy


def test_a_copy_of_the_study_that_was_changed_by_hand_is_not_written_over(written, tmp_path):
    text = "name: Mine\nscenarios: [embedded]\norganisation: reference\nstaff: 40\nyears: 1\nseeds: 1\n"
    path = written(text)
    run_study(path, tmp_path / "out")
    copy = tmp_path / "out" / "study.yaml"
    assert copy.read_text() == text
    copy.write_text(text.replace("seeds: 1", "seeds: 2"))
    with pytest.raises(InputError, match="changed by hand"):
        run_study(path, tmp_path / "out")
    assert run_study(copy, tmp_path / "out", extend=True).done == 4  # from there it goes on
    run_study(path, tmp_path / "out", extend=True, force=True)
    assert copy.read_text() == text


def test_a_changed_number_in_the_calibration_is_noticed(written, tmp_path):
    path = written("name: Mine\nscenarios: [embedded]\nstaff: 200\nyears: 1\nseeds: 1\n")
    run_study(path, tmp_path / "out")
    file = tmp_path / "out" / "calibration.json"
    whole = file.read_text()
    (entry,) = json.loads(whole).values()
    key, value = next(iter(entry["values"].items()))
    file.write_text(whole.replace(f'"{key}": {value}', f'"{key}": {value * 1.01}'))
    assert file.read_text() != whole
    said = []
    path.write_text(path.read_text().replace("seeds: 1", "seeds: 2"))
    run_study(path, tmp_path / "out", extend=True, say=said.append)
    assert any("calibration.json has been changed or damaged" in sentence for sentence in said)
    assert file.read_text() == whole
    assert Study(tmp_path / "out").runs().parameters_hash.nunique() == 1
