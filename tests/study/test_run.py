"""Running: nothing is run twice, failures are rows, folders are guarded."""

import errno
import os

import pandas as pd
import pytest

from culture_sim import ensemble
from culture_sim.ensemble import compare
from culture_sim.errors import InputError
from culture_sim.settings import Setting
from culture_sim.study import Study, StudyInterruptedError, run_study
from culture_sim.study.lock import FolderLock, owner_of
from culture_sim.study.store import Store


def tables(folder):
    study = Study(folder)
    return study.runs(), study.yearly(), study.differences()


def assert_same(one, other):
    for left, right in zip(tables(one), tables(other), strict=True):
        pd.testing.assert_frame_equal(left, right, check_exact=True)


def test_a_study_is_run_once(small, tmp_path):
    first = run_study(small(), tmp_path / "out")
    assert (first.simulated, first.done, first.planned, first.failed, first.stopped) == (24, 24, 24, 0, "")
    assert run_study(small(), tmp_path / "out").simulated == 0
    runs, yearly, differences = tables(tmp_path / "out")
    assert len(runs) == 24
    assert set(runs.scenario) == {"baseline", "embedded"}
    assert len(yearly) == 2 * 24
    assert len(differences) == 2 * 18
    assert runs.baseline.notna().all()
    assert runs[runs.scenario == "embedded"].groupby("point").seed.nunique().eq(3).all()
    assert owner_of(tmp_path / "out") == {}


def test_the_numbers_are_those_of_a_comparison(small, tmp_path):
    """A study of one point and a comparison make the same runs."""
    run_study(small(factors={}, years=2, core=True), tmp_path / "out")
    found = compare(
        ["embedded"], organisation="reference", staff=40, years=2, runs=3, parameter_share=0, core=True
    ).yearly["embedded"]
    study = Study(tmp_path / "out")
    for key in ("turnover_percent", "psychological_safety", "net_saving_gbp", "programme_cost_gbp"):
        mine = study.query(
            f"SELECT {key} FROM yearly WHERE scenario = 'embedded' ORDER BY seed, year"
        ).to_numpy()
        assert mine.ravel().tolist() == found[key].ravel().tolist(), key


def test_what_is_interrupted_goes_on_and_ends_the_same(small, tmp_path, monkeypatch):
    run_study(small(), tmp_path / "whole")
    monkeypatch.setattr("culture_sim.study.plan.BATCH_POST_WEEKS", 1)
    monkeypatch.setattr("culture_sim.study.scheduler.SECONDS_BETWEEN_REPORTS", 0)

    def ctrl_c(done, planned, failed):
        if done >= 5:
            raise KeyboardInterrupt

    with pytest.raises(StudyInterruptedError) as raised:
        run_study(small(), tmp_path / "cut", progress=ctrl_c)
    assert 5 <= raised.value.summary.done < 24
    assert Study(tmp_path / "cut").progress()[0] == raised.value.summary.done
    assert Study(tmp_path / "cut").manifest["sessions"][0]["stopped"] == "interrupted"
    rest = run_study(small(), tmp_path / "cut", workers_number=1)
    assert rest.simulated == 24 - raised.value.summary.done
    assert_same(tmp_path / "whole", tmp_path / "cut")


@pytest.mark.parametrize(("signal", "code"), [(KeyboardInterrupt(), 130), (SystemExit(143), 143)])
def test_a_study_asked_to_stop_says_how_far_it_came(small, tmp_path, signal, code):
    def stop(done, planned, failed):
        raise signal

    with pytest.raises(StudyInterruptedError) as raised:
        run_study(small(), tmp_path, progress=stop)
    assert (raised.value.code, raised.value.summary.planned) == (code, 24)
    assert Study(tmp_path).manifest["sessions"][0]["stopped"] == "interrupted"
    assert run_study(small(), tmp_path).done == 24


def test_a_run_that_raises_is_a_row_and_the_study_goes_on(small, tmp_path, monkeypatch):
    run = ensemble.Ensemble.run

    def failing(self, scenario, number, years=5):
        if self.seed == 2:
            raise ArithmeticError("a bad\nday")
        return run(self, scenario, number, years)

    monkeypatch.setattr(ensemble.Ensemble, "run", failing)
    summary = run_study(small(), tmp_path / "out")
    assert (summary.done, summary.failed, summary.stopped) == (24, 8, "")
    study = Study(tmp_path / "out")
    errors = study.errors()
    assert len(errors) == 8
    assert errors.error.str.startswith("ArithmeticError: a bad day (").all()
    assert set(study.yearly().seed) == {1, 3}
    assert run_study(small(), tmp_path / "out").simulated == 0
    monkeypatch.setattr(ensemble.Ensemble, "run", run)
    again = run_study(small(), tmp_path / "out", retry_failed=True)
    assert (again.simulated, again.failed) == (8, 0)
    run_study(small(), tmp_path / "whole")
    assert_same(tmp_path / "whole", tmp_path / "out")


def test_a_changed_study_is_refused_unless_it_is_extended(small, tmp_path):
    run_study(small(), tmp_path / "out")
    more = small(seeds=4, name="Another name")
    with pytest.raises(InputError, match="--extend"):
        run_study(more, tmp_path / "out")
    assert run_study(small(name="Another name", budget={"hours": 1}), tmp_path / "out").simulated == 0
    assert run_study(more, tmp_path / "out", extend=True).simulated == 8
    run_study(more, tmp_path / "new")
    assert_same(tmp_path / "new", tmp_path / "out")
    fewer = run_study(small(seeds=2), tmp_path / "out", extend=True)
    assert (fewer.simulated, fewer.done) == (0, 16)
    assert set(Study(tmp_path / "out").runs().seed) == {1, 2}


def test_another_model_is_not_mixed_in(small, tmp_path, monkeypatch):
    run_study(small(), tmp_path / "out")
    monkeypatch.setattr(Setting, "model_version", "9.9.9+new")
    with pytest.raises(InputError, match=r"begun with model .* this is 9.9.9\+new"):
        run_study(small(), tmp_path / "out", extend=True)


def test_two_at_once_are_refused(small, tmp_path):
    with FolderLock(tmp_path), pytest.raises(InputError, match=f"process {os.getpid()} on "):
        run_study(small(), tmp_path)
    assert run_study(small(), tmp_path).stopped == ""


def test_a_dead_owner_is_no_owner(small, tmp_path):
    (tmp_path / "lock").write_text("")
    (tmp_path / ".lock-owner.json").write_text('{"pid": 4194000, "host": "elsewhere"}')
    assert owner_of(tmp_path) == {}
    assert run_study(small(), tmp_path).stopped == ""


def test_a_full_disk_says_what_to_do_and_the_same_command_goes_on(small, tmp_path, monkeypatch):
    flush = Store.flush

    def full(self):
        if self._waiting:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Store, "flush", full)
    with pytest.raises(InputError, match=r"The disk is full\. Every run that was written is safe"):
        run_study(small(), tmp_path / "out")
    monkeypatch.setattr(Store, "flush", flush)
    assert run_study(small(), tmp_path / "out").simulated == 24


def test_a_place_that_cannot_be_written_to(small, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="This is a file"):
        run_study(small(), tmp_path / "file")
    with pytest.raises(InputError, match="cannot be written to"):
        run_study(small(), tmp_path / "file" / "below")


def test_a_budget_of_runs_is_kept_to_the_run(small, tmp_path):
    first = run_study(small(budget={"runs": 10}), tmp_path / "out")
    assert (first.done, first.stopped) == (10, "the budget of 10 runs is spent")
    assert run_study(small(budget={"runs": 10}), tmp_path / "out").simulated == 0
    assert run_study(small(), tmp_path / "out").done == 24


def test_a_budget_of_hours(small, tmp_path):
    summary = run_study(small(budget={"hours": 1e-9}), tmp_path / "out")
    assert (summary.done, summary.stopped) == (0, "the budget of 1e-09 hours is spent")


def test_the_stopping_rule_decides_the_same_after_an_interruption(small, tmp_path, monkeypatch):
    ruled = small(
        seeds=40, stop={"outcome": "net_saving_gbp", "half_width": 40_000, "at_least": 4, "every": 3}
    )
    summary = run_study(ruled, tmp_path / "whole")
    runs = Study(tmp_path / "whole").query(
        "SELECT point, count(*) AS seeds FROM runs WHERE scenario = 'embedded' GROUP BY point"
    )
    assert summary.stopped == ""
    assert summary.done == summary.planned
    assert set(runs.seeds) <= set(range(4, 41, 3))
    assert runs.seeds.min() < 40
    first = run_study(
        ruled.model_copy(update={"budget": small(budget={"runs": 30}).budget}), tmp_path / "cut"
    )
    assert first.stopped
    run_study(ruled, tmp_path / "cut")
    assert_same(tmp_path / "whole", tmp_path / "cut")


def test_weekly_columns_are_stored_where_the_study_names_them(small, tmp_path):
    run_study(small(weekly=["practice", "leavers"]), tmp_path / "out")
    weekly = Study(tmp_path / "out").weekly()
    assert len(weekly) == 24 * 104
    assert (weekly.week.min(), weekly.week.max()) == (-52, 51)
    assert weekly.practice.between(0, 1).all()
    with pytest.raises(InputError, match="weekly columns"):
        run_study(small(), tmp_path / "out", extend=True)
    run_study(small(), tmp_path / "other")
    with pytest.raises(InputError, match="stored no weekly columns"):
        Study(tmp_path / "other").weekly()


def test_drawn_parameters_and_organisations_that_vary(small, tmp_path):
    varied = small(
        draws=2,
        factors={"size": {"path": "organisation.staff", "values": [40, 60]}},
        scenarios=["embedded", "bolted_on"],
    )
    summary = run_study(varied, tmp_path / "out")
    assert summary.failed == 0
    study = Study(tmp_path / "out")
    runs = study.runs()
    assert sorted(runs.draw.unique()) == [0, 1, 2]
    assert sorted(runs.staff.unique()) == [40, 60]
    assert runs.parameters_hash.nunique() == 3
    assert study.values("trust", scenario="bolted_on").groupby(["point", "draw"]).size().eq(3).all()
